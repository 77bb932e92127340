"""Known: what is kept in mind of an archive while it is read, and how its lines are named where one is wrong."""

import datetime
from contextlib import contextmanager
from typing import NamedTuple

from django.db import DatabaseError

from artifacts.errors import ArchiveError, ArtifactError
from artifacts.models import Artifact
from artifacts.representations.archive import Row

MOST_TOLD = 300


class Known(NamedTuple):
    """An artifact that was read; `publication` is what the archive tells of it."""

    pk: int
    public_id: str
    kind: str
    state: str
    publication: dict | None

    @property
    def artifact(self) -> Artifact:
        return Artifact(pk=self.pk, public_id=self.public_id, kind=self.kind, state=self.state)


class Names:
    """People, batches and artifacts by the names that the lines of an archive call them."""

    def __init__(self):
        self.people: dict[str, int] = {}
        self.batches: dict[str, int] = {}
        self.artifacts: dict[str, Known] = {}

    def person(self, name: str | None) -> int | None:
        return None if name is None else _found(self.people, name, "people")

    def batch(self, name: str | None) -> int | None:
        return None if name is None else _found(self.batches, name, "batches")

    def artifact(self, public_id: str) -> Known:
        return _found(self.artifacts, public_id, "artifacts")


def _found(known: dict, name: str, table: str):
    if name not in known:
        raise ValueError(f"{table}.jsonl has no {name!r}")
    return known[name]


def moment(text: str | None) -> datetime.datetime | None:
    if text is None:
        return None
    at = datetime.datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"{text!r} names no time zone")
    return at.astimezone(datetime.UTC)


@contextmanager
def naming(*rows: Row):
    """Tell of which lines it is that something is wrong, however odd their values are."""
    try:
        yield
    except ArchiveError:
        # It names its line itself.
        raise
    except ArtifactError as error:
        raise ArchiveError(f"{_place(rows)}: {error.sentence}") from error
    except KeyError as error:
        raise ArchiveError(f"{_place(rows)}: {error} is missing or unknown.") from error
    except (DatabaseError, AttributeError, TypeError, ValueError, OverflowError) as error:
        told = str(error).strip().partition("\n")[0][:MOST_TOLD].removesuffix(".")
        raise ArchiveError(f"{_place(rows)} cannot be stored: {told}.") from error


def _place(rows: tuple[Row, ...]) -> str:
    return rows[0].place if len(rows) == 1 else f"{rows[0].place} to {rows[-1].line}"
