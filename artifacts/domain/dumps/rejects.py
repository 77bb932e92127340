"""Rejects: what an import could not take, a line of JSON each, so that it can be mended and fed in again."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from artifacts.errors import DumpError
from artifacts.representations.dumps import Reject
from artifacts.representations.dumps.json_rows import read_json

# A line that is megabytes long is told by its beginning.
MOST_OF_A_RECORD = 1_000_000


class RejectFile:
    """Made when there is something to write; what a killed run wrote behind its last commit is cut off."""

    def __init__(self, file: Path, size: int):
        self.file, self.size = file, size

    def write(self, rejects: Iterable[Reject]) -> None:
        """On disk before the chunk is committed that counts them."""
        lines = b"".join(line_of(reject) for reject in rejects)
        if not lines:
            return
        mode = "r+b" if self.file.exists() else "w+b"
        with self.file.open(mode) as stream:
            stream.truncate(self.size)
            stream.seek(self.size)
            stream.write(lines)
            stream.flush()
            os.fsync(stream.fileno())
        self.size += len(lines)

    def finish(self) -> None:
        """Cut off what no commit tells of."""
        if self.file.exists():
            os.truncate(self.file, self.size)


def line_of(reject: Reject) -> bytes:
    """The record whole where it is one, with its kind, so that the line can be read as a dump; else its text."""
    told = {"file": reject.file, "line": reject.line, "kind": reject.kind, "reason": reject.reason}
    try:
        told["record"] = read_json(reject.raw) if len(reject.raw) <= MOST_OF_A_RECORD else None
    except DumpError:
        told["record"] = None
    if told["record"] is None:
        told["text"] = reject.raw[:MOST_OF_A_RECORD].decode(errors="backslashreplace")
    return json.dumps(told, ensure_ascii=False).encode(errors="backslashreplace") + b"\n"
