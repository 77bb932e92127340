"""Search on PostgreSQL: full text over folded words, and trigrams for misspellings where the extension is to be had."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction
from django.db.models import BigIntegerField, Q
from django.db.models.expressions import RawSQL

from artifacts.text.queries import Phrase, Query
from artifacts.text.terms import fold

# PostgreSQL refuses more than a megabyte of words; what stands so far down is found by its title.
MOST = {"title": 2_000, "names": 20_000, "text": 250_000, "sources": 80_000}
WEIGHTS = {"title": "A", "names": "B", "text": "C", "sources": "D"}
# Of sources, text, names and title.
RANK = "ts_rank('{0.1, 0.3, 0.7, 1.0}', vector, to_tsquery('simple', %s), 1)"
LABELS = {"title": "A", "names": "", "all": ""}
ENTRIES = "SELECT artifact_id FROM artifacts_searchentry"
LOOKED_AT = 500
SIMILARITY = 0.45
TRIGRAMS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX IF NOT EXISTS artifacts_search_alike ON artifacts_search USING gin (head_words gin_trgm_ops)",
)


class PostgreSQL:
    def write(self, words: Iterable) -> None:
        vectors = {
            name: f"setweight(to_tsvector('simple', %({name})s), '{weight}')" for name, weight in WEIGHTS.items()
        }
        head = f"{vectors['title']} || {vectors['names']}"
        sql = (
            "INSERT INTO artifacts_search (id, text, sources, head_words, head, vector) VALUES "
            f"(%(pk)s, %(whole)s, %(whole_sources)s, %(head_words)s, {head}, {' || '.join(vectors.values())}) "
            "ON CONFLICT (id) DO UPDATE SET text = EXCLUDED.text, sources = EXCLUDED.sources, "
            "head_words = EXCLUDED.head_words, head = EXCLUDED.head, vector = EXCLUDED.vector"
        )
        rows = [
            {
                "pk": row.pk,
                "whole": row.text,
                "whole_sources": row.sources,
                "head_words": f"{row.title} {row.names}",
                "title": _within(row.title, MOST["title"]),
                "names": _within(row.names, MOST["names"]),
                "text": _within(fold(row.text), MOST["text"]),
                "sources": _within(fold(row.sources), MOST["sources"]),
            }
            for row in words
        ]
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)

    def remove(self, pks: list[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM artifacts_search WHERE id = ANY(%s)", [pks])

    def prepare(self) -> None:
        """Make the trigrams, unless the database's user may not: `warning` tells of it, and search works without."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in TRIGRAMS:
                    cursor.execute(statement)
        except DatabaseError:
            return

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM artifacts_search WHERE id NOT IN ({ENTRIES})")
            cursor.execute("ANALYZE artifacts_search, artifacts_searchentry")

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Questions about words, answered by their indexes: the planner does not know what reading vectors costs."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            yield

    def matching(self, query: Query, scope: str, *, any_word: bool = False, most: int | None = None) -> RawSQL:
        column = "vector" if scope == "all" else "head"
        limit = "" if most is None else f"LIMIT {most:d}"
        # Materialised, or the planner may as well take each row's vector from its storage and look through it.
        sql = (
            f"WITH matching AS MATERIALIZED (SELECT id FROM artifacts_search "
            f"WHERE {column} @@ to_tsquery('simple', %s) {limit}) SELECT id FROM matching"
        )
        return RawSQL(sql, [_expression(query, LABELS[scope], any_word)], output_field=BigIntegerField())

    def beginning(self, words: str) -> Q:
        return Q(title_key__startswith=words)

    def scores(self, query: Query, pks: list[int]) -> dict[int, float]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id, {RANK} FROM artifacts_search WHERE id = ANY(%s)", [_expression(query), pks])
            return dict(cursor.fetchall())

    def texts(self, pks: list[int], most: int) -> dict[int, tuple[str, str]]:
        sql = "SELECT id, left(text, %s), left(sources, %s) FROM artifacts_search WHERE id = ANY(%s)"
        with connection.cursor() as cursor:
            cursor.execute(sql, [most, most, pks])
            return {pk: (text, sources) for pk, text, sources in cursor.fetchall()}

    def alike(self, word: str) -> Iterator[list[str]]:
        if self.warning():
            return
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL pg_trgm.word_similarity_threshold = {SIMILARITY}")
            cursor.execute(
                "SELECT head_words FROM artifacts_search WHERE %s <%% head_words LIMIT %s", [word, LOOKED_AT]
            )
            found = Counter(term for (words,) in cursor.fetchall() for term in set(words.split()))
        yield [term for term, _count in found.most_common()]

    def warning(self) -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('artifacts_search_alike') IS NULL")
            (missing,) = cursor.fetchone()
        if not missing:
            return ""
        return (
            "Search offers no other spelling for misspelt words: the extension pg_trgm is missing, and the database's "
            "user may not create it. Let an administrator of the database run CREATE EXTENSION pg_trgm, then run "
            "manage.py rebuild_search."
        )


def _expression(query: Query, label: str = "", any_word: bool = False) -> str:
    words = (f"({' | '.join(_phrase(phrase, label) for phrase in spellings)})" for spellings in query.words)
    return (" | " if any_word else " & ").join(words)


def _phrase(phrase: Phrase, label: str) -> str:
    # Terms are letters and digits: nothing in them could end the quotation.
    return " <-> ".join(
        f"'{term}':{label}{'*' if phrase.open and at == len(phrase.terms) - 1 else ''}".removesuffix(":")
        for at, term in enumerate(phrase.terms)
    )


def _within(words: str, most: int) -> str:
    return words if len(words) * 4 < most else words.encode()[:most].decode(errors="ignore")
