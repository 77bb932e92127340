"""Scratch: what rows of a dump must know of each other, in a file of its own, so that no dump fills the memory."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from artifacts.models import Address, Hypothesis, WikiPage
from artifacts.representations.dumps import Record
from artifacts.text.addresses import normalise_key

TABLES = """
    CREATE TABLE beside (kind TEXT, key TEXT, file TEXT, line INTEGER, data TEXT, taken INTEGER DEFAULT 0);
    CREATE TABLE name (key TEXT PRIMARY KEY, title TEXT) WITHOUT ROWID;
    CREATE TABLE alias (key TEXT PRIMARY KEY, target TEXT) WITHOUT ROWID;
    CREATE TABLE target (symbol TEXT, hypothesis TEXT, score REAL);
"""
INDEXES = """
    CREATE INDEX beside_by_key ON beside (kind, key);
    CREATE INDEX target_by_symbol ON target (symbol);
"""
REMEMBERED = 20_000


class Scratch:
    """Written by one process; others open it again to read."""

    def __init__(self, file: Path):
        self.file = file
        self._database = sqlite3.connect(file, isolation_level=None)
        self._database.execute("PRAGMA synchronous = OFF")

    def make(self) -> None:
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.executescript(TABLES)
        self._database.execute("BEGIN")

    def finish(self) -> None:
        """Everything is put in: from now on it is read."""
        self._database.execute("COMMIT")
        self._database.executescript(INDEXES)

    def close(self) -> None:
        self._database.close()

    def put_beside(self, kind: str, key: str, row: Record) -> None:
        values = (kind, key, row.file, row.line, json.dumps(row.data))
        self._database.execute("INSERT INTO beside (kind, key, file, line, data) VALUES (?, ?, ?, ?, ?)", values)

    def take_beside(self, kind: str, keys: Iterable[str]) -> list[Record]:
        """The rows of `artifacts` that stand for a row with these keys, each given out once."""
        found = []
        for key in dict.fromkeys(keys):
            rows = "SELECT rowid, file, line, data FROM beside WHERE kind = ? AND key = ? AND NOT taken ORDER BY rowid"
            found += self._database.execute(rows, (kind, key)).fetchall()
            self._database.execute("UPDATE beside SET taken = 1 WHERE kind = ? AND key = ?", (kind, key))
        return [_record(*row) for _number, *row in sorted(found)]

    def left_beside(self, kind: str) -> Iterator[Record]:
        """The rows of `artifacts` whose own row did not come, in the order of the files."""
        last = 0
        rows = "SELECT rowid, file, line, data FROM beside WHERE kind = ? AND NOT taken AND rowid > ? ORDER BY rowid"
        rows += " LIMIT 1"
        while row := self._database.execute(rows, (kind, last)).fetchone():
            last = row[0]
            yield _record(*row[1:])

    def put_name(self, public_id: str, title: str) -> None:
        self._database.execute("INSERT OR REPLACE INTO name VALUES (?, ?)", (normalise_key(public_id), title))

    def put_name_if_none(self, key: str, title: str, alias: str) -> None:
        """The title of a page's row, which its artifact's stands before."""
        self._database.execute("INSERT OR IGNORE INTO name VALUES (?, ?)", (key, title))
        self._database.execute("INSERT OR IGNORE INTO alias VALUES (?, ?)", (alias, key))

    def put_site(self) -> None:
        """The names of what the site has already."""
        for public_id, title in WikiPage.objects.values_list("artifact__public_id", "title").iterator():
            self.put_name(public_id, title)
        others = Address.objects.filter(artifact__kind="page").exclude(kind=Address.Kind.ID)
        for key, public_id in others.values_list("key", "artifact__public_id").iterator():
            self._database.execute("INSERT OR IGNORE INTO alias VALUES (?, ?)", (key, normalise_key(public_id)))

    def put_targets(self) -> None:
        """The hypotheses of the site by the genes that they are about."""
        self._database.execute("DELETE FROM target")
        for row in Hypothesis.objects.select_related("artifact").iterator():
            score = row.composite if row.imported_composite is None else row.imported_composite
            self._database.executemany(
                "INSERT INTO target VALUES (?, ?, ?)",
                [(symbol.upper(), row.public_id, score or 0) for symbol in row.target_genes],
            )

    def targeting(self, symbol: str, most: int) -> list[str]:
        """The ids of hypotheses about a gene, the best scored first."""
        rows = "SELECT hypothesis FROM target WHERE symbol = ? ORDER BY score DESC, hypothesis LIMIT ?"
        return [found for (found,) in self._database.execute(rows, (symbol, most))]

    @property
    def titles(self) -> Mapping[str, str]:
        return Table(self._database, "SELECT title FROM name WHERE key = ?", "SELECT key FROM name")

    @property
    def aliases(self) -> Mapping[str, str]:
        return Table(self._database, "SELECT target FROM alias WHERE key = ?", "SELECT key FROM alias")


class Table(Mapping):
    """A table of the scratch file as a mapping that remembers what was asked of it last."""

    def __init__(self, database: sqlite3.Connection, one: str, every: str):
        self._database, self._every = database, every
        self._find = lru_cache(REMEMBERED)(lambda key: database.execute(one, (key,)).fetchone())

    def __getitem__(self, key: str) -> str:
        if (row := self._find(key)) is None:
            raise KeyError(key)
        return row[0]

    def __iter__(self) -> Iterator[str]:
        return (key for (key,) in self._database.execute(self._every))

    def __len__(self) -> int:
        return self._database.execute(f"SELECT count(*) FROM ({self._every})").fetchone()[0]


def _record(file: str, line: int, data: str) -> Record:
    return Record("artifact", json.loads(data), file, line)
