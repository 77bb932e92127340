"""Limits before work: what a body may measure, and how many things one rendering may do."""

import functools
import re

from artifacts.errors import ContentError
from artifacts.errors import marked as _

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 100
MAX_TOKENS = 200_000
MAX_LINKS = 20_000
MAX_CITATIONS = 20_000
MAX_CELLS = 50_000
MAX_DIAGRAMS = 50
# Signs that parsing stops at, counted before it begins; a page of prose has one in a dozen letters.
MAX_SIGNS = 150_000
SIGNS = "\n|*_`$<>[]~&\\-+:"
# Brackets are what parsing spends most on, a dozen steps for each that is not closed.
MAX_BRACKETS = 60_000
LEAD = re.compile(r"[ \t>*+\-\d.)]*")
BULLET = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)")
RULE = re.compile(r"[ \t]*(?:[-*_][ \t]*){3,}")


def body_refusal(source: str) -> ContentError | None:
    """Why a body is refused, for its author; None when it is not."""
    return None if _fits(source) else _refusal(source)


@functools.lru_cache(maxsize=32)
def _fits(source: str) -> bool:
    """Whether a body is not refused: several ask that of each that is saved."""
    return _refusal(source) is None


def _refusal(source: str) -> ContentError | None:
    size = len(source.encode(errors="replace"))
    if size > MAX_BYTES:
        return ContentError(
            _("The text is {size:.1f} MiB long; 1 MiB is the most. Divide it into several pages."),
            size=size / MAX_BYTES,
        )
    if nesting_depth(source) > MAX_DEPTH:
        return ContentError(
            _("The text nests quotations or lists more than {most} levels deep. Flatten them."), most=MAX_DEPTH
        )
    if source.count("[") > MAX_BRACKETS:
        return ContentError(
            _("The text holds more than {most:,} opening brackets. Divide it into several pages."), most=MAX_BRACKETS
        )
    if sum(map(source.count, SIGNS)) > MAX_SIGNS:
        return ContentError(
            _("The text holds more than {most:,} signs of markup and line ends. Divide it into several pages."),
            most=MAX_SIGNS,
        )
    return None


def body_problem(source: str) -> str:
    """The same as a plain sentence; empty when the body is not refused."""
    return str(body_refusal(source) or "")


def nesting_depth(source: str) -> int:
    """A bound from above on how deep quotations, lists and brackets nest, in one pass over the text."""
    deepest = 0
    for line in source.split("\n"):
        lead = LEAD.match(line)[0]
        bullets = len(BULLET.findall(lead))
        marks = lead.count(">") + bullets
        # Below a list its items are indented; a rule such as `* * *` is no list.
        steps = max(0, lead.expandtabs(4).count(" ") - marks) // 2 if bullets else 0
        if marks + steps > deepest and not RULE.fullmatch(line):
            deepest = marks + steps
    return deepest
