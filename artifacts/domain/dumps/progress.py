"""Progress: how far an import is, on its batch, written in the transaction of what it tells of."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from artifacts.errors import ContentError
from artifacts.errors import marked as _
from artifacts.models import Batch

HEAD = 65_536
MOST_EXAMPLES = 3
MOST_SLOW = 10


class Progress:
    """`done` names the passes that are through; `consumed` is how many records of the one at hand are."""

    def __init__(self, batch: Batch):
        self.batch = batch
        told = batch.progress
        self.done: list[str] = told.get("done", [])
        self.consumed: int = told.get("consumed", 0)
        # Of what is shown in this pass the primary key that came last.
        self.last: int = told.get("last", 0)
        self.counts = {kind: Counter(counts) for kind, counts in told.get("counts", {}).items()}
        self.rejects: int = told.get("rejects", 0)
        self.rejects_size: int = told.get("rejects_size", 0)
        self.repairs: dict[str, dict] = told.get("repairs", {})
        self.slowest: list[list] = told.get("slowest", [])
        self.seconds = Counter(told.get("seconds", {}))

    def count(self, kind: str, outcome: str, number: int = 1) -> None:
        if number:
            self.counts.setdefault(kind, Counter())[outcome] += number

    def repaired(self, public_id: str, mended: Iterable) -> None:
        for one in mended:
            told = self.repairs.setdefault(one.rule, {"count": 0, "artifacts": 0, "examples": []})
            told["count"] += one.count
            told["artifacts"] += 1
            if len(told["examples"]) < MOST_EXAMPLES:
                told["examples"].append([public_id, one.told])

    def took(self, public_id: str, seconds: float) -> None:
        self.slowest = sorted([*self.slowest, [round(seconds, 3), public_id]], reverse=True)[:MOST_SLOW]

    def next_pass(self, name: str) -> None:
        self.done, self.consumed, self.last = [*self.done, name], 0, 0

    def save(self, **fields) -> None:
        kept = ("done", "consumed", "last", "rejects", "rejects_size", "repairs", "slowest")
        told = {name: getattr(self, name) for name in kept}
        told |= {"counts": self.counts, "seconds": {name: round(took, 3) for name, took in self.seconds.items()}}
        self.batch.progress = {**self.batch.progress, **told}
        self.batch.counts = dict(sum(self.counts.values(), Counter()))
        for name, value in fields.items():
            setattr(self.batch, name, value)
        self.batch.save(update_fields=["progress", "counts", *fields])


def files_of(paths: Iterable[Path]) -> list[list]:
    """Name, size and the hash of the head of every file that is read, by which a changed one is known."""
    found = []
    for path in paths:
        for file in sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]:
            with file.open("rb") as stream:
                found.append([file.name, file.stat().st_size, hashlib.sha256(stream.read(HEAD)).hexdigest()])
    return found


def check_files(batch: Batch, files: list[list]) -> None:
    """ContentError where an import that was begun is to go on with other files."""
    begun = batch.progress.get("files")
    if begun == files:
        return
    known = [tuple(one) for one in begun or ()]
    changed = sorted({one[0] for one in files} ^ {one[0] for one in known}) or [
        one[0] for one in files if tuple(one) not in known
    ]
    raise ContentError(
        _("The import {name!r} was begun with other files ({files}): give it those again, or choose another name."),
        name=batch.name,
        files=", ".join(changed[:5]) or "in another order",
    )
