"""LaTeX's signs: the letters, Greek letters and symbols that are macros, by the macro's name."""


def _table(text: str) -> dict[str, str]:
    """`ss ß  o ø` as `{"ss": "ß", "o": "ø"}`."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


LETTERS = _table(
    """
    ss ß  SS ẞ  o ø  O Ø  l ł  L Ł  ae æ  AE Æ  oe œ  OE Œ  aa å  AA Å  i ı  j ȷ  dh ð  DH Ð  th þ  TH Þ  dj đ  DJ Đ
    ng ŋ  NG Ŋ
    """
)
GREEK = _table(
    """
    alpha α  beta β  gamma γ  delta δ  epsilon ε  zeta ζ  eta η  theta θ  iota ι  kappa κ  lambda λ  mu μ  nu ν
    xi ξ  pi π  rho ρ  sigma σ  tau τ  upsilon υ  phi φ  chi χ  psi ψ  omega ω  Gamma Γ  Delta Δ  Theta Θ  Lambda Λ
    Xi Ξ  Pi Π  Sigma Σ  Upsilon Υ  Phi Φ  Psi Ψ  Omega Ω
    """
)
SIGNS = _table(
    r"""
    textbackslash \  textasciitilde ~  textasciicircum ^  textunderscore _  textbar |  textbraceleft {
    textbraceright }  textless <  textgreater >  lbrace {  rbrace }  textendash –  textemdash —  textquoteleft ‘
    textquoteright ’  textquotedblleft “  textquotedblright ”  textquotesingle '  guillemotleft «  guillemotright »
    ldots …  dots …  textellipsis …  textdegree °  degree °  circ °  textregistered ®  texttrademark ™
    textcopyright ©  copyright ©  pounds £  textsterling £  euro €  texteuro €  S §  P ¶  dag †  ddag ‡  textmu µ
    times ×  texttimes ×  pm ±  textpm ±  cdot ·  textperiodcentered ·  bullet •  leq ≤  le ≤  geq ≥  ge ≥  neq ≠
    ne ≠  approx ≈  sim ∼  simeq ≃  equiv ≡  infty ∞  to →  rightarrow →  leftarrow ←  leftrightarrow ↔  uparrow ↑
    downarrow ↓  Delta Δ  prime ′  partial ∂  sum ∑  int ∫  in ∈  ell ℓ  LaTeX LaTeX  TeX TeX  BibTeX BibTeX
    varepsilon ε  varphi φ  vartheta ϑ  slash /  textasteriskcentered *
    """
)
BLANKS = dict.fromkeys(("quad", "qquad", "newline", "par", "space"), " ")
MACROS = LETTERS | GREEK | {f"text{name}": sign for name, sign in GREEK.items()} | SIGNS | BLANKS
