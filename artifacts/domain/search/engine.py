"""The engine: what each database has to do for search, and which of them is at hand."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Literal, NamedTuple, Protocol

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from artifacts.domain.search.postgresql import PostgreSQL
from artifacts.domain.search.sqlite import SQLite
from artifacts.text.queries import Query

# Where a query's words must stand: in the title, in title and names, or anywhere.
Scope = Literal["title", "names", "all"]


class Words(NamedTuple):
    """What is searched of one artifact. `title` and `names` are folded; the other two are as people read them."""

    pk: int
    title: str
    names: str
    text: str
    sources: str


class Engine(Protocol):
    def write(self, words: Iterable[Words]) -> None:
        """Index these anew."""

    def remove(self, pks: list[int]) -> None: ...

    def prepare(self) -> None:
        """Make what the database had not let us make before."""

    def tidy(self) -> None:
        """Drop what has no entry, and tell the database what its tables hold, after many rows were written."""

    def asking(self) -> AbstractContextManager:
        """What a few questions are to be asked within."""

    def matching(self, query: Query, scope: Scope, *, any_word: bool = False, most: int | None = None) -> RawSQL:
        """The primary keys of what holds all words of a query, or any; at most so many, whichever are found first."""

    def beginning(self, words: str) -> Q:
        """The entries whose title begins so, found by its index."""

    def scores(self, query: Query, pks: list[int]) -> dict[int, float]:
        """How well each fits a query that it matches: the more, the better."""

    def texts(self, pks: list[int], most: int) -> dict[int, tuple[str, str]]:
        """Text and sources of each, at most so many characters."""

    def alike(self, word: str) -> Iterator[list[str]]:
        """Words of titles and names that a misspelt one may mean, in lots, the likelier first; perhaps none.

        Called within `asking`.
        """

    def warning(self) -> str:
        """What of search does not work on this database and how to mend it; empty where all does."""


ENGINES = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def engine() -> Engine:
    return ENGINES[connection.vendor]
