"""Undoing: a whole import taken back by chunks, but for what people edited or use since; it can be killed anywhere."""

from collections import Counter
from collections.abc import Callable

from django.db import transaction

from artifacts.domain.accounts import importer
from artifacts.domain.checkup import check_many, dependents
from artifacts.domain.dumps.lock import importing_alone
from artifacts.domain.dumps.removing import remove, why_kept
from artifacts.domain.graph.writing import forget_edges
from artifacts.domain.publish import publish
from artifacts.domain.refresh import refresh_stale
from artifacts.domain.restore import plan_undo
from artifacts.domain.save import locked, save
from artifacts.errors import ArtifactError, StateError
from artifacts.errors import marked as _
from artifacts.models import Address, Artifact, Batch, Draft, ImportRecord, Publication

CHUNK = 100
# So many of those that stay are listed by name.
MOST_LISTED = 1000
Outcome = ImportRecord.Outcome
# What shows others is taken away before these.
ORDER = ("page", "hypothesis", "analysis", "reference")
RESTORED, REMOVED, WITHDRAWN, STAYS = "restored", "removed", "proposals taken back", "stay"
EDGES = "edges of the graph removed"


def undo_batch(name: str, *, dry_run: bool = False, did: Callable[[int], None] = lambda number: None) -> dict:
    """Take an import back: what it made vanishes, what it changed is as it was; counts, and what stays with the reason.

    Called again after a stop it goes on. A dry run does it in one transaction and takes that back.
    """
    batch = Batch.objects.filter(name=name).first()
    if batch is None or "files" not in batch.progress:
        raise StateError(_("There is no import of a dump with the name {name!r}."), name=name)
    if batch.state == Batch.State.UNDONE:
        raise StateError(_("The import {name!r} was undone already."), name=name)
    with importing_alone():
        if not dry_run:
            return _Undoing(batch, did).go()
        with transaction.atomic():
            told = _Undoing(batch, did).go()
            transaction.set_rollback(True)
        return told


class _Undoing:
    """`step` is 0 while what stood here is put back, then 1; `last` the record that came last in it."""

    def __init__(self, batch: Batch, did: Callable[[int], None]):
        self.batch, self.did, self.by = batch, did, importer()
        told = batch.progress.get("undo", {})
        self.counts, self.stays = Counter(told.get("counts", {})), told.get("stays", [])
        self.step, self.last = told.get("step", 0), told.get("last")

    def go(self) -> dict:
        self.batch.state = Batch.State.UNDOING
        self.save()
        steps = [
            (self.put_back, {Outcome.CHANGED, Outcome.PROPOSED, Outcome.UNCHANGED}),
            (self.take_away, {Outcome.NEW}),
        ]
        while self.step < len(steps):
            step, outcomes = steps[self.step]
            while records := self._next(outcomes):
                with transaction.atomic():
                    step(records)
                    self.last = records[-1].pk
                    self.save()
                self.did(len(records))
            self.step, self.last = self.step + 1, None
        self.counts[EDGES] += forget_edges(self.batch)["removed"]
        made = Artifact.objects.filter(import_records__batch=self.batch, import_records__outcome=Outcome.NEW)
        with transaction.atomic():
            self.batch.edges.exclude(subject__in=made).delete()
            self.batch.state = Batch.State.UNDONE
            self.save()
        refresh_stale()
        return {"counts": {what: count for what, count in self.counts.items() if count}, "stays": self.stays}

    def _next(self, outcomes: set[str]) -> list[ImportRecord]:
        """The last that came first; what stays keeps its record, and is passed over."""
        records = ImportRecord.objects.filter(batch=self.batch, outcome__in=outcomes).order_by("-pk")
        if self.last is not None:
            records = records.filter(pk__lt=self.last)
        return list(records.select_related("artifact", "revision__artifact")[:CHUNK])

    def save(self) -> None:
        told = {"counts": self.counts, "stays": self.stays, "step": self.step, "last": self.last}
        self.batch.progress = {**self.batch.progress, "undo": told}
        self.batch.save(update_fields=["state", "progress"])

    def stay(self, record: ImportRecord, why: str) -> None:
        self.counts[STAYS] += 1
        if len(self.stays) < MOST_LISTED:
            self.stays.append([record.artifact.public_id, why])

    def put_back(self, records: list[ImportRecord]) -> None:
        """Put back what the import changed, where nobody has saved since, and what it proposed and named."""
        for record in records:
            Address.objects.filter(key__in=record.addresses, artifact=record.artifact).delete()
            drafts = Draft.objects.filter(artifact=record.artifact, kind=Draft.Kind.PROPOSAL, batch=self.batch)
            self.counts[WITHDRAWN] += drafts.filter(settled_at__isnull=True).delete()[0]
            if record.outcome != Outcome.CHANGED or self._restored(record):
                record.delete()

    def _restored(self, record: ImportRecord) -> bool:
        artifact = locked(record.artifact)
        newest = artifact.revisions.newest()
        if newest.pk != record.revision_id:
            self.stay(record, f"revision {newest.number} was saved since, by {newest.author_name}")
            return False
        shown = Publication.objects.number_of(artifact) == newest.number
        try:
            plan = plan_undo(record.revision)
            # With the batch: no person wrote it, so that the next import may.
            saved = save(
                plan.content,
                by=self.by,
                artifact=artifact,
                base=newest.number,
                summary=f"Took back the import {self.batch.name}",
                tags=[plan.tag],
                batch=self.batch,
            )
            if shown and saved.changed:
                publish(saved.revision, by=self.by, refreshing=False)
        except ArtifactError as error:
            self.stay(record, error.sentence)
            return False
        self.counts[RESTORED] += 1
        return True

    def take_away(self, records: list[ImportRecord]) -> None:
        """Take away what the import made, but for what is somebody's too by now.

        What leans on it is checked anew if it stays: what is still to go would be checked once for each chunk else.
        """
        leaning, gone = set(), set()
        for kind in ORDER:
            own = {record.artifact_id: record for record in records if record.artifact.kind == kind}
            if not own:
                continue
            kept = why_kept(own, self.batch)
            for pk, why in kept.items():
                self.stay(own[pk], why)
            going = own.keys() - kept.keys()
            leaning |= kept.keys() | set(dependents(*going).values_list("pk", flat=True))
            remove(going)
            gone |= going
        waiting = ImportRecord.objects.filter(batch=self.batch, outcome=Outcome.NEW, pk__lt=records[-1].pk)
        check_many(leaning - gone - set(waiting.filter(artifact__in=leaning).values_list("artifact", flat=True)))
        self.counts[REMOVED] += len(gone)
