"""Matching: the references that the entries of a file may be, by identifiers first, then title, year and author."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain, islice
from typing import NamedTuple

from artifacts.models import Artifact, Reference, newest_of
from artifacts.representations.contents import reference_content
from artifacts.representations.filling import compare, first_author
from artifacts.representations.intake import Entry
from artifacts.representations.intake.repeats import SCHEMES, TELLING_TITLE
from artifacts.text.spellings import fold_title

CHUNK = 500
# Two titles that share less than this of the shorter one's words are those of two works.
ALIKE_WORDS = 0.3


class Why(StrEnum):
    """Why nobody but a person can say which reference an entry is."""

    LEAD_APART = "lead apart"
    OTHER_IDENTIFIER = "other identifier"
    OTHER_TITLE = "other title"
    SAME_TITLE = "same title"
    SEVERAL = "several"
    WITHDRAWN = "withdrawn"


class Match(NamedTuple):
    """The reference that an entry is, or those that it may be and why that is not sure."""

    reference: Reference | None = None
    candidates: tuple[Reference, ...] = ()
    why: Why | None = None


def match(entries: list[Entry]) -> dict[int, Match]:
    """By the number of each entry. Reads only: three queries for each 500 entries, and one over all titles."""
    named = _by_identifier(entries)
    untold = [entry for entry in entries if not named[entry.number]]
    titled = _by_title(untold)
    rows = _rows(chain(chain.from_iterable(named.values()), chain.from_iterable(titled.values())))
    found = {}
    for entry in entries:
        known = [rows[pk] for pk in named[entry.number] if pk in rows]
        alike = [rows[pk] for pk in titled.get(entry.number, ()) if pk in rows]
        found[entry.number] = _of_identifiers(entry, known) if known else _of_titles(entry, alike)
    return found


def chunks(values: Iterable, size: int = CHUNK) -> Iterator[list]:
    """Lists of so many values; by default of what a database takes in one query."""
    left = iter(values)
    while chunk := list(islice(left, size)):
        yield chunk


def _by_identifier(entries: Iterable[Entry]) -> dict[int, list[int]]:
    """The references that an entry's identifiers lead to, merges followed."""
    found = {}
    for chunk in chunks(entries, CHUNK):
        keys = {
            entry.number: [f"{scheme}:{value.lower()}" for scheme in SCHEMES if (value := entry.identifiers[scheme])]
            for entry in chunk
        }
        leads = Artifact.objects.for_keys(chain.from_iterable(keys.values()))
        for number, own in keys.items():
            artifacts = [leads[key] for key in own if key in leads]
            found[number] = list(dict.fromkeys(lead.pk for lead in artifacts if lead.kind == Artifact.Kind.REFERENCE))
    return found


def _by_title(entries: list[Entry]) -> dict[int, list[int]]:
    """The active references whose title is an entry's in any spelling."""
    wanted = {entry.number: entry.folded_title for entry in entries}
    titles = set(wanted.values()) - {""}
    holders = defaultdict(list)
    active = Reference.objects.filter(artifact__state=Artifact.State.ACTIVE).order_by("pk")
    for pk, title in active.values_list("pk", "title").iterator(2000) if titles else ():
        if (folded := fold_title(title)) in titles:
            holders[folded].append(pk)
    return {number: holders[title] for number, title in wanted.items() if title in holders}


def _rows(pks: Iterable[int]) -> dict[int, Reference]:
    """References with their artifact, and `newest`, the number of their newest revision."""
    found = {}
    rows = Reference.objects.select_related("artifact").annotate(newest=newest_of("pk", "number"))
    for chunk in chunks(dict.fromkeys(pks), CHUNK):
        found |= rows.in_bulk(chunk)
    return found


def _of_identifiers(entry: Entry, known: list[Reference]) -> Match:
    if len(known) > 1:
        return Match(candidates=tuple(known), why=Why.LEAD_APART)
    (reference,) = known
    if reference.artifact.state != Artifact.State.ACTIVE:
        return Match(candidates=(reference,), why=Why.WITHDRAWN)
    if not _fit(entry, reference):
        return Match(candidates=(reference,), why=Why.OTHER_IDENTIFIER)
    if not _alike(entry.title, reference.title):
        return Match(candidates=(reference,), why=Why.OTHER_TITLE)
    return Match(reference)


def _of_titles(entry: Entry, alike: list[Reference]) -> Match:
    """Sure by year and first author, or where the reference says all that the entry does."""
    same = [row for row in alike if _same_year_and_author(entry, row)]
    fitting = [row for row in same if _fit(entry, row)]
    sure = [row for row in fitting if _tells(entry, row)]
    if len(sure) != 1:
        sure = [row for row in fitting if compare(reference_content(row), entry).none][:1]
    if sure:
        return Match(sure[0])
    # A short title is borne by many works.
    asked = alike if _telling(entry) else same
    if not asked:
        return Match()
    return Match(candidates=tuple(asked), why=Why.SEVERAL if len(asked) > 1 else Why.SAME_TITLE)


def _telling(entry: Entry) -> bool:
    return len(entry.folded_title) >= TELLING_TITLE


def _tells(entry: Entry, row: Reference) -> bool:
    """Whether title, year and first author are enough to know the work by."""
    known = entry.year is not None and first_author(entry.csl) != ""
    return known and (_telling(entry) or _same_place(entry.csl, row.csl))


def _same_year_and_author(entry: Entry, row: Reference) -> bool:
    return entry.year == row.year and first_author(entry.csl) == first_author(row.csl)


def _same_place(one: dict, other: dict) -> bool:
    """Where one has a volume or page, the other's is the same."""
    places = [(one[name], other.get(name)) for name in ("volume", "page") if one.get(name)]
    return bool(places) and all(mine == theirs for mine, theirs in places)


def _fit(entry: Entry, row: Reference) -> bool:
    """Whether no identifier says that they are two works."""
    both = ((entry.identifiers[scheme].lower(), getattr(row, scheme).lower()) for scheme in SCHEMES)
    return all(not mine or not theirs or mine == theirs for mine, theirs in both)


def _alike(one: str, other: str) -> bool:
    one, other = (set(re.findall(r"\w+", title.casefold())) for title in (one, other))
    return len(one & other) >= ALIKE_WORDS * min(len(one), len(other))
