"""Rechecking: many artifacts held against the rules anew, by worker processes that read and one that writes."""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from artifacts.domain.checkup import Look, looks, store_looks
from artifacts.domain.documents import content_of_revision
from artifacts.domain.dumps.crew import Crew
from artifacts.errors import DocumentError
from artifacts.models import Artifact, Checkup, RevisionInfo
from artifacts.models.history import newest_of

# So many artifacts are looked at together, and kept in one transaction.
PART = 50


class Seen(NamedTuple):
    """What was found in some newest revisions, by their primary keys, by a look that began at a moment."""

    began: datetime.datetime
    looks: dict[int, Look | None]


def recheck(artifacts, *, processes: int = 1) -> Iterator[int]:
    """Look at artifacts once more, first those not looked at for longest; yields how many were done at a time.

    Each part is kept by itself: after a kill what was kept stays, and the next run begins with the rest. What cannot be
    looked at is logged and left as it is.
    """
    looked_at = Checkup.objects.filter(artifact=OuterRef("pk"), newest=True).values("at")[:1]
    ordered = artifacts.order_by(Subquery(looked_at).asc(nulls_first=True), "pk")
    pks = list(ordered.values_list("pk", flat=True))
    with Crew(processes) as crew:
        for part, seen in crew.map(see, (pks[at : at + PART] for at in range(0, len(pks), PART))):
            keep(part, seen)
            yield len(part)


def see(pks: list[int]) -> Seen:
    """Look at the newest revisions of artifacts. Reads only."""
    began = timezone.now()
    revisions, contents = [], []
    for revision in _newest(pks).select_related("artifact", "version"):
        try:
            contents.append((content_of_revision(revision), revision.artifact))
            revisions.append(revision.pk)
        except DocumentError:
            # Suppressed, or damaged: there is nothing to look at.
            continue
    return Seen(began, dict(zip(revisions, looks(contents), strict=True)))


def keep(pks: list[int], seen: Seen) -> None:
    """Keep what was seen; an artifact that was edited meanwhile, or looked at by somebody else, has been checked."""
    with transaction.atomic():
        locked = Artifact.objects.filter(pk__in=pks).order_by("pk").select_for_update(no_key=True)
        rows = list(locked.values_list("pk", flat=True))
        later = Checkup.objects.filter(artifact__in=rows, newest=True, at__gte=seen.began)
        done = set(later.values_list("artifact", flat=True))
        store_looks(
            (revision, look)
            for revision in _newest(rows)
            if revision.artifact_id not in done and (look := seen.looks.get(revision.pk)) is not None
        )


def _newest(pks: list[int]):
    return RevisionInfo.objects.filter(artifact__in=pks, number=newest_of("artifact", "number")).order_by("artifact")
