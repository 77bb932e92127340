"""Dumps read as streams: every line of every file is a Record or a Reject, in one order at each reading."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from artifacts.errors import DumpError
from artifacts.representations.dumps.json_rows import read_json
from artifacts.representations.dumps.kinds import told_kind
from artifacts.representations.dumps.records import TABLES, Record, Reject


def read_dump(paths: Iterable[Path], kinds=None) -> Iterator[Record | Reject]:
    """The records of files and folders, those of some kinds only if `kinds` are given.

    Nothing but the record at hand is held in memory. Rejects whose kind is not known come with every reading.
    """
    for path in map(Path, paths):
        for file in sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]:
            with file.open("rb") as stream:
                for number, raw in enumerate(stream, 1):
                    read = read_row(raw, file.name, number)
                    if kinds is None or not read.kind or read.kind in kinds:
                        yield read


def read_row(raw: bytes, file: str, line: int) -> Record | Reject:
    """One line of JSON lines."""
    try:
        row = read_json(raw)
    except DumpError as error:
        return Reject(file, line, str(error), raw)
    if not isinstance(row, dict):
        return Reject(file, line, "It is no object with the fields of a row.", raw)
    kind, field = told_kind(row, file)
    if not kind:
        tables = ", ".join(TABLES.values())
        return Reject(file, line, f"Neither a field nor the file's name tells which table it is of: {tables}.", raw)
    row.pop(field, None)
    return Record(kind, row, file, line)
