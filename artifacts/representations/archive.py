"""Archives: a folder of JSON lines, each file counted and hashed in a manifest, that is verified before it is read."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from artifacts.errors import ArchiveError
from artifacts.representations.canonical import canonical

FORMAT, VERSION = "scidex-archive", 1
MANIFEST, MEDIA = "manifest.json", "media"
# A document of 64 MiB with room for what stands around it.
MOST_BYTES_OF_A_LINE = 80 * 1024 * 1024
AT_ONCE = 1024 * 1024
SIGNS_SHOWN = 60

SHARE_OR_NULL = int | float | None
TEXT, TEXT_OR_NULL, NUMBER, OBJECT, OBJECT_OR_NULL, LIST = str, str | None, int, dict, dict | None, list
# The files and the fields of their rows (docs/export.md), in the order in which they are read.
TABLES = {
    "people": {"username": TEXT, "first_name": TEXT, "last_name": TEXT},
    "batches": {"name": TEXT, "source": TEXT, "by": TEXT_OR_NULL, "at": TEXT, "counts": OBJECT},
    "artifacts": {
        "id": TEXT,
        "kind": TEXT,
        "state": OBJECT,
        "merged_into": TEXT_OR_NULL,
        "addresses": LIST,
        "provenance": LIST,
        "publication": OBJECT_OR_NULL,
    },
    "revisions": {
        "artifact": TEXT,
        "number": NUMBER,
        "author": TEXT,
        "author_name": TEXT,
        "date": TEXT,
        "summary": TEXT,
        "changed": OBJECT,
        "batch": TEXT_OR_NULL,
        "tags": LIST,
        "name": TEXT,
        "size": NUMBER,
        "content_sha256": TEXT,
        "document_sha256": TEXT,
        "chain_sha256": TEXT,
        "first_published": TEXT_OR_NULL,
        "review": OBJECT,
        "removed": OBJECT_OR_NULL,
        "document": OBJECT_OR_NULL,
    },
    "merges": {
        "source": TEXT,
        "target": TEXT,
        "source_before": NUMBER,
        "source_after": NUMBER,
        "target_before": NUMBER,
        "target_after": NUMBER,
        "decisions": OBJECT,
        "by": TEXT,
        "at": TEXT,
        "reason": TEXT,
        "undone": OBJECT_OR_NULL,
    },
    "not_duplicates": {"first": OBJECT, "second": OBJECT, "by": TEXT, "at": TEXT, "why": TEXT},
    "proposals": {
        "artifact": TEXT,
        "base_number": NUMBER,
        "content": OBJECT,
        "user": TEXT_OR_NULL,
        "batch": TEXT_OR_NULL,
        "at": TEXT,
        "note": TEXT,
        "settled_at": TEXT_OR_NULL,
    },
    "edges": {
        "subject": TEXT,
        "relation": TEXT,
        "object": TEXT,
        "source": TEXT,
        "confidence": SHARE_OR_NULL,
        "batch": TEXT,
        "ratings": LIST,
    },
    "media": {"name": TEXT, "bytes": NUMBER, "sha256": TEXT},
}
WORDS = {
    TEXT: "text",
    TEXT_OR_NULL: "text or null",
    NUMBER: "a whole number",
    OBJECT: "an object",
    OBJECT_OR_NULL: "an object or null",
    LIST: "a list",
    SHARE_OR_NULL: "a number or null",
}


class Row(NamedTuple):
    """A line of a table; `place` names it to people."""

    table: str
    line: int
    data: dict

    @property
    def place(self) -> str:
        return f"{self.table}.jsonl, line {self.line}"


class Written(NamedTuple):
    rows: int
    bytes: int
    sha256: str


class ArchiveWriter:
    """Writes one table after another, and at the end the manifest, without which a folder is no archive."""

    def __init__(self, folder: Path):
        self.folder, self.written = folder, {}
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def table(self, name: str):
        """Within it, what is yielded writes a row."""
        rows, size, digest = 0, 0, hashlib.sha256()
        with (self.folder / f"{name}.jsonl").open("wb") as file:

            def write(row: dict) -> None:
                nonlocal rows, size
                line = canonical(row) + b"\n"
                digest.update(line)
                file.write(line)
                rows, size = rows + 1, size + len(line)

            yield write
        self.written[name] = Written(rows, size, digest.hexdigest())

    def finish(self) -> dict[str, int]:
        """Write the manifest; how many rows each table has."""
        files = {name: self.written[name]._asdict() for name in TABLES}
        manifest = {"format": FORMAT, "version": VERSION, "files": files}
        text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
        (self.folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
        return {name: written.rows for name, written in self.written.items()}


def check_archive(folder: Path) -> dict[str, int]:
    """Hold every file against the manifest; how many rows each table has. ArchiveError names the file that differs."""
    files = _manifest(folder)
    for name in TABLES:
        said, found = files[name], _measured(folder / f"{name}.jsonl")
        if found != said:
            raise ArchiveError(
                f"{name}.jsonl is not the file that {MANIFEST} tells of: {_difference(said, found)}. "
                "Copy the archive again, or export it anew."
            )
    for row in read_table(folder, "media"):
        size, sha256 = row.data["bytes"], row.data["sha256"]
        found = _measured(folder / MEDIA / media_name(row))
        if (found.bytes, found.sha256) != (size, sha256):
            raise ArchiveError(f"{row.place}: {MEDIA}/{row.data['name']} is not the file that it tells of.")
    return {name: files[name].rows for name in TABLES}


def media_name(row: Row) -> str:
    """The name of a picture's file, which stays within its folder."""
    name = row.data["name"]
    if not name or name.startswith("/") or "\\" in name or {"", ".", ".."} & set(name.split("/")):
        raise ArchiveError(f"{row.place}: {name[:SIGNS_SHOWN]!r} is no name of a file within {MEDIA}/.")
    return name


