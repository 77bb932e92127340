"""Snapshots: many reads that see one state of the database, in an order that is the same on both."""

from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models.functions import Collate

# Text sorted by its code points, whatever language a database sorts by.
CODE_POINTS = {"sqlite": "BINARY", "postgresql": "C"}


def by_code_points(field: str) -> Collate:
    return Collate(field, CODE_POINTS[connection.vendor])


@contextmanager
def snapshot():
    """All reads within it see the same state, and keep no writer waiting. Within a transaction it is that one."""
    if connection.in_atomic_block:
        yield
        return
    with _as_reader(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _as_reader():
    """On SQLite a transaction is IMMEDIATE here, which keeps every other writer out: not one that only reads."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    mode, connection.transaction_mode = connection.transaction_mode, None
    try:
        yield
    finally:
        connection.transaction_mode = mode
