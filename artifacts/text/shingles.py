"""Shingles: a text's runs of five words, and a small sketch of any set that tells how much of it is in another."""

import re
from array import array
from collections.abc import Iterable
from hashlib import blake2b

from artifacts.text.significance import SOURCES

SIZE = 5
WORD = re.compile(r"\w+")
# How many hashes a sketch holds: the likeness of two is then told within some 5 percent.
SKETCHED = 128
# Of a longer text the beginning is looked at.
MAX_LETTERS = 200_000
HASH_BYTES = 8


def words_of(text: str) -> list[str]:
    """The words of a text, case-folded; the keys and addresses of its sources are none."""
    return WORD.findall(SOURCES.sub(" ", text[:MAX_LETTERS]).casefold())


def shingles(text: str) -> set[str]:
    """Every run of five words; a text of fewer has none."""
    words = words_of(text)
    return {" ".join(run) for run in zip(*(words[start:] for start in range(SIZE)), strict=False)}


def sketch(items: Iterable[str]) -> array:
    """The smallest 128 hashes of a set's items, in order: a fair sample, the same for everyone who takes it."""
    return array("Q", sorted({_hash(item) for item in items})[:SKETCHED])


def _hash(item: str) -> int:
    """Unlike Python's own, the same in every process."""
    return int.from_bytes(blake2b(item.encode("utf-8", "surrogatepass"), digest_size=HASH_BYTES).digest())


def overlap(one: array, other: array, ignored: Iterable[int] = ()) -> tuple[int, int]:
    """How many items of two sketched sets are in both, and in either, as far as both sketches reach."""
    reach = min(_reach(one), _reach(other))
    first, second = ({item for item in sketched if item <= reach} for sketched in (one, other))
    first.difference_update(ignored)
    second.difference_update(ignored)
    return len(first & second), len(first | second)


def _reach(sketched: array) -> int:
    """The largest hash up to which a sketch holds all of its set."""
    return sketched[-1] if len(sketched) == SKETCHED else 2 ** (8 * HASH_BYTES)