def read_table(folder: Path, name: str) -> Iterator[Row]:
    """The rows of a table, each with all fields and no other, of the right types; ArchiveError names the line."""
    with (folder / f"{name}.jsonl").open("rb") as file:
        number = 0
        while line := file.readline(MOST_BYTES_OF_A_LINE):
            number += 1
            place = f"{name}.jsonl, line {number}"
            if not line.endswith(b"\n"):
                raise ArchiveError(f"{place} is cut off, or longer than {MOST_BYTES_OF_A_LINE >> 20} MiB.")
            yield Row(name, number, _checked(_parsed(line, place), TABLES[name], place))


def _parsed(line: bytes, place: str):
    try:
        return json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ArchiveError(f"{place} is no JSON: {error}.") from error


def _refuse(constant: str):
    raise ValueError(f"{constant} is no number")


def _checked(row, fields: dict, place: str) -> dict:
    if not isinstance(row, dict):
        raise ArchiveError(f"{place} must be an object.")
    for name in [*fields, *row]:
        if name not in row:
            raise ArchiveError(f"{place} lacks the field {name!r}.")
        if name not in fields:
            raise ArchiveError(f"{place} has a field {name[:SIGNS_SHOWN]!r} that this version does not know.")
        if not isinstance(row[name], fields[name]) or isinstance(row[name], bool):
            raise ArchiveError(f"{place}: the field {name!r} must be {WORDS[fields[name]]}.")
    return row


def _manifest(folder: Path) -> dict[str, Written]:
    file = folder / MANIFEST
    if not file.is_file():
        raise ArchiveError(f"{folder} holds no {MANIFEST}: it is no archive, or its export was broken off.")
    try:
        manifest = json.loads(file.read_bytes())
        if (manifest["format"], manifest["version"]) != (FORMAT, VERSION):
            raise ArchiveError(
                f"{MANIFEST} says {manifest['format']!r}, version {manifest['version']!r}: "
                f"this version of SciDEX reads {FORMAT!r}, version {VERSION}."
            )
        return {name: Written(**manifest["files"][name]) for name in TABLES}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ArchiveError(f"{MANIFEST} cannot be read: {type(error).__name__}: {error}.") from error


def _measured(path: Path) -> Written:
    if not path.is_file():
        raise ArchiveError(f"{path.name} is missing, which the archive tells of.")
    rows, size, digest = 0, 0, hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(AT_ONCE):
            rows, size = rows + part.count(b"\n"), size + len(part)
            digest.update(part)
    return Written(rows, size, digest.hexdigest())


def _difference(said: Written, found: Written) -> str:
    if found.bytes != said.bytes:
        return f"it has {found.bytes} bytes instead of {said.bytes}"
    return "its SHA-256 is another one"
