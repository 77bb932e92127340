"""Finding: what a query finds, titles first, and by what it can be narrowed down; suggestions while it is typed."""

from collections import Counter
from dataclasses import dataclass, field, fields
from itertools import groupby
from typing import NamedTuple

from django.db.models import Case, Count, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Length

from artifacts.domain.search.engine import Scope, engine
from artifacts.models import Artifact, Publication, SearchEntry
from artifacts.models.held import Held
from artifacts.text.queries import Query
from artifacts.text.snippets import Piece, beginning, snippet

PER_PAGE = 20
# Nobody turns more pages, and more is counted as "1,000+".
MOST_SHOWN = 1_000
MOST_SUGGESTED = 8
# Of what holds a word that half of the site holds so many are looked at, titles and names first.
MOST_LOOKED_AT = 2_500
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


FACETS = tuple(member.name for member in fields(Narrowing))


@dataclass(frozen=True)
class Hit:
    publication: Publication
    snippet: list[Piece]


class Found(NamedTuple):
    """What matches; `rows` tell how many there are of each kind; with `more` not all that matches was looked at."""

    entries: QuerySet
    rows: list[dict]
    more: bool = False


@dataclass
class Results:
    """`counts` holds for each facet how many are left by each of its values, were the other facets as they are.

    With `more` there are more than were looked at: each number is one of which there are at least so many.
    """

    total: int = 0
    more: bool = False
    page: int = 1
    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, Counter] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        return max(1, -(-self.shown // PER_PAGE))

    @property
    def shown(self) -> int:
        """How many of them can be turned to."""
        return min(self.total, MOST_SHOWN)


def search(query: Query, narrowing: Narrowing, page: int = 1) -> Results:
    """What holds every word of a query; a page too far on is the last one."""
    if not query.words:
        return Results()
    with engine().asking():
        found = _found(query, narrowing)
        if not found.rows and (opened := query.opened()) != query:
            # Nothing is written so: perhaps it is only the beginning of a word.
            query = opened
            found = _found(query, narrowing)
        results = _counted(found.rows, narrowing)
        results.more = found.more
        results.page = min(max(page, 1), results.pages)
        if results.total:
            start = (results.page - 1) * PER_PAGE
            entries = found.entries.filter(**narrowing.chosen())
            pks = _ranked(entries, query, start, start + PER_PAGE, more=found.more)
            results.hits = _hits(pks, query)
    return results


def _found(query: Query, narrowing: Narrowing) -> Found:
    """What everybody may see of what matches; a narrowed search looks at all of it, since it may want the rarest."""
    entries, public = SearchEntry.objects.order_by(), SearchEntry.objects.public()
    matching = engine().matching(query, "all", most=MOST_LOOKED_AT + 1)
    looked_at = list(entries.filter(pk__in=matching).values("pk", *FACETS, state=F("artifact__state")))
    if len(looked_at) <= MOST_LOOKED_AT:
        shown = [row for row in looked_at if row["state"] == Artifact.State.ACTIVE]
        return Found(entries.filter(pk__in=Held(row["pk"] for row in shown)), _tallied(shown))
    if narrowing.chosen():
        return _told(public.filter(pk__in=engine().matching(query, "all")))
    begun = entries.filter(engine().beginning(query.folded)).order_by("order", "title_key")[:MOST_SHOWN]
    held = {row["pk"] for row in looked_at} | {*_matching(query, "names"), *begun.values_list("pk", flat=True)}
    return _told(public.filter(pk__in=Held(held)), more=True)


def _matching(query: Query, scope: Scope) -> list[int]:
    """The primary keys of what matches, of more than are looked at whichever are found first."""
    found = engine().matching(query, scope, most=MOST_LOOKED_AT + 1)
    return list(SearchEntry.objects.filter(pk__in=found).order_by().values_list("pk", flat=True))


def _told(entries: QuerySet, *, more: bool = False) -> Found:
    """Entries counted by the database, all facets in one query."""
    return Found(entries, list(entries.values(*FACETS).annotate(n=Count("pk")).order_by()), more)


def _tallied(rows: list[dict]) -> list[dict]:
    """The same, of entries that are at hand."""
    tally = Counter(tuple(row[name] for name in FACETS) for row in rows)
    return [{**dict(zip(FACETS, values, strict=True)), "n": n} for values, n in tally.items()]


def _counted(rows: list[dict], narrowing: Narrowing) -> Results:
    counts = {name: Counter() for name in FACETS}
    for row in rows:
        for name in FACETS:
            if _fits(row, narrowing.chosen(but=name)):
                counts[name][row[name]] += row["n"]
    return Results(total=sum(row["n"] for row in rows if _fits(row, narrowing.chosen())), counts=counts)


def _fits(row: dict, chosen: dict) -> bool:
    return all(row[name] == value for name, value in chosen.items())


def _ranked(found: QuerySet, query: Query, start: int, end: int, *, more: bool) -> list[int]:
    """The primary keys of a page of the list: by where the words stand, by kind, and then by how well they fit."""

    def standing(scope: Scope):
        return Held(_matching(query, scope)) if more else engine().matching(query, scope)

    tier = Case(
        When(title_key=query.folded, then=Value(TITLE)),
        When(title_key__startswith=query.folded, then=Value(BEGINS)),
        When(pk__in=standing("title"), then=Value(IN_TITLE)),
        When(pk__in=standing("names"), then=Value(IN_NAMES)),
        default=Value(IN_TEXT),
        output_field=IntegerField(),
    )
    rows = found.annotate(tier=tier).order_by("tier", "order", "pk").values_list("pk", "tier", "order")[:MOST_SHOWN]
    groups = [[pk for pk, *_standing in group] for _standing, group in groupby(rows, key=lambda row: row[1:])]
    close = _around(groups, start, end)
    scores = engine().scores(query, close) if len(close) > 1 else {}
    return [pk for group in groups for pk in sorted(group, key=lambda pk: (-scores.get(pk, 0), pk))][start:end]


def _around(groups: list[list[int]], start: int, end: int) -> list[int]:
    """What may come onto a page of the list: only that is looked at more closely."""
    close, at = [], 0
    for group in groups:
        if at < end and at + len(group) > start:
            close += group
        at += len(group)
    return close


def _hits(pks: list[int], query: Query) -> list[Hit]:
    publications = published(pks)
    texts = engine().texts(pks, MOST_READ)
    return [
        Hit(publications[pk], _passage(publications[pk], texts.get(pk, ("", "")), query))
        for pk in pks
        if pk in publications
    ]


def _passage(publication: Publication, texts: tuple[str, str], query: Query) -> list[Piece]:
    """Where the words stand in the text or in what it cites; how it begins where they do not."""
    found = next(filter(None, (snippet(text, query) for text in texts)), [])
    return found or beginning(publication.summary or texts[0])


def published(pks: list[int]) -> dict[int, Publication]:
    """Publications for a list, by their artifacts; of their parts only the status of what is no page."""
    status = Case(When(artifact__kind="page", then=None), default=F("parts__status"))
    rows = Publication.objects.of_active().filter(artifact__in=pks).select_related("artifact").defer("parts")
    return {row.artifact_id: row for row in rows.annotate(status=status)}


def suggest(query: Query) -> list[Publication]:
    """What a title or a name that is being typed may become: what begins so first."""
    if not query.words:
        return []
    public = SearchEntry.objects.but_inactive()
    begun = public.filter(engine().beginning(query.folded)).order_by("order", "title_key")
    pks = list(begun.values_list("pk", flat=True)[:MOST_SUGGESTED])
    if len(pks) < MOST_SUGGESTED:
        matching = engine().matching(query.opened(last_only=True), "names", most=MOST_SHOWN)
        named = public.filter(pk__in=matching).exclude(pk__in=pks).order_by("order", Length("title_key"), "title_key")
        pks += named.values_list("pk", flat=True)[: MOST_SUGGESTED - len(pks)]
    publications = published(pks)
    return [publications[pk] for pk in pks if pk in publications]
