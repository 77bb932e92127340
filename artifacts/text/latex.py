"""LaTeX as reference files hold it: accents, macros and simple formulas read as plain text with i, b, sub and sup."""

import re
import unicodedata

from artifacts.text.latex_signs import MACROS

ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    '"': "\u0308",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "r": "\u030a",
    "c": "\u0327",
    "k": "\u0328",
    "d": "\u0323",
    "b": "\u0331",
    "t": "\u0361",
    "G": "\u030f",
    "U": "\u030e",
}
FORMATS = {
    "textit": "i",
    "emph": "i",
    "textsl": "i",
    "mathit": "i",
    "textbf": "b",
    "mathbf": "b",
    "textsuperscript": "sup",
    "textsubscript": "sub",
}
# Switches that hold to the end of their group: {\it SMN1}.
SWITCHES = {"it": "i", "itshape": "i", "em": "i", "sl": "i", "bf": "b", "bfseries": "b"}
ADDRESSED = {"href"}
LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"))
# TeX swallows the blanks behind a macro's name.
TOKEN = re.compile(r"\\(?:[A-Za-z]+[ \t]*|.)|[{}$^_~]|[^\\{}$^_~]+|\\", re.DOTALL)
# Deeper than any title; what is nested deeper keeps its text and loses its markup.
MAX_DEPTH = 50


def plain_text(source: str) -> str:
    r"""`{\"U}ber \textit{SMN1}` as `Über <i>SMN1</i>`; unknown macros lose their name and keep what they hold."""
    if not re.search(r"[\\{}$~`]|--|''", source):
        return source
    return unicodedata.normalize("NFC", _Reader(source).text())


class _Reader:
    """One pass over the tokens; each group is read by one call."""

    def __init__(self, source: str):
        self.tokens = TOKEN.findall(source)
        self.at = 0
        self.formula = False

    def text(self) -> str:
        pieces = []
        while self.at < len(self.tokens):
            pieces.append(self._group(0))
        return "".join(pieces)

    def _group(self, depth: int) -> str:
        """Up to the brace that closes the group, or the end."""
        pieces, switched = [], []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token == "}":
                self.at += 1
                break
            if token[0] == "\\" and (name := SWITCHES.get(token[1:].strip())) and depth:
                self.at += 1
                pieces.append(f"<{name}>")
                switched.append(f"</{name}>")
            else:
                pieces.append(self._piece(depth))
        return "".join([*pieces, *reversed(switched)])

    def _piece(self, depth: int) -> str:
        token = self.tokens[self.at]
        self.at += 1
        if token == "{":
            return self._group(depth + 1) if depth < MAX_DEPTH else ""
        if token == "}":
            return ""
        if token == "$":
            self.formula = not self.formula
            return ""
        if token == "~":
            return "\u00a0"
        if token in ("^", "_"):
            if not self.formula:
                return token
            name = "sup" if token == "^" else "sub"
            return f"<{name}>{self._argument(depth)}</{name}>"
        if token[0] == "\\":
            return self._macro(token[1:], depth)
        return token if self.formula else _ligatures(token)

    def _macro(self, spelled: str, depth: int) -> str:
        name = spelled.rstrip(" \t") or spelled[:1]
        if name in ACCENTS and (not name.isalpha() or self._opens_argument(spelled)):
            return self._accented(ACCENTS[name], depth)
        if name in MACROS:
            if self.tokens[self.at : self.at + 2] == ["{", "}"]:
                self.at += 2
            return MACROS[name]
        if name in FORMATS:
            tag = FORMATS[name]
            return f"<{tag}>{self._argument(depth)}</{tag}>"
        if name in ADDRESSED:
            self._argument(depth)
            return self._argument(depth)
        if not name.isalpha():
            return self._sign(name)
        return ""

    def _sign(self, name: str) -> str:
        if name in ("(", ")", "[", "]"):
            self.formula = name in "(["
            return ""
        if name == "\\":
            return " "
        if name in (",", ";", ":", " ", ">"):
            return " "
        return "" if name in ("-", "/", "!") else name

    def _opens_argument(self, spelled: str) -> bool:
        """Whether an accent named by a letter has what it stands on: `\\c{c}` and `\\c c`, but no `\\c` alone."""
        following = self.tokens[self.at] if self.at < len(self.tokens) else ""
        return following[:1] in ("{", "\\") or (spelled[-1:] in " \t" and following[:1].isalpha())

    def _accented(self, accent: str, depth: int) -> str:
        base = self._argument(depth)
        # An accent on a dotless i is written on an i.
        base = {"ı": "i", "ȷ": "j"}.get(base[:1], base[:1]) + base[1:]
        return unicodedata.normalize("NFC", base[:1] + accent + base[1:]) if base else ""

    def _argument(self, depth: int) -> str:
        """The group, macro or single letter that comes next."""
        if self.at >= len(self.tokens):
            return ""
        token = self.tokens[self.at]
        if token == "{" or token[0] == "\\":
            return self._piece(depth + 1) if depth < MAX_DEPTH else ""
        if token in ("}", "$"):
            return ""
        self.tokens[self.at] = token[1:]
        if not token[1:]:
            self.at += 1
        return token[0]


def _ligatures(text: str) -> str:
    for spelled, sign in LIGATURES:
        text = text.replace(spelled, sign)
    return text
