"""Databases of the benchmarks: which one it is and how large, and empty ones beside it."""

import os
import platform
import shutil
from pathlib import Path

from django.db import connection

# FTS5 keeps an index in several tables of its own.
PARTS = ("_data", "_idx", "_content", "_docsize", "_config")


def machine() -> str:
    """What it runs on, in a line."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    cpu = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    cores, python = len(os.sched_getaffinity(0)), platform.python_version()
    return f"{cpu or platform.machine()}, {cores} cores, {memory:.0f} GB; Python {python}, {engine()}"


def engine() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        return f"{'SQLite' if connection.vendor == 'sqlite' else 'PostgreSQL'} {cursor.fetchone()[0].split()[0]}"


def sizes() -> dict[str, int]:
    """Bytes by table, those of its indexes counted in; of an index of words all that the engine keeps for it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("SELECT tbl_name, SUM(pgsize) FROM dbstat JOIN sqlite_master USING (name) GROUP BY tbl_name")
        else:
            cursor.execute(
                "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r' "
                "AND relnamespace = 'public'::regnamespace"
            )
        return _summed(cursor.fetchall())


def _summed(rows) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, size in rows:
        for suffix in PARTS if name.startswith("artifacts_search") else ():
            name = name.removesuffix(suffix)
        found[name] = found.get(name, 0) + size
    return found


class Spares:
    """Databases with tables and no rows, each a copy of the benchmark's own, which must be migrated and else empty."""

    def __init__(self, folder: Path):
        self.folder, self.count = folder, 0

    def fresh(self) -> str:
        """The `DATABASE_URL` of a new one."""
        self.count += 1
        if connection.vendor == "sqlite":
            path = self.folder / f"spare-{self.count}.sqlite3"
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            shutil.copyfile(connection.settings_dict["NAME"], path)
            return f"sqlite:///{path}"
        own, name = connection.settings_dict["NAME"], f"scidex_spare_{os.getpid()}_{self.count}"
        self._outside(f'CREATE DATABASE "{name}" TEMPLATE "{own}"')
        return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"

    def drop(self, url: str) -> None:
        name = url.rpartition("/")[2]
        if connection.vendor == "sqlite":
            for path in self.folder.glob(f"{name}*"):
                path.unlink()
        else:
            self._outside(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _outside(self, statement: str) -> None:
        """A statement about whole databases: nobody may be connected to the one that is copied."""
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)
