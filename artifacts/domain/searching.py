"""Searching a list: by title, address, citekey and identifier, the nearest title first; by text where it is asked."""

import json
import re
from functools import reduce
from operator import and_, or_

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from artifacts.models import Address, Artifact, Citation
from artifacts.text.addresses import normalise_key, page_keys, target_keys
from artifacts.text.identifiers import find_identifier

MOST_CHARACTERS = 200
MOST_WORDS = 10
WEB = re.compile(r"https?://[^/]*")
TEXTS = {
    Artifact.Kind.PAGE: ("body",),
    Artifact.Kind.HYPOTHESIS: ("statement",),
    Artifact.Kind.ANALYSIS: ("question", "summary"),
    Artifact.Kind.REFERENCE: ("csl__abstract",),
}


def search(rows: QuerySet, kind: str, term: str, *, in_text: bool = False) -> QuerySet:
    """The rows of a kind that a term finds; all of them for none."""
    term, words = read_term(term)
    if not words:
        return rows
    wanted = in_title(words) | Q(pk__in=addressed(term, kind))
    if kind == Artifact.Kind.PAGE:
        wanted |= Q(pk__in=citing(term))
    if kind == Artifact.Kind.REFERENCE:
        wanted |= reduce(and_, (anywhere("title", word) | by_author(word) for word in words))
    if in_text:
        wanted |= reduce(and_, (reduce(or_, (anywhere(field, word) for field in TEXTS[kind])) for word in words))
    return rows.filter(wanted)


def rank_of(term: str) -> Case | Value:
    """0 for the title itself, 3 for what the term finds elsewhere."""
    term, words = read_term(term)
    if not words:
        return Value(0)
    return Case(
        When(title__iexact=term, then=Value(0)),
        When(title__istartswith=term, then=Value(1)),
        When(in_title(words), then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )


def read_term(term: str) -> tuple[str, list[str]]:
    """What is searched for, in one spelling, and its words."""
    term = " ".join(term.replace("\x00", " ").split())[:MOST_CHARACTERS]
    return term, term.split()[:MOST_WORDS]


def in_title(words: list[str]) -> Q:
    return reduce(and_, (anywhere("title", word) for word in words))


def anywhere(field: str, word: str) -> Q:
    """Straight and typographic apostrophes are one."""
    spellings = {word, word.replace("’", "'"), word.replace("'", "’")}
    return reduce(or_, (Q(**{f"{field}__icontains": spelling}) for spelling in sorted(spellings)))


def by_author(word: str) -> Q:
    return reduce(or_, (Q(csl__author__icontains=spelling) for spelling in sorted(stored(word))))


def stored(word: str) -> set[str]:
    """How a word of an author's name may stand in JSON: databases fold the case of ASCII alone for sure.

    SQLite keeps letters beyond ASCII escaped, as JSON may.
    """
    spellings = {word} if word.isascii() else {word, word.lower(), word.capitalize()}
    if connection.vendor != "sqlite":
        return spellings
    return {json.dumps(spelling)[1:-1] for spelling in spellings}


def addressed(term: str, kind: str) -> QuerySet:
    """The artifacts of a kind of which an address holds the term, is the path it names or the identifier it spells."""
    path = WEB.sub("", term)
    keys = {*page_keys(path), *target_keys(f"/{path.lstrip('/')}")}
    identifier = find_identifier(term)
    keys |= {identifier.key} if identifier else set()
    matching = Q(key__in=keys) | Q(key__contains=normalise_key(path).strip("/") or normalise_key(term))
    return Address.objects.filter(matching, artifact__kind=kind).values("artifact")


def citing(term: str) -> QuerySet:
    """The pages that cite by a key that begins so, or cite the work that an identifier names in any spelling."""
    wanted = Q(key__istartswith=term.removeprefix("[").removeprefix("@").removesuffix("]"))
    identifier = find_identifier(term)
    if identifier:
        work = Address.objects.filter(key=identifier.key).values("artifact")
        wanted = Q(reference__in=work) | Q(key__iexact=identifier.key)
    return Citation.objects.filter(wanted).values("page")
