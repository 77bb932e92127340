"""Publishing: an import is shown to readers, pass by pass, and what stood here before is told of it."""

import time

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from artifacts.domain.checkup import Waiting, check_dependents_of_many
from artifacts.domain.dumps.showing import AGAIN, PASSES, show_slice, slices
from artifacts.domain.dumps.storing import outdated, store_shown
from artifacts.domain.publish import publish
from artifacts.domain.refresh import mark, refresh_stale
from artifacts.domain.search.engine import engine
from artifacts.domain.shown import Role
from artifacts.models import Address, Batch, ImportRecord, Publication, PublicationInput

TOLD_AT_ONCE = 500
Outcome = ImportRecord.Outcome


def show_batch(run) -> None:
    """Show what a run of an import brought in."""
    know_sizes()
    for name, kind in PASSES:
        if name not in run.progress.done:
            show_kind(run, name, kind)
    for name, step in (("changed", publish_changed), ("others", tell_others)):
        if name not in run.progress.done:
            run.tell.stage(name, None)
            began = time.monotonic()
            step(run)
            run.progress.seconds[name] += time.monotonic() - began
            run.progress.next_pass(name)
            run.progress.save()
    refresh_stale()
    engine().tidy()


def know_sizes() -> None:
    """Let the database count what was written, or it would look for a few rows by reading all of them."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def show_kind(run, name: str, kind: str) -> None:
    new = ImportRecord.objects.filter(batch=run.batch, outcome=Outcome.NEW, artifact__kind=kind)
    run.tell.stage(name, new.count())
    run.tell.did(new.filter(pk__lte=run.progress.last).count())
    began = time.monotonic()
    rows = slices(run.batch, kind, run.progress.last)
    for chunk, shown in run.crew.map(show_slice, rows, run.batch.pk, name != AGAIN):
        with transaction.atomic():
            store_shown(shown)
            if late := outdated(shown, run.batch.pk):
                mark(Q(artifact__in=late))
            run.progress.last = chunk[-1][0]
            run.progress.seconds[name] += time.monotonic() - began
            run.progress.save()
        run.tell.did(len(chunk))
        began = time.monotonic()
    run.progress.next_pass(name)
    run.progress.save()


def publish_changed(run) -> None:
    """What stood here and came in otherwise goes the ordinary way."""
    changed = ImportRecord.objects.filter(batch=run.batch, outcome=Outcome.CHANGED, pk__gt=run.progress.last)
    for record in changed.order_by("pk").select_related("revision__artifact").iterator(chunk_size=100):
        with transaction.atomic():
            seen = Publication.objects.number_of(record.artifact)
            if seen < record.revision.number:
                publish(record.revision, by=run.by, refreshing=False)
            run.progress.last = record.pk
            run.progress.save()


def tell_others(run) -> None:
    """Mark the publications that looked for what came in, or are told of there, and check what leans on it."""
    new = ImportRecord.objects.filter(batch=run.batch, outcome=Outcome.NEW)
    mark_red_links(run.batch)
    others = Publication.objects.exclude(artifact__in=new.values("artifact"))
    if not others.exists():
        return
    while pks := list(new.filter(pk__gt=run.progress.last).order_by("pk").values_list("pk", "artifact")[:TOLD_AT_ONCE]):
        artifacts = [artifact for _record, artifact in pks]
        with transaction.atomic():
            told = Q(pk__in=others.filter(concerned(artifacts)).values_list("pk", flat=True))
            mark(told)
            run.progress.last = pks[-1][0]
            run.progress.save()
        check_dependents_of_many(Waiting(set(artifacts), set(artifacts)))


def concerned(artifacts: list[int]) -> Q:
    """What looked for an artifact before it was there, and what it shows."""
    keys = Address.objects.filter(artifact__in=artifacts).values("key")
    looking = PublicationInput.objects.filter(key__in=keys).exclude(role=Role.IMAGE)
    shown = PublicationInput.objects.filter(
        publication__artifact__in=artifacts, role__in=(Role.REFERENCE, Role.RELATION), artifact__isnull=False
    )
    works = shown.filter(role=Role.REFERENCE, publication__artifact__kind="hypothesis")
    # What a hypothesis takes from a work is told wherever the work is cited.
    citing = PublicationInput.objects.filter(role=Role.REFERENCE, artifact__in=works.values("artifact"))
    return (
        Q(pk__in=looking.values("publication"))
        | Q(artifact__in=shown.values("artifact"))
        | Q(pk__in=citing.values("publication"))
    )


def mark_red_links(batch: Batch) -> None:
    """Mark what of a batch looked for a key in vain that leads somewhere now."""
    records = ImportRecord.objects.filter(batch=batch, outcome=Outcome.NEW)
    inputs = PublicationInput.objects.filter(
        artifact__isnull=True, publication__artifact__in=records.values("artifact")
    )
    found = inputs.exclude(role=Role.IMAGE).filter(Exists(Address.objects.filter(key=OuterRef("key"))))
    if pks := set(found.values_list("publication", flat=True)):
        mark(Q(pk__in=pks))
