"""Passes: the rows of a dump, a kind at a time, each with the rows of `artifacts` that stand for it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from artifacts.domain.dumps.scratch import Scratch
from artifacts.errors import ArtifactError
from artifacts.representations.dumps import Record, Reject, owner_of, read_dump, row_keys
from artifacts.text.addresses import normalise_key

# What is shown comes before what shows it; these become artifacts.
KINDS = ("paper", "analysis", "hypothesis", "wiki_page")
LINKS = ("artifact_link", "edge")
PREFIX = "wiki-"


class Unit(NamedTuple):
    """What one artifact, or a pair of pages, is made of: its row, if there is one, and its rows of `artifacts`."""

    kind: str
    row: Record | None
    beside: tuple[Record, ...] = ()

    @property
    def record(self) -> Record:
        """The record that is named, and rejected, for it."""
        return self.row or self.beside[0]


def look_through(paths: Iterable[Path], scratch: Scratch) -> Iterator[Reject | None]:
    """Put what rows must know of each other into the scratch file; a Reject or None for each row that was looked at."""
    for read in read_dump(paths, ("artifact", "analysis", "hypothesis", "wiki_page")):
        if isinstance(read, Reject):
            # Those of a kind come again with the pass of that kind; those of none with every reading.
            yield read if read.kind in ("", "artifact") else None
        elif read.kind == "artifact":
            yield _put_beside(read, scratch)
        else:
            _put_name(read, scratch)
            yield None


def _put_beside(row: Record, scratch: Scratch) -> Reject | None:
    try:
        kind, key = owner_of(row)
    except ArtifactError as error:
        return row.refused(error.sentence)
    scratch.put_beside(kind, key, row)
    title, public_id = row.data.get("title"), row.data.get("id")
    if isinstance(title, str) and isinstance(public_id, str):
        scratch.put_name(public_id, title)
    return None


def _put_name(row: Record, scratch: Scratch) -> None:
    title, (first, *others) = row.data.get("title"), row_keys(row) or ("",)
    if not isinstance(title, str) or not first:
        return
    if row.kind == "wiki_page" and others:
        key = normalise_key(f"{PREFIX}{others[0].removeprefix(PREFIX)}")
        scratch.put_name_if_none(key, title, first)
    elif row.kind != "wiki_page":
        scratch.put_name(first, title)


def units(paths: Iterable[Path], kind: str, scratch: Scratch) -> Iterator[Unit | Reject]:
    """The rows of a kind; behind them the artifacts of that kind whose row did not come."""
    for read in read_dump(paths, (kind,)):
        if isinstance(read, Record):
            yield Unit(kind, read, tuple(scratch.take_beside(kind, row_keys(read))))
        elif read.kind == kind:
            yield read
    for artifact in scratch.left_beside(kind):
        yield Unit(kind, None, (artifact,))


def rows(paths: Iterable[Path], kind: str) -> Iterator[Record | Reject]:
    """The rows of a kind that stand alone: links and edges."""
    return (read for read in read_dump(paths, (kind,)) if read.kind == kind)
