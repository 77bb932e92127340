"""Plain HTML: the words of markup that the sanitiser has passed, as readers meet them, without its notes."""

import re
from html import unescape

INSIDE = r"(?:[^<>\"]|\"[^\"]*\")*"
# The numbers of citations and notes, the doubts of editors, what leads back from notes, and the source of a diagram,
# which its caption tells in words, are no words of the text.
NOTED = re.compile(
    rf"<sup{INSIDE}class=\"(?:cite|doubt|footnote-ref)[^\"]*\"{INSIDE}>.*?</sup>"
    rf"|<a{INSIDE}class=\"footnote-backref\"{INSIDE}>.*?</a>"
    rf"|<pre{INSIDE}class=\"mermaid\"{INSIDE}>.*?</pre>",
    re.DOTALL,
)
RAISED = re.compile(rf"<sup{INSIDE}>([\d+−-]+)</sup>")
POWERS = str.maketrans("0123456789+−-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
BLOCK = re.compile(
    r"</?(?:p|h[1-6]|[uo]l|li|d[ltd]|table|t[rhd]|thead|tbody|pre|blockquote|div|section|figure|figcaption|br|hr)"
    rf"\b{INSIDE}>"
)
TAG = re.compile(rf"<{INSIDE}>")
BLANK = re.compile(r"\s+")


def plain(html: str) -> str:
    """`<p>Motor <b>neurons</b>.<sup class="cite">…</sup></p>` as `Motor neurons.`, in one line."""
    without = RAISED.sub(lambda match: match[1].translate(POWERS), NOTED.sub("", html))
    return BLANK.sub(" ", unescape(TAG.sub("", BLOCK.sub(" ", without)))).strip()
