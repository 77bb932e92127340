"""Completion: the works, pages, hypotheses and analyses that an editor may mean by what was typed so far.

Each answer is short, and takes the same few queries however much there is.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Case, Count, Q, TextField, When
from django.db.models.functions import Cast

from artifacts.domain.searching import anywhere, in_title, stored
from artifacts.models import ROWS, Address, Artifact, Citation, Publication, Reference, WikiPage
from artifacts.representations.csl import clean_csl, csl_year
from artifacts.text.addresses import MAX_KEY_LENGTH, normalise_key
from artifacts.text.citekeys import author_year
from artifacts.text.identifiers import find_identifier

MOST = 12
# How many of those that fit are looked at more closely, to offer the likeliest.
LOOKED_AT = 40
MOST_WORDS = 6
AUTHOR_YEAR = re.compile(r"([^\W\d_]+)[_-]?((?:1[5-9]|20)\d\d)[a-z]?")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


class Work(NamedTuple):
    """`key` is author and year, which a page may have given to another work; `keys` are the page's own names for it."""

    pk: int
    public_id: str
    label: str
    title: str
    key: str
    keys: tuple[str, ...]
    pages: int
    status: str
    published: bool


class Target(NamedTuple):
    """What a link may lead to: `name` for `[[…]]`, `href` for `[…](…)`; `kind` in words, of a page its type."""

    title: str
    name: str
    href: str
    kind: str
    published: bool


# --- Works ------------------------------------------------------------------------------------------------------------


def suggest_works(term: str, page: int | None = None) -> list[Work]:
    """Works by an identifier, or by words of author, year, title and citekey; those cited on the page first.

    `page` is the page's primary key. Of an empty term: what the page cites, then what was added last.
    """
    identifier = find_identifier(term)
    found = _active_works()
    if identifier is not None:
        found = found.filter(artifact__addresses__key=identifier.key)
    else:
        found = _by_words(found, term.replace("\x00", " "))
    own = _own_keys(page)
    rows = {row.pk: row for row in [*found.filter(pk__in=own)[:LOOKED_AT], *found.order_by("-pk")[:LOOKED_AT]]}
    works = _told(rows.values(), own)
    first = term.split()[0].casefold() if term.strip() else ""
    works.sort(key=lambda work: (not work.keys, not work.label.casefold().startswith(first), -work.pages, -work.pk))
    return works[:MOST]


def work_of(artifact: Artifact) -> Work:
    """One reference as completion tells of it."""
    return _told([_active_works().get(pk=artifact.pk)], {})[0]


def _active_works():
    return Reference.objects.filter(artifact__state=Artifact.State.ACTIVE).select_related("artifact").defer("metadata")


def _by_words(works, term: str):
    words = AUTHOR_YEAR.sub(r"\1 \2", term).split()[:MOST_WORDS]
    works = works.annotate(record=Cast("csl", TextField()))
    for word in words:
        fits = anywhere("title", word) | Q(artifact__public_id__startswith=f"ref-{word}")
        for spelling in stored(word):
            fits |= Q(record__icontains=spelling)
        works = works.filter(Q(year=int(word)) if YEAR.fullmatch(word) else fits)
    return works


def _own_keys(page: int | None) -> dict[int, tuple[str, ...]]:
    """The page's own names for works, by the work."""
    keys: dict[int, tuple[str, ...]] = {}
    if page is not None:
        cited = Citation.objects.filter(page=page, reference__isnull=False).order_by("key")
        for reference, key in cited.values_list("reference", "key"):
            keys[reference] = (*keys.get(reference, ()), key)
    return keys


def _told(rows: Iterable[Reference], own: dict[int, tuple[str, ...]]) -> list[Work]:
    rows = list(rows)
    pks = [row.pk for row in rows]
    uses = Citation.objects.filter(reference__in=pks).order_by().values("reference").annotate(n=Count("page"))
    pages = dict(uses.values_list("reference", "n"))
    published = set(Publication.objects.filter(artifact__in=pks).values_list("artifact", flat=True))
    return [_work(row, own.get(row.pk, ()), pages.get(row.pk, 0), row.pk in published) for row in rows]


def _work(row: Reference, keys: tuple[str, ...], pages: int, published: bool) -> Work:
    csl = clean_csl(row.csl)
    author = _known_by(csl)
    key = author_year(author or row.title.partition(" ")[0], csl_year(csl))
    label = " ".join(filter(None, [author, str(row.year or "")]))
    return Work(row.pk, row.artifact.public_id, label, row.title, key, keys, pages, row.status, published)


def _known_by(csl: dict) -> str:
    """The family name that a work is known by; nothing where no author is given."""
    name = next(iter(csl.get("author") or csl.get("editor") or []), {})
    return name.get("family") or name.get("literal") or ""


# --- Targets of links -------------------------------------------------------------------------------------------------


def suggest_targets(term: str) -> list[Target]:
    """Pages, hypotheses and analyses by words of their title, or by an address: slug, path, id or former name."""
    words = term.replace("\x00", " ").strip(" /").split()[:MOST_WORDS]
    if not words:
        return []
    pks = {pk for kind in ("page", "hypothesis", "analysis") for pk in _titled(kind, words)} | set(_addressed(term))
    artifacts = (
        Artifact.objects.active()
        .filter(pk__in=pks)
        .exclude(kind=Artifact.Kind.REFERENCE)
        .select_related(*(row for kind, row in ROWS.items() if kind != "reference"), "publication")
        .defer("wikipage__body", "wikipage__metadata", "hypothesis__statement", "hypothesis__metadata")
        .defer("analysis__summary", "analysis__metadata", "publication__parts")
    )
    targets = sorted((_target(artifact) for artifact in artifacts), key=lambda target: _rank(target, term))
    return targets[:MOST]


def _titled(kind: str, words: list[str]):
    model = WikiPage if kind == "page" else Artifact._meta.get_field(ROWS[kind]).related_model
    begun = Case(When(title__istartswith=" ".join(words), then=0), default=1)
    return model.objects.filter(in_title(words)).order_by(begun, "title").values_list("pk", flat=True)[:LOOKED_AT]


def _addressed(term: str):
    key = normalise_key(term).strip("/").removeprefix("wiki/").replace("/", "-").replace(" ", "-")[:MAX_KEY_LENGTH]
    named = Address.objects.exclude(kind=Address.Kind.IDENTIFIER).filter(key__contains=key)
    # Of an artifact folded into another one the address leads on.
    leads = named.values_list("artifact", "artifact__merged_into").order_by("key")[:LOOKED_AT]
    return [merged or own for own, merged in leads]


def _target(artifact: Artifact) -> Target:
    row, name = artifact.row, artifact.public_id
    if artifact.kind == Artifact.Kind.PAGE:
        # Of a duplicated pair one page alone is found by the slug.
        name = row.slug if normalise_key(name) == f"wiki-{row.slug}" else name
        href, kind = f"/wiki/{name}", row.get_entity_type_display()
    else:
        href, kind = f"/{artifact.kind}/{name}", artifact.get_kind_display()
    return Target(row.title, name, href, str(kind), hasattr(artifact, "publication"))


def _rank(target: Target, term: str) -> tuple:
    title, wanted = target.title.casefold(), term.casefold().strip()
    named = wanted.strip("/").replace("/", "-") in (target.name.casefold(), target.name.casefold().partition("-")[2])
    starts = title.startswith(wanted)
    inside = re.search(rf"\b{re.escape(wanted)}", title) is not None
    return (not (title == wanted or named), not starts, not inside, len(title), title)
