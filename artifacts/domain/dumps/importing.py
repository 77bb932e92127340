"""Importing: a dump brought in by stages and chunks; killed anywhere, the next call with the same name goes on."""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.db import IntegrityError, transaction

from artifacts.domain.accounts import importer
from artifacts.domain.dumps.crew import Crew
from artifacts.domain.dumps.lock import importing_alone
from artifacts.domain.dumps.passes import PASSES, Unit, look_through, units
from artifacts.domain.dumps.preparing import Preparation, prepare
from artifacts.domain.dumps.progress import Progress, check_files, files_of
from artifacts.domain.dumps.publishing import show_batch
from artifacts.domain.dumps.rejects import RejectFile
from artifacts.domain.dumps.report import report_of
from artifacts.domain.dumps.scratch import Scratch
from artifacts.domain.dumps.writing import Writer
from artifacts.errors import ContentError
from artifacts.errors import marked as _
from artifacts.models import Batch
from artifacts.representations.dumps import Reject

CHUNK = 100
# Somebody may take an address between our look and our writing.
TRIES = 3


@dataclass(frozen=True)
class Tell:
    """What is called as an import goes on: `stage` begins, `did` so many of it."""

    stage: Callable[[str, int | None], None] = lambda name, total: None
    did: Callable[[int], None] = lambda number: None


def import_dump(
    paths: list[Path], *, name: str, rejects: Path, processes: int = 1, dry_run: bool = False, tell: Tell = Tell()
) -> dict:
    """Import files or folders as the batch of a name, in the importer's; what was begun so goes on where it stopped.

    A dry run does everything in one process and one transaction, and takes it back. Returns the report. BusyError
    while another import runs; ContentError where the name is that of a batch that was undone.
    """
    files = files_of(paths)
    with tempfile.TemporaryDirectory(prefix="scidex-import-") as folder, Crew(1 if dry_run else processes) as crew:
        scratch = Scratch(Path(folder) / "scratch.sqlite3")
        with importing_alone():
            if not dry_run:
                return _imported(paths, files, name, rejects, crew, scratch, tell)
            with transaction.atomic():
                report = _imported(paths, files, name, rejects, crew, scratch, tell)
                transaction.set_rollback(True)
            return report


def _imported(paths, files, name, rejects, crew, scratch, tell) -> dict:
    by = importer()
    batch = begun(name, paths, files, by)
    Import(paths, batch, by=by, rejects=rejects, crew=crew, scratch=scratch, tell=tell).go()
    return report_of(batch)


def begun(name: str, paths: list[Path], files: list[list], by) -> Batch:
    """The batch of a name, new or begun already."""
    source = ", ".join(path.name for path in paths)[:1000]
    batch, new = Batch.objects.get_or_create(
        name=name,
        defaults={"source": source, "by": by, "state": Batch.State.RUNNING, "progress": {"files": files}},
    )
    if new:
        return batch
    if batch.state in (Batch.State.UNDOING, Batch.State.UNDONE) or "files" not in batch.progress:
        raise ContentError(_("There was an import {name!r} already: choose another name."), name=name)
    check_files(batch, files)
    return batch


class Import:
    """One run of an import."""

    def __init__(self, paths: list[Path], batch: Batch, *, by, rejects: Path, crew: Crew, scratch: Scratch, tell: Tell):
        self.paths, self.batch, self.by, self.crew, self.scratch, self.tell = paths, batch, by, crew, scratch, tell
        self.progress = Progress(batch)
        self.rejects = RejectFile(rejects, self.progress.rejects_size)

    def go(self) -> Batch:
        if self.batch.state == Batch.State.DONE:
            return self.batch
        self.look_through()
        for kind in PASSES:
            if kind not in self.progress.done:
                self.write_kind(kind)
        self.rejects.finish()
        show_batch(self)
        self.progress.save(state=Batch.State.DONE)
        return self.batch

    def look_through(self) -> None:
        """Read what rows must know of each other; done anew by each run, since the scratch file is its own."""
        self.tell.stage("look", None)
        known = "look" in self.progress.done
        self.scratch.make()
        self.scratch.put_site()
        began = time.monotonic()
        refused = []
        for reject in look_through(self.paths, self.scratch):
            self.tell.did(1)
            refused += [reject] if reject and not known else []
            if len(refused) >= CHUNK:
                self.refuse(refused, save=False)
                refused = []
        self.scratch.finish()
        self.progress.seconds["look"] += time.monotonic() - began
        if not known:
            self.refuse(refused, save=False)
            self.progress.next_pass("look")
            self.progress.save()

    def write_kind(self, kind: str) -> None:
        self.tell.stage(kind, None)
        if kind == "wiki_page":
            self.scratch.put_targets()
        stream = units(self.paths, kind, self.scratch)
        # What is in the database already is passed over, and its rows beside it with it.
        for _one in islice(stream, self.progress.consumed):
            self.tell.did(1)
        writer = Writer(self.batch, self.by)
        began = time.monotonic()
        for chunk, preparation in self.crew.map(prepared, chunks(stream, CHUNK), self.batch.pk, self.scratch.file):
            self.write_chunk(writer, kind, chunk, preparation)
            self.progress.seconds[kind] += time.monotonic() - began
            self.tell.did(len(chunk))
            began = time.monotonic()
        self.progress.next_pass(kind)
        self.progress.save()

    def write_chunk(self, writer: Writer, kind: str, chunk: list, preparation: Preparation) -> None:
        for left in reversed(range(TRIES)):
            try:
                with transaction.atomic():
                    made, refused = writer.write([one for one in chunk if isinstance(one, Unit)], preparation)
                    self.note(kind, chunk, made, [*preparation.refused, *refused])
                return
            except IntegrityError:
                self.progress = Progress(Batch.objects.get(pk=self.batch.pk))
                if not left:
                    raise

    def note(self, kind: str, chunk: list, made: list, refused: list[Reject]) -> None:
        """What a chunk came to, on the batch."""
        progress = self.progress
        for one in made:
            progress.count(one.prepared.kind, one.outcome)
            progress.count("", "rivals", len(one.rivals))
            progress.took(one.artifact.public_id, one.prepared.seconds)
            if one.revision is not None:
                progress.repaired(one.artifact.public_id, one.prepared.mended)
        progress.consumed += len(chunk)
        self.refuse([*(one for one in chunk if isinstance(one, Reject)), *refused])

    def refuse(self, refused: list[Reject], save: bool = True) -> None:
        self.rejects.write(refused)
        self.progress.rejects += len(refused)
        self.progress.rejects_size = self.rejects.size
        if save:
            self.progress.save()


def prepared(chunk: list[Unit | Reject], batch: int, scratch: Path) -> Preparation:
    return prepare([one for one in chunk if isinstance(one, Unit)], batch, scratch)


def chunks(stream: Iterable, size: int) -> Iterator[list]:
    stream = iter(stream)
    while chunk := list(islice(stream, size)):
        yield chunk
