"""Flaws of links that a script leaves: a link that it set twice, and a bracket too many."""

import re
from typing import NamedTuple

from artifacts.text.code import without_code

LINK = r"\[(?P<{0}>[^\[\]\n]{{1,300}})\]\((?P<{1}>[^()\s]{{1,500}})\)"
DOUBLED = re.compile(LINK.format("text", "target") + r"(?:\s?\(\[(?P=text)\]\((?P=target)\)\))+")
STRAY = re.compile(r"\(" + LINK.format("text", "target") + r"\)(?P<stray>\)+)")
SIGNS = re.compile(r"[()\n]")


class Flaw(NamedTuple):
    """The words of a link, and the stretch of the text that is to go."""

    words: str
    start: int
    end: int


def doubled_links(body: str) -> list[Flaw]:
    """The brackets of each `[a](u) ([a](u))`: the abbreviation that stood in them is lost already."""
    return [Flaw(match["text"], match.end("target") + len(")"), match.end()) for match in _outside_code(DOUBLED, body)]


def stray_brackets(body: str) -> list[Flaw]:
    """Of the brackets behind a link, as in `([a](u)))`, those that close none that the line opened."""
    flaws, depth, at = [], 0, 0
    for match in _outside_code(STRAY, body):
        for sign in SIGNS.findall(body, at, match.start()):
            # A bare `1)` opens no bracket either.
            depth = 0 if sign == "\n" else depth + 1 if sign == "(" else max(0, depth - 1)
        at = match.start()
        if surplus := max(0, len(match["stray"]) - depth):
            flaws.append(Flaw(match["text"], match.end() - surplus, match.end()))
    return flaws


def _outside_code(pattern, body: str) -> list:
    """Matches that do not begin in code."""
    matches = list(pattern.finditer(body))
    bare = without_code(body) if matches else ""
    return [match for match in matches if bare[match.start()] == body[match.start()]]
