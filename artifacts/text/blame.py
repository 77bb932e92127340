"""Blame: which version each sentence or row of a text comes from, over all its versions, read in order."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

from artifacts.text.sentences import blocks, pieces


class Run(NamedTuple):
    """Neighbouring sentences of one origin, as they are written."""

    text: str
    origin: object


class Ledger:
    """Where each copy of each piece stood first: the k-th in the first version that held k of it.

    A version is read as units, such as paragraphs, and each new unit is `split` into pieces once.
    """

    def __init__(self, split: Callable[[object], Sequence]):
        self._split = cache(split)
        self._units: Counter = Counter()
        self._counts: Counter = Counter()
        self._origins: dict[object, list] = defaultdict(list)

    def read(self, units: Iterable, origin, lent: Sequence[Mapping[object, list]] = ()) -> None:
        """Read the next version. What is new in it has the origins that are lent for it, one for each copy."""
        units = Counter(units)
        come, gone = units - self._units, self._units - units
        for changed, sign in ((gone, -1), (come, 1)):
            for unit, copies in changed.items():
                for piece in self._split(unit):
                    self._counts[piece] += sign * copies
        for piece in dict.fromkeys(piece for unit in come for piece in self._split(unit)):
            known = self._origins[piece]
            missing = self._counts[piece] - len(known)
            if missing > 0:
                theirs = [first for origins in lent for first in origins.get(piece, ())][:missing]
                known += theirs + [origin] * (missing - len(theirs))
        self._units = units

    def standing(self) -> dict[object, list]:
        """The origins of all that stands in the version read last, by piece, one for each copy."""
        return {piece: self._origins[piece][:copies] for piece, copies in self._counts.items() if copies}

    def origins(self, pieces: Iterable) -> Iterator:
        """The origin of each piece of the version read last, in its order."""
        seen: Counter = Counter()
        for piece in pieces:
            seen[piece] += 1
            yield self._origins[piece][seen[piece] - 1]


def text_ledger() -> Ledger:
    return Ledger(lambda block: [_bare(piece) for piece in pieces(block)])


def row_ledger() -> Ledger:
    return Ledger(lambda row: [row])


def runs_of(text: str, ledger: Ledger) -> tuple[tuple[Run, ...], ...]:
    """The paragraphs of the text that the ledger read last, each as runs of sentences of one origin."""
    split = [pieces(block) for block in blocks(text)]
    origins = ledger.origins(_bare(piece) for block in split for piece in block)
    placed = ([(piece, next(origins)) for piece in block] for block in split if block)
    return tuple(
        tuple(
            Run("".join(piece for piece, _origin in run), origin)
            for origin, run in groupby(paragraph, key=lambda pair: pair[1])
        )
        for paragraph in placed
    )


def _bare(piece: str) -> str:
    """A piece as it is compared: a line broken elsewhere is no other sentence."""
    return " ".join(piece.split())
