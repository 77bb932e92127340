"""Repeats: entries of one file that are one work, joined in the first of them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from artifacts.representations.filling import compare, filled, first_author, new_content
from artifacts.representations.intake.entry import Entry

# A shorter title, such as Editorial, is borne by many works.
TELLING_TITLE = 20
SCHEMES = ("doi", "pmid", "pmcid")
EMPTY = {"doi": "", "pmid": "", "pmcid": "", "url": "", "status": "unverified"}


def joined(entries: Iterable[Entry]) -> list[tuple[Entry, Entry | None]]:
    """Each entry with the earlier one that is the same work; that one has gained what only the later one told."""
    first: dict[tuple, int] = {}
    works: list[Entry] = []
    pairs: list[tuple[Entry, int | None]] = []
    for entry in entries:
        place = next(
            (first[name] for name in names_of(entry) if name in first and _fit(works[first[name]], entry)), None
        )
        if place is None:
            place = len(works)
            works.append(entry)
            pairs.append((entry, None))
        else:
            works[place] = _gained(works[place], entry)
            pairs.append((entry, place))
        for name in names_of(entry):
            first.setdefault(name, place)
    roots = iter(works)
    return [(next(roots), None) if place is None else (entry, works[place]) for entry, place in pairs]


def names_of(entry: Entry) -> Iterator[tuple]:
    """What an entry's work is known by, the surest first."""
    yield from ((scheme, entry.identifiers[scheme]) for scheme in SCHEMES if entry.identifiers[scheme])
    if len(entry.folded_title) >= TELLING_TITLE and entry.year and (author := first_author(entry.csl)):
        yield entry.folded_title, entry.year, author


def _fit(one: Entry, other: Entry) -> bool:
    """Whether no identifier makes them two works."""
    both = ((one.identifiers[scheme], other.identifiers[scheme]) for scheme in SCHEMES)
    return all(not mine or not theirs or mine.lower() == theirs.lower() for mine, theirs in both)


def _gained(one: Entry, other: Entry) -> Entry:
    content = EMPTY | new_content(one)
    if not compare(content, other).filled:
        return one
    return replace(one, csl=filled(content, other)["csl"], retracted=one.retracted or other.retracted)
