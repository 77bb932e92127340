"""Guessing: what somebody may have meant whose query, or whose address, leads to little or nothing."""

import re
from functools import partial
from urllib.parse import unquote

from artifacts.domain.search.engine import engine
from artifacts.models import SearchEntry
from artifacts.text.addresses import ID_PATHS
from artifacts.text.lint.targets import CATEGORIES
from artifacts.text.queries import SHORTEST_BEGUN, Query, parse_query, query_of
from artifacts.text.terms import terms
from artifacts.text.typos import may_be_misspelt, nearest

# A query that finds more was not mistyped.
FEW = 2
MOST_CORRECTED = 4
MOST_NEAR = 5
# Of how many that share words with it the nearest are chosen.
LOOKED_AT = 500
MOST_OF_A_PATH = 120
MOST_WORDS_OF_A_PATH = 5
NAMED_BELOW = {*ID_PATHS, *CATEGORIES, "wiki"}
CATEGORY = re.compile(rf"^(?:wiki-)?(?:{'|'.join(sorted(CATEGORIES, key=len, reverse=True))})-")


def did_you_mean(query: Query, found: int) -> str:
    """The query with words of titles and names in place of those that stand in none; empty without a better one."""
    if found > FEW:
        return ""
    words, changed = [], 0
    for word in query.text.split():
        better = word
        # One term, and so no phrase or identifier.
        if len(said := terms(word)) == 1 and changed < MOST_CORRECTED and not _is_named(word):
            better = _corrected(said[0]) or word
        changed += better != word
        words.append(better)
    guess = parse_query(" ".join(words))
    return guess.text if changed and _finds(guess) > found else ""


def _corrected(term: str) -> str:
    """The word of titles and names that a misspelt one stands for most likely; empty where none is near."""
    if not may_be_misspelt(term):
        return ""
    return next((found[0] for lot in engine().alike(term) if (found := nearest(term, lot))), "")


def _is_named(word: str) -> bool:
    return SearchEntry.objects.filter(pk__in=engine().matching(parse_query(word), "names", most=1)).exists()


def _finds(query: Query) -> int:
    return len(SearchEntry.objects.public().filter(pk__in=engine().matching(query, "all"))[: FEW + 1])


def near(query: Query) -> list[int]:
    """Up to five artifacts whose titles and names share words with a query, the nearest first; misspelt ones too."""
    if found := _sharing(query):
        return found
    corrected = map(_corrected, sorted(query.terms)[:MOST_CORRECTED])
    return _sharing(query_of([word for word in corrected if word]))


def _sharing(query: Query) -> list[int]:
    """What has all words of a query among its titles and names, or begins them all; else what has any."""
    if not query.words:
        return []
    for asked, any_word in ((query, False), (query.opened(), False), (query, True)):
        matching = engine().matching(asked, "names", any_word=any_word, most=LOOKED_AT)
        rows = SearchEntry.objects.public().filter(pk__in=matching).order_by("order", "pk")
        if found := sorted(rows.values_list("pk", "title_key", "order"), key=partial(_away, query)):
            return [pk for pk, _title, _order in found[:MOST_NEAR]]
    return []


def _away(query: Query, row: tuple[int, str, int]) -> tuple[int, int, int]:
    _pk, title, order = row
    said = set(title.split())
    return -len(said & query.terms), order, len(said)


def query_of_path(path: str) -> Query:
    """What an address that leads nowhere asks for: the words of `/genes/snca-alpha` but for its category."""
    steps = [step for step in unquote(path[:MOST_OF_A_PATH]).casefold().split("/") if step]
    if steps and steps[0] in NAMED_BELOW:
        steps = steps[1:2]
    elif len(steps) > 1:
        return query_of([])
    words = terms(CATEGORY.sub("", steps[0])) if steps else []
    # Numbers and single letters say little: the ids of hypotheses are made of them.
    return query_of([word for word in words if len(word) >= SHORTEST_BEGUN - 1][:MOST_WORDS_OF_A_PATH])
