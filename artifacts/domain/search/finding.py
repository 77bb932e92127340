"""Finding: what a query finds, titles first, with what it could be narrowed down to; and suggestions while it is typed."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Case, Count, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Length

from artifacts.domain.search.engine import engine
from artifacts.models import Publication, SearchEntry
from artifacts.text.queries import Query
from artifacts.text.snippets import Piece, snippet

PER_PAGE = 20
# Nobody turns more pages, and more is counted as "1,000+".
MOST_SHOWN = 1_000
MOST_SUGGESTED = 8
# How much of a text is looked through for a passage to show.
MOST_READ = 100_000
TITLE, BEGINS, IN_TITLE, IN_NAMES, IN_TEXT = range(5)


@dataclass(frozen=True)
class Narrowing:
    """What a reader wants to see alone; None for all."""

    type: str | None = None
    reviewed: bool | None = None
    has_hypotheses: bool | None = None

    def chosen(self, *, but: str = "") -> dict:
        return {name: value for name, value in vars(self).items() if value is not None and name != but}


@dataclass(frozen=True)
class Hit:
    publication: Publication
    snippet: list[Piece]


@dataclass
class Results:
    """`counts` holds for each facet how many are left by each of its values, were the other facets as they are."""

    total: int = 0
    page: int = 1
    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, Counter] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        return max(1, -(-min(self.total, MOST_SHOWN) // PER_PAGE))


def search(query: Query, narrowing: Narrowing, page: int = 1) -> Results:
    """What holds every word of a query; a page too far on is the last one."""
    if not query.words:
        return Results()
    found = SearchEntry.objects.public().filter(pk__in=engine().matching(query, "all"))
    results = _counted(found, narrowing)
    results.page = min(max(page, 1), results.pages)
    start = (results.page - 1) * PER_PAGE
    pks = _ranked(found.filter(**narrowing.chosen()), query, start, start + PER_PAGE)
    results.hits = _hits(pks, query)
    return results


def _counted(found: QuerySet, narrowing: Narrowing) -> Results:
    """One query counts for all facets: there are few kinds of entries."""
    names = list(vars(narrowing))
    rows = list(found.values(*names).annotate(n=Count("pk")).order_by())
    counts = {name: Counter() for name in names}
    for row in rows:
        for name in names:
            if all(row[other] == value for other, value in narrowing.chosen(but=name).items()):
                counts[name][row[name]] += row["n"]
    wanted = narrowing.chosen().items()
    return Results(total=sum(row["n"] for row in rows if all(row[name] == v for name, v in wanted)), counts=counts)


def _ranked(found: QuerySet, query: Query, start: int, end: int) -> list[int]:
    """The primary keys of a page of the list: by where the words stand, by kind, and then by how well they fit."""
    tier = Case(
        When(title_key=query.folded, then=Value(TITLE)),
        When(title_key__startswith=query.folded, then=Value(BEGINS)),
        When(pk__in=engine().matching(query, "title"), then=Value(IN_TITLE)),
        When(pk__in=engine().matching(query, "names"), then=Value(IN_NAMES)),
        default=Value(IN_TEXT),
        output_field=IntegerField(),
    )
    rows = found.annotate(tier=tier).order_by("tier", "order", "pk").values_list("pk", "tier", "order")[:MOST_SHOWN]
    ranked = []
    for _standing, group in groupby(rows, key=lambda row: row[1:]):
        pks = [pk for pk, _tier, _order in group]
        # Only what may come onto this page is looked at more closely.
        if len(ranked) < end and len(ranked) + len(pks) > start and len(pks) > 1:
            scores = engine().scores(query, pks)
            pks.sort(key=lambda pk: (-scores.get(pk, 0), pk))
        ranked += pks
    return ranked[start:end]


def _hits(pks: list[int], query: Query) -> list[Hit]:
    if not pks:
        return []
    publications = published(pks)
    texts = engine().texts(pks, MOST_READ)
    return [
        Hit(publications[pk], next(filter(None, (snippet(text, query) for text in texts.get(pk, ()))), []))
        for pk in pks
        if pk in publications
    ]


def published(pks: list[int]) -> dict[int, Publication]:
    """Publications for a list, by their artifacts; of their parts only the status of what is no page."""
    status = Case(When(artifact__kind="page", then=None), default=F("parts__status"))
    rows = Publication.objects.of_active().filter(artifact__in=pks).select_related("artifact").defer("parts")
    return {row.artifact_id: row for row in rows.annotate(status=status)}


def suggest(query: Query) -> list[Publication]:
    """What a title or a name that is being typed may become: what begins so first."""
    if not query.words:
        return []
    public = SearchEntry.objects.public()
    begun = public.filter(title_key__startswith=query.folded).order_by("order", "title_key")
    pks = list(begun.values_list("pk", flat=True)[:MOST_SUGGESTED])
    if len(pks) < MOST_SUGGESTED:
        named = public.filter(pk__in=engine().matching(query.opened(last_only=True), "names")).exclude(pk__in=pks)
        named = named.order_by("order", Length("title_key"), "title_key")
        pks += named.values_list("pk", flat=True)[: MOST_SUGGESTED - len(pks)]
    publications = published(pks) if pks else {}
    return [publications[pk] for pk in pks if pk in publications]
