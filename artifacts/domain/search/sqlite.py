"""Search on SQLite: FTS5, whose own tokeniser reads the texts; what it spells unlike us stands beside them."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext

from django.db import connection
from django.db.models import BigIntegerField, Q
from django.db.models.expressions import RawSQL

from artifacts.text.queries import Phrase, Query
from artifacts.text.terms import fold

TABLES = ("artifacts_search", "artifacts_search_head")
ENTRIES = "SELECT artifact_id FROM artifacts_searchentry"
# Weights of title, names, text, sources and other spellings.
BM25 = "bm25(artifacts_search, 10.0, 5.0, 1.0, 0.3, 1.0)"
COLUMNS = {"title": "{title} : ", "names": "{title names} : ", "all": ""}
# By how many letters a misspelt word may be longer or shorter.
ALIKE = 2
LAST = "\U0010ffff"
VOCABULARY = """
    SELECT term FROM artifacts_search_words
    WHERE term >= %s AND term < %s AND length(term) BETWEEN %s AND %s ORDER BY doc DESC
"""


class SQLite:
    def write(self, words: Iterable) -> None:
        words = list(words)
        self.remove([row.pk for row in words])
        heads = [(row.pk, row.title, row.names) for row in words]
        rows = [(*row, _also(row.text, row.sources)) for row in words]
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO artifacts_search_head (rowid, title, names) VALUES (%s, %s, %s)", heads)
            cursor.executemany(
                "INSERT INTO artifacts_search (rowid, title, names, text, sources, also) "
                "VALUES (%s, %s, %s, %s, %s, %s)",
                rows,
            )

    def remove(self, pks: list[int]) -> None:
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.executemany(f"DELETE FROM {table} WHERE rowid = %s", [(pk,) for pk in pks])

    def prepare(self) -> None:
        """FTS5 comes with SQLite."""

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"DELETE FROM {table} WHERE rowid NOT IN ({ENTRIES})")
                cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
            cursor.execute("ANALYZE artifacts_searchentry")

    def asking(self) -> AbstractContextManager:
        # A transaction here would have readers wait for the writer.
        return nullcontext()

    def matching(self, query: Query, scope: str, *, any_word: bool = False, most: int | None = None) -> RawSQL:
        # Titles and names stand in a small table of their own, which is read in a fraction of the time.
        table = "artifacts_search" if scope == "all" else "artifacts_search_head"
        expression = COLUMNS[scope] + f"({_expression(query, any_word)})"
        sql = f"SELECT rowid FROM {table} WHERE {table} MATCH %s LIMIT %s"
        return RawSQL(sql, [expression, -1 if most is None else most], output_field=BigIntegerField())

    def beginning(self, words: str) -> Q:
        # No index serves LIKE here; titles stand by code point in theirs.
        return Q(title_key__startswith=words, title_key__gte=words, title_key__lt=words + LAST)

    def scores(self, query: Query, pks: list[int]) -> dict[int, float]:
        # The plus keeps SQLite from asking the index once for each of the rows.
        marks = ", ".join(["%s"] * len(pks))
        sql = f"SELECT rowid, -{BM25} FROM artifacts_search WHERE artifacts_search MATCH %s AND +rowid IN ({marks})"
        with connection.cursor() as cursor:
            cursor.execute(sql, [_expression(query), *pks])
            return dict(cursor.fetchall())

    def texts(self, pks: list[int], most: int) -> dict[int, tuple[str, str]]:
        marks = ", ".join(["%s"] * len(pks))
        sql = (
            f"SELECT rowid, substr(text, 1, %s), substr(sources, 1, %s) FROM artifacts_search WHERE rowid IN ({marks})"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [most, most, *pks])
            return {pk: (text, sources) for pk, text, sources in cursor.fetchall()}

    def alike(self, word: str) -> Iterator[list[str]]:
        # Most misspellings begin right, and a part of the vocabulary is read in a part of the time.
        for first, end in ((word[0], word[0] + LAST), ("", LAST)):
            with connection.cursor() as cursor:
                cursor.execute(VOCABULARY, [first, end, len(word) - ALIKE, len(word) + ALIKE])
                yield [term for (term,) in cursor.fetchall()]

    def warning(self) -> str:
        return ""


def _expression(query: Query, any_word: bool = False) -> str:
    words = (f"({' OR '.join(map(_phrase, spellings))})" for spellings in query.words)
    return (" OR " if any_word else " AND ").join(words)


def _phrase(phrase: Phrase) -> str:
    # Terms are letters and digits: nothing in them could end the quotation.
    return f'"{" ".join(phrase.terms)}"{" *" if phrase.open else ""}'


def _also(*texts: str) -> str:
    """What the tokeniser reads otherwise than our queries spell it: Greek letters, words without blanks."""
    return " ".join(fold(word) for text in texts if not text.isascii() for word in text.split() if not word.isascii())
