"""Word diff: which words were added, removed and kept between two texts; never inside a word, within a time limit."""

import re
from typing import NamedTuple

from diff_match_patch import diff_match_patch

TOKEN = re.compile(r"\[@[^\[\]\n]{1,300}\]|\d+(?:[.,]\d+)*%?|\w+|\s+|[^\w\s]")
KEPT, ADDED, REMOVED = "kept", "added", "removed"
OPERATIONS = {0: KEPT, 1: ADDED, -1: REMOVED}
# A longer text is compared as one piece: a diff of it would be no easier to read.
MAX_TOKENS = 5_000
SURROGATES = range(0xD800, 0xE000)


class Span(NamedTuple):
    operation: str
    text: str


def word_spans(before: str, after: str, seconds: float = 0.5) -> tuple[Span, ...]:
    """The two texts as spans that are kept, added or removed; whole where they are long or the time is up."""
    if before == after:
        return (Span(KEPT, before),) if before else ()
    if too_long(before, after):
        return whole(before, after)
    return _spans(before, after, seconds, readable=True)


def exact_spans(before: str, after: str, seconds: float = 0.5) -> tuple[Span, ...]:
    """The fewest words that differ, not joined to what reads well; the texts must not be too long."""
    return _spans(before, after, seconds, readable=False)


def _spans(before: str, after: str, seconds: float, *, readable: bool) -> tuple[Span, ...]:
    coder, matcher = TokenCoder(), diff_match_patch()
    matcher.Diff_Timeout = seconds
    old, new = (coder.encode(TOKEN.findall(text)) for text in (before, after))
    diffs = matcher.diff_main(old, new, False)
    if readable:
        matcher.diff_cleanupSemantic(diffs)
    return tuple(Span(OPERATIONS[operation], coder.decode(codes)) for operation, codes in diffs)


def too_long(before: str, after: str) -> bool:
    return len(TOKEN.findall(before)) + len(TOKEN.findall(after)) > MAX_TOKENS


def whole(before: str, after: str) -> tuple[Span, ...]:
    """Two texts as one span each, not compared."""
    return tuple(span for span in (Span(REMOVED, before), Span(ADDED, after)) if span.text)


def words_in(spans, operation: str) -> int:
    """How many words the spans of an operation hold."""
    tokens = (token for span in spans if span.operation == operation for token in TOKEN.findall(span.text))
    return sum(any(map(str.isalnum, token)) for token in tokens)


class TokenCoder:
    """Tokens as single characters, which diff-match-patch then cannot split."""

    def __init__(self):
        self.codes: dict[str, str] = {}
        self.tokens: dict[str, str] = {}

    def encode(self, tokens: list[str]) -> str:
        return "".join(self._code(token) for token in tokens)

    def _code(self, token: str) -> str:
        if token not in self.codes:
            number = len(self.codes) + 1
            code = chr(number if number < SURROGATES.start else number + len(SURROGATES))
            self.codes[token], self.tokens[code] = code, token
        return self.codes[token]

    def decode(self, codes: str) -> str:
        return "".join(self.tokens[code] for code in codes)
