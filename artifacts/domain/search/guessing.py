"""Guessing: what somebody may have meant whose query, or whose address, leads to little or nothing."""

import re
from functools import partial
from urllib.parse import unquote

from artifacts.domain.search.engine import engine
from artifacts.models import SearchEntry
from artifacts.text.addresses import ID_PATHS
from artifacts.text.lint.targets import CATEGORIES
from artifacts.text.queries import Query, parse_query, query_of
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


def did_you_mean(query: Query, found: int) -> Query | None:
    """A query with words of titles and names in place of misspelt ones, which finds more; None without a better one."""
    if found > FEW or not query.words:
        return None
    with engine().asking():
        guess = _corrected(query)
        return guess if guess != query and _finds(guess) > found else None


def near(query: Query) -> list[int]:
    """Up to five artifacts whose titles and names share words with a query, the nearest first; misspelt ones too."""
    with engine().asking():
        found = _sharing(query)
        if not found and (corrected := _corrected(query)) != query:
            found = _sharing(corrected)
    return found


def _corrected(query: Query) -> Query:
    """A query in which each word that stands in no title or name is the nearest that does, where one is near."""
    words, left = [], MOST_CORRECTED
    for word in query.text.split():
        # One term, and so no phrase or identifier.
        if len(said := terms(word)) == 1 and left and may_be_misspelt(said[0]) and not _is_named(word):
            left -= 1
            word = _meant(said[0]) or word
        words.append(word)
    return parse_query(" ".join(words))


def _meant(term: str) -> str:
    return next((found[0] for lot in engine().alike(term) if (found := nearest(term, lot))), "")


def _is_named(word: str) -> bool:
    return SearchEntry.objects.filter(pk__in=engine().matching(parse_query(word), "names", most=1)).exists()


def _finds(query: Query) -> int:
    """How much a query finds, as far as it matters here."""
    matching = engine().matching(query, "all", most=LOOKED_AT)
    return len(SearchEntry.objects.public().filter(pk__in=matching).values_list("pk")[: FEW + 1])


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
    # Words, not terms: SMN2 is no more there where a text has its spellings "smn2" and "2" both.
    shared = sum(any(said.issuperset(phrase.terms) for phrase in word) for word in query.words)
    return -shared, order, len(said)


def query_of_path(path: str) -> Query:
    """What an address that leads nowhere asks for: the words of `/genes/snca-alpha` but for its category."""
    steps = [step for step in unquote(path[:MOST_OF_A_PATH]).casefold().split("/") if step]
    if steps and steps[0] in NAMED_BELOW:
        steps = steps[1:2]
    elif len(steps) > 1:
        return query_of([])
    words = terms(CATEGORY.sub("", steps[0])) if steps else []
    # Single letters and digits say little, and would be found everywhere.
    return query_of([word for word in words if len(word) > 1][:MOST_WORDS_OF_A_PATH])
