"""Alike: which of many thousand sketched sets are alike, without holding each against each."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, islice
from typing import NamedTuple

from artifacts.text.shingles import overlap

# What more sets than this share is boilerplate: it tells nothing about any two of them.
MOST_SHARERS = 50
# By how many of its items a set is looked up. Of two that share half, one pair in 60,000 is missed.
PROBES = 16
# The pairs held against each other, those of the rarest items first.
MAX_PAIRS = 200_000
CELLS = 2**22


class Alike(NamedTuple):
    first: int
    second: int
    both: int
    either: int

    @property
    def share(self) -> float:
        return self.both / self.either


def alike_pairs(sketches: Mapping[int, array], *, share: float, both: int) -> Iterator[Alike]:
    """Pairs, by their smaller name first, with at least a share and a number of items in both; boilerplate left out."""
    counts = _counts(sketches)
    common = {item for items in sketches.values() for item in items if counts[item % CELLS] > MOST_SHARERS}
    for first, second in _candidates(sketches, counts):
        found = Alike(first, second, *overlap(sketches[first], sketches[second], common))
        if found.both >= both and found.share >= share:
            yield found


def _counts(sketches: Mapping[int, array]) -> bytearray:
    """About how many sets hold an item, by its hash modulo the cells; never too few, and no more than is asked.

    A dictionary of every item would take a hundred times the memory.
    """
    counts = bytearray(CELLS)
    for items in sketches.values():
        for item in items:
            cell = item % CELLS
            if counts[cell] <= MOST_SHARERS:
                counts[cell] += 1
    return counts


def _candidates(sketches: Mapping[int, array], counts: bytearray) -> set[tuple[int, int]]:
    """The pairs that share one of the items by which they are looked up."""
    buckets = defaultdict(list)
    for name in sorted(sketches):
        telling = (item for item in sketches[name] if 1 < counts[item % CELLS] <= MOST_SHARERS)
        for item in islice(telling, PROBES):
            buckets[item].append(name)
    pairs = set()
    for names in sorted(buckets.values(), key=len):
        pairs.update(combinations(names, 2))
        if len(pairs) > MAX_PAIRS:
            break
    return pairs
