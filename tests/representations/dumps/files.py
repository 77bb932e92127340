"""Files of dumps for tests, and what reading them gives in short."""

import json
from pathlib import Path

from artifacts.representations.dumps import Record, read_dump


def lines(*rows) -> bytes:
    """Rows as JSON lines; what is bytes stands as it is."""
    return b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows)


def written(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def told(*paths, kinds=None) -> list:
    """Each record as its kind and row, each reject as its line and reason."""
    return [
        (read.kind, read.data) if isinstance(read, Record) else (read.line, read.reason)
        for read in read_dump(paths, kinds)
    ]


def of_row(kind: str, row: dict) -> Record:
    return Record(kind, row, "dump.jsonl", 1)
