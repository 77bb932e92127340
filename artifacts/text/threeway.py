"""Three-way merge of texts: two versions of one base joined by paragraph, then by word; clashes are kept apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diff_match_patch import diff_match_patch
from merge3 import Merge3

from artifacts.text.worddiff import TOKEN, TokenCoder, too_long

# What one merge may take, half for its paragraphs and half for the words of all places that clash.
SECONDS = 1.0


class Matcher:
    """What merge3 asks of difflib, by diff-match-patch within a time limit: difflib is quadratic on hostile texts."""

    seconds = SECONDS / 4

    def __init__(self, isjunk, a: Sequence[str], b: Sequence[str]):
        self.a, self.b = a, b

    def get_matching_blocks(self) -> list[tuple[int, int, int]]:
        coder, matcher = TokenCoder(), diff_match_patch()
        matcher.Diff_Timeout = self.seconds
        blocks, i, j = [], 0, 0
        for operation, codes in matcher.diff_main(coder.encode(self.a), coder.encode(self.b), False):
            if operation == 0:
                blocks.append((i, j, len(codes)))
            i += len(codes) if operation <= 0 else 0
            j += len(codes) if operation >= 0 else 0
        return [*blocks, (len(self.a), len(self.b), 0)]


@dataclass(frozen=True)
class Clash:
    """One place that both versions changed, each otherwise."""

    base: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Merged:
    """Pieces in order: text that both agree on or only one changed, and clashes."""

    pieces: tuple[str | Clash, ...]

    @property
    def clashes(self) -> tuple[Clash, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Clash))

    def text(self, settled: Sequence[str] = ()) -> str:
        """The whole text, each clash replaced by what it was settled as, in order; by `mine` where that is missing."""
        left = iter(settled)
        pieces = [next(left, piece.mine) if isinstance(piece, Clash) else piece for piece in self.pieces]
        return "\n\n".join(piece for piece in pieces if piece)


def merge_texts(base: str, mine: str, theirs: str) -> Merged:
    """Both versions' changes to a base. Where only one changed it, that version to the letter."""
    if mine == theirs or theirs == base:
        return Merged((mine,))
    if mine == base:
        return Merged((theirs,))
    places: list[tuple[str, str, str]] = []
    for kind, *sides in Merge3(*map(_split, (base, mine, theirs)), sequence_matcher=Matcher).merge_groups():
        places += _places(*sides) if kind == "conflict" else [("\n\n".join(sides[0]),) * 3]
    contested = sum(len(set(place)) == 3 for place in places)
    pieces = [_merged_place(*place, seconds=SECONDS / 4 / max(contested, 1)) for place in places]
    return Merged(tuple(piece for piece in pieces if piece != ""))


def _places(base: list[str], mine: list[str], theirs: list[str]) -> list[tuple[str, str, str]]:
    """Neighbouring paragraphs that were changed: one by one where all sides have as many, else as one place."""
    if len(base) == len(mine) == len(theirs):
        return list(zip(base, mine, theirs, strict=True))
    return [("\n\n".join(base), "\n\n".join(mine), "\n\n".join(theirs))]


def _merged_place(base: str, mine: str, theirs: str, *, seconds: float) -> str | Clash:
    if theirs in (base, mine):
        return mine
    return theirs if mine == base else _merged_words(base, mine, theirs, seconds)


def _split(text: str) -> list[str]:
    return [paragraph for paragraph in re.split(r"\n{2,}", text.strip("\n")) if paragraph]


def _merged_words(base: str, mine: str, theirs: str, seconds: float) -> str | Clash:
    """The changes of one place joined by word; a clash where they touch, or where it is too long."""
    clash = Clash(base, mine, theirs)
    if not mine or not theirs or too_long(mine, theirs):
        return clash
    words, matcher = [], type("QuickMatcher", (Matcher,), {"seconds": seconds})
    tokens = (TOKEN.findall(text) for text in (base, mine, theirs))
    for kind, *sides in Merge3(*tokens, sequence_matcher=matcher).merge_groups():
        if kind == "conflict":
            return clash
        words += sides[0]
    return "".join(words)
