"""Passes: the rows of a dump, a kind at a time, each with the rows of `artifacts` that stand for it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from artifacts.domain.dumps.scratch import Scratch
from artifacts.errors import ArtifactError
from artifacts.representations.dumps import Record, Reject, owner_of, read_dump, row_keys
from artifacts.representations.dumps.artifact_rows import PREFIX
from artifacts.text.addresses import normalise_key

# The passes that make artifacts: what is shown comes before what shows it. Each reads a table, and what our own
# exchange format has in its place.
PASSES = {
    "paper": ("paper", "exchanged_reference"),
    "analysis": ("analysis", "exchanged_analysis"),
    "hypothesis": ("hypothesis", "exchanged_hypothesis"),
    "wiki_page": ("wiki_page", "exchanged_page"),
}
NAMING = ("artifact", *PASSES["analysis"], *PASSES["hypothesis"], *PASSES["wiki_page"])


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
    for read in read_dump(paths, NAMING):
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
    content = row.data.get("content")
    title = content.get("title") if isinstance(content, dict) else row.data.get("title")
    public_id, slug = row.data.get("public_id") or row.data.get("id"), row.data.get("slug")
    if not isinstance(title, str) or not isinstance(public_id, str):
        return
    if row.kind == "wiki_page" and isinstance(slug, str):
        # Its artifact's title stands before the row's own, and bears the name that the row is known by here.
        scratch.put_name_if_none(normalise_key(f"{PREFIX}{slug.removeprefix(PREFIX)}"), title, normalise_key(public_id))
    else:
        scratch.put_name(public_id, title)


def units(paths: Iterable[Path], name: str, scratch: Scratch) -> Iterator[Unit | Reject]:
    """The rows of a pass; behind them the artifacts of its kind whose row did not come."""
    for read in read_dump(paths, PASSES[name]):
        if isinstance(read, Record):
            yield Unit(read.kind, read, tuple(scratch.take_beside(name, row_keys(read))))
        elif read.kind in PASSES[name]:
            yield read
    for artifact in scratch.left_beside(name):
        yield Unit(name, None, (artifact,))


def rows(paths: Iterable[Path], kind: str) -> Iterator[Record | Reject]:
    """The rows of a kind that need no others: links, edges, captured pages."""
    return (read for read in read_dump(paths, (kind,)) if read.kind == kind)
