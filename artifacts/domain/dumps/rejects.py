"""Rejects: what an import could not take, a line of JSON each, so that it can be mended and fed in again."""

import os
from collections.abc import Iterable
from pathlib import Path

from artifacts.representations.dumps import Reject, reject_line


class RejectFile:
    """Made when there is something to write; what a killed run wrote behind its last commit is cut off."""

    def __init__(self, file: Path, size: int):
        self.file, self.size = file, size

    def write(self, rejects: Iterable[Reject]) -> None:
        """On disk before the chunk is committed that counts them."""
        lines = b"".join(map(reject_line, rejects))
        if not lines:
            return
        with self.file.open("r+b" if self.file.exists() else "w+b") as stream:
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
