"""Guessing: what somebody may have meant whose query, or whose address, leads to little or nothing."""

import re
from urllib.parse import unquote

from artifacts.domain.search.engine import engine
from artifacts.domain.search.finding import published
from artifacts.models import Publication, SearchEntry
from artifacts.text.addresses import ID_PATHS
from artifacts.text.lint.targets import CATEGORIES
from artifacts.text.queries import SHORTEST_BEGUN, Query, parse_query, query_of
from artifacts.text.terms import terms
from artifacts.text.typos import nearest

# A query that finds more was not mistyped.
FEW = 2
MOST_CORRECTED = 4
MOST_NEAR = 5
# Of how many that share a word with it the nearest are chosen.
LOOKED_AT = 200
MOST_OF_A_PATH = 120
MOST_WORDS_OF_A_PATH = 5
CATEGORY = re.compile(rf"^(?:wiki-)?(?:{'|'.join(sorted(CATEGORIES, key=len, reverse=True))})-")


def did_you_mean(query: Query, found: int) -> str:
    """The query with words that stand in some title in place of those that stand in none; empty without a better one."""
    if found > FEW:
        return ""
    words, changed = [], 0
    for word in query.text.split():
        better = word
        # One term, and so no phrase or identifier.
        if len(said := terms(word)) == 1 and changed < MOST_CORRECTED and not _is_named(word):
            better = next(iter(nearest(said[0], engine().alike(said[0]))), word)
        changed += better != word
        words.append(better)
    guess = parse_query(" ".join(words))
    return guess.text if changed and _finds(guess) > found else ""


def _is_named(word: str) -> bool:
    return SearchEntry.objects.filter(pk__in=engine().matching(parse_query(word), "names")).exists()


def _finds(query: Query) -> int:
    return len(SearchEntry.objects.public().filter(pk__in=engine().matching(query, "all"))[: FEW + 1])


def near(query: Query) -> list[Publication]:
    """Up to five publications whose titles and names share words with a query, by how many; misspelt ones too."""
    if not query.words:
        return []
    found = _sharing(query)
    if not found:
        corrected = [next(iter(nearest(term, engine().alike(term))), "") for term in sorted(query.terms)[:MOST_CORRECTED]]
        found = _sharing(query_of(list(filter(None, corrected))))
    publications = published(found) if found else {}
    return [publications[pk] for pk in found if pk in publications]


def _sharing(query: Query) -> list[int]:
    if not query.words:
        return []
    public = SearchEntry.objects.public()
    for whole in (query, query.opened()):
        rows = public.filter(pk__in=engine().matching(whole, "names")).order_by("order", "pk")
        if found := _nearest_titles(rows, query):
            return found
    return _nearest_titles(public.filter(pk__in=engine().matching(query, "names", any_word=True)).order_by("order"), query)


def _nearest_titles(rows, query: Query) -> list[int]:
    def away(row: tuple[int, str, int]) -> tuple:
        said = set(row[1].split())
        return -len(said & query.terms), row[2], len(said)

    rows = list(rows.values_list("pk", "title_key", "order")[:LOOKED_AT])
    return [pk for pk, _title, _order in sorted(rows, key=away)[:MOST_NEAR]]


def query_of_path(path: str) -> Query:
    """What an address that leads nowhere asks for: the words of `/genes/snca-alpha` but for its category."""
    steps = [step for step in unquote(path[:MOST_OF_A_PATH]).split("/") if step]
    if steps and steps[0].casefold() in {*ID_PATHS, "wiki"}:
        steps = steps[1:]
    if len(steps) == 2 and steps[0].casefold() in CATEGORIES:
        steps = steps[1:]
    words = terms(CATEGORY.sub("", steps[0].casefold())) if len(steps) == 1 else []
    # Numbers and single letters say little: the ids of hypotheses are made of them.
    return query_of([word for word in words if len(word) >= SHORTEST_BEGUN - 1][:MOST_WORDS_OF_A_PATH])
