"""Suggesting: the works of the library that a citekey which leads nowhere yet may stand for, the likeliest first."""

from collections import defaultdict
from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from artifacts.models import Artifact, Citation, Reference
from artifacts.text.citekey_names import identifier_in, told_by
from artifacts.text.spellings import fold_title

MOST = 5


class Reason(IntEnum):
    """Why a work is suggested, the strongest first."""

    IDENTIFIER = 1
    ID = 2
    SAME_KEY = 3
    TITLE_TOO = 4
    AUTHOR_AND_YEAR = 5
    YEAR_BESIDE = 6


class Suggestion(NamedTuple):
    """`pages` is how many pages use the key for this work; `sure` where nothing else comes near."""

    reference: Reference
    reason: Reason
    pages: int = 0
    sure: bool = False

    @property
    def sentence(self) -> str:
        if self.reason == Reason.SAME_KEY:
            told = ngettext("%d page uses this key for it", "%d pages use this key for it", self.pages)
            return told % self.pages
        return {
            Reason.IDENTIFIER: _("the key is its identifier"),
            Reason.ID: _("the key is its id"),
            Reason.TITLE_TOO: _("author, year and a word of the title"),
            Reason.AUTHOR_AND_YEAR: _("author and year"),
            Reason.YEAR_BESIDE: _("author, one year off"),
        }[self.reason]


def suggestions_for(keys: Iterable[str]) -> dict[str, list[Suggestion]]:
    """The likeliest works for each key, at most five; a key that nothing fits has an empty list.

    `keys` are those of one screen, not the whole site's: five queries, however many there are.
    """
    keys = list(dict.fromkeys(keys))
    found: dict[str, dict[int, tuple[Reason, int]]] = {key: {} for key in keys}
    for key, pk, reason, pages in [*_by_identifier(keys), *_by_use(keys), *_by_author(keys)]:
        found[key].setdefault(pk, (reason, pages))
    ranked = {key: sorted(works.items(), key=_rank)[:MOST] for key, works in found.items()}
    rows = _active().select_related("artifact").in_bulk({pk for works in ranked.values() for pk, _why in works})
    return {
        key: [
            Suggestion(rows[pk], reason, pages, sure=number == 0 and _stands_alone(works))
            for number, (pk, (reason, pages)) in enumerate(works)
        ]
        for key, works in ranked.items()
    }


def _rank(work: tuple[int, tuple[Reason, int]]) -> tuple:
    pk, (reason, pages) = work
    return reason, -pages, pk


def _stands_alone(works: list) -> bool:
    """Whether the first is better founded than the rest; a year beside the key's is never sure."""
    best = works[0][1][0]
    return best != Reason.YEAR_BESIDE and all(reason != best for _pk, (reason, _pages) in works[1:])


def _active():
    return Reference.objects.filter(artifact__state=Artifact.State.ACTIVE)


def _by_identifier(keys: list[str]) -> list[tuple]:
    """The works whose DOI, PMID, PMCID or artifact id the key is."""
    wanted, named = defaultdict(list), defaultdict(set)
    for key in keys:
        wanted[key.casefold() if key.casefold().startswith("ref-") else f"ref-{key.casefold()}"].append(key)
        if identifier := identifier_in(key):
            wanted[identifier.key].append(key)
            named[identifier.scheme].add(identifier.value)
    known = Q(artifact__addresses__key__in=wanted)
    for scheme, values in named.items():
        known |= Q(**{f"{scheme}__in": values})
    rows = _active().filter(known).distinct().values_list("pk", "artifact__public_id", "doi", "pmid", "pmcid")
    found = []
    for pk, public_id, *values in rows:
        found += [(key, pk, Reason.ID, 0) for key in wanted.get(public_id.casefold(), ())]
        for scheme, value in zip(("doi", "pmid", "pmcid"), values, strict=True):
            found += [(key, pk, Reason.IDENTIFIER, 0) for key in wanted.get(f"{scheme}:{value.casefold()}", ())]
    return found


def _by_use(keys: list[str]) -> list[tuple]:
    """The works that other pages cite by the same key."""
    uses = Citation.objects.filter(key__in=keys, reference__artifact__state=Artifact.State.ACTIVE)
    counted = uses.values_list("key", "reference").annotate(pages=Count("page")).order_by("key", "reference")
    return [(key, pk, Reason.SAME_KEY, pages) for key, pk, pages in counted]


def _by_author(keys: list[str]) -> list[tuple]:
    """The works of the author and the year that a key names, or of a year beside it, as papers online first are."""
    told = {key: names for key in keys if (names := told_by(key))}
    years = {year for names in told.values() for year in range(names.year - 1, names.year + 2)}
    asked = defaultdict(list)
    for key, names in told.items():
        for year in range(names.year - 1, names.year + 2):
            asked[names.family, year].append((key, names))
    found = []
    rows = _active().filter(year__in=years).values_list("pk", "year", "title", "csl__author__0") if years else ()
    for pk, year, title, author in rows:
        for family in _families(author):
            for key, names in asked.get((family, year), ()):
                found.append((key, pk, _how_near(names, year, title), 0))
    return found


def _how_near(names, year: int, title: str) -> Reason:
    if names.year != year:
        return Reason.YEAR_BESIDE
    folded = fold_title(title)
    return Reason.TITLE_TOO if any(word in folded for word in names.words) else Reason.AUTHOR_AND_YEAR


def _families(author) -> set[str]:
    """A first author's family name as keys write it, with its particle and without; a group by its whole name."""
    if not isinstance(author, dict):
        return set()
    texts = {name: text for name, text in author.items() if isinstance(text, str)}
    family, particle = texts.get("family", ""), texts.get("non-dropping-particle", "")
    spelled = (family, f"{particle} {family}" if family else "", texts.get("literal", ""))
    return {fold_title(name).replace(" ", "") for name in spelled} - {""}
