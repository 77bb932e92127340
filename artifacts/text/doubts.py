"""Doubts: what an editor notes behind a statement: `{needs source}`, `{disputed: a later trial found none}`."""

import re
from typing import NamedTuple

NEEDS_SOURCE, DISPUTED = "needs source", "disputed"
KINDS = (NEEDS_SOURCE, DISPUTED)
# A reason is one line of plain words; what is longer belongs into the text. Nothing is given back, so that an unclosed
# mark costs no more than its own length.
DOUBT = re.compile(r"\{(needs source|disputed)(?:[ \t]*+:[ \t]*+([^{}\n]{1,300}+))?\}", re.IGNORECASE)
# The same in a text that is not parsed: a backslash before it makes it plain words.
WRITTEN = re.compile(rf"(?<!\\)(?:\\\\)*+(?P<doubt>{DOUBT.pattern})", re.IGNORECASE)


class Doubt(NamedTuple):
    kind: str
    reason: str = ""

    @property
    def words(self) -> str:
        """`disputed: a later trial found none`"""
        return f"{self.kind}: {self.reason}" if self.reason else self.kind


def read_doubt(match: re.Match) -> Doubt:
    return Doubt(match[1].lower(), (match[2] or "").strip())


def doubts_in(bare: str) -> list[tuple[int, Doubt]]:
    """Where each stands in a text whose code is blanked out, and what it says."""
    if "{" not in bare:
        return []
    found = ((match.start("doubt"), DOUBT.match(match["doubt"])) for match in WRITTEN.finditer(bare))
    return [(at, read_doubt(match)) for at, match in found]


def needs_source(bare: str) -> bool:
    return any(doubt.kind == NEEDS_SOURCE for _at, doubt in doubts_in(bare))


def without_doubts(text: str) -> str:
    """A text as it is counted: what editors think of it is no part of it."""
    return DOUBT.sub("", text) if "{" in text else text
