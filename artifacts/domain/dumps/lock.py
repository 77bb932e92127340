"""The lock: one import at a time; that of a process which is killed goes with it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from artifacts.errors import BusyError
from artifacts.errors import marked as _

# Any number that nobody else locks in this database.
KEY = 0x5C1DE8


@contextmanager
def importing_alone() -> Iterator[None]:
    """Hold the lock; BusyError where another process does."""
    with (_locked_file if connection.vendor == "sqlite" else _locked_number)():
        yield


@contextmanager
def _locked_number() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])
        if not cursor.fetchone()[0]:
            raise _busy()
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])


@contextmanager
def _locked_file() -> Iterator[None]:
    """The system gives a killed process's lock back; the file itself stays, and says nothing."""
    with open(f"{connection.settings_dict['NAME']}.import-lock", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _busy() from error
        yield


def _busy() -> BusyError:
    return BusyError(_("Another import, or the undoing of one, is running: wait until it is done, or stop it."))
