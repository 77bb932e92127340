"""Typos: which of many words a misspelt one may stand for."""

from collections.abc import Iterable

SHORTEST = 4
# From how many letters on two slips are forgiven.
TWO_SLIPS = 6


def may_be_misspelt(word: str) -> bool:
    """Whether it is long enough to tell, and no number."""
    return len(word) >= SHORTEST and not word.isdigit()


def nearest(word: str, candidates: Iterable[str], most: int = 3) -> list[str]:
    """The candidates within one slip, in longer words two, the nearest first; of equals in the order given."""
    slips = 2 if len(word) >= TWO_SLIPS else 1
    letters = set(word)
    found = []
    for candidate in candidates:
        # Cheap, and leaves few.
        if abs(len(candidate) - len(word)) > slips or len(letters.symmetric_difference(candidate)) > 2 * slips:
            continue
        if (away := distance(word, candidate, slips)) <= slips and away:
            found.append((away, candidate[0] != word[0], candidate))
    return [candidate for *_rank, candidate in sorted(found, key=lambda row: row[:2])[:most]]


def distance(one: str, other: str, most: int) -> int:
    """How many letters are added, left out, mistaken or swapped with the next; more than `most` is `most + 1`."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for n, letter in enumerate(one, start=1):
        before, last, row = row, before, [n] + [0] * len(other)
        for m, against in enumerate(other, start=1):
            same = letter == against
            row[m] = min(before[m] + 1, row[m - 1] + 1, before[m - 1] + (not same))
            if n > 1 and m > 1 and letter == other[m - 2] and one[n - 2] == against:
                row[m] = min(row[m], last[m - 2] + 1)
        if min(row) > most:
            return most + 1
    return row[-1]
