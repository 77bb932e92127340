"""Prune: thin the texts of old revisions that nothing needs; planned first, then done, one artifact at a time."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone

from artifacts.domain.save import locked
from artifacts.domain.suppress import remove_document
from artifacts.models import Artifact, Merge, Publication, RevisionInfo

# Younger than this, what is thinned is kept once a day; older, once a month.
DAILY = timedelta(days=365)
MERGED = ("source_before", "source_after", "target_before", "target_after", "target_parted")


@dataclass(frozen=True)
class Pruning:
    """What pruning one artifact takes and leaves: the numbers to prune, their bytes, and how many are kept why."""

    artifact: Artifact
    before: datetime
    numbers: tuple[int, ...]
    size: int
    kept: Counter

    @property
    def revisions(self) -> int:
        return len(self.numbers) + self.kept.total()


def prunable(before: datetime):
    """The artifacts that hold a text which pruning could take at all; only a look at each tells."""
    old = RevisionInfo.objects.filter(date__lt=before, removed="", first_published__isnull=True, number__gt=1)
    return Artifact.objects.filter(pk__in=old.values("artifact")).order_by("pk")


def plan_pruning(artifact: Artifact, *, before: datetime, now: datetime | None = None) -> Pruning:
    """Plan to thin what was saved before a time. Reads only."""
    now = now or timezone.now()
    reasons = _Reasons(artifact, before)
    stored = artifact.revisions.annotate(bytes=Length("version__serialized_data")).prefetch_related("tag_rows")
    numbers, size, kept, periods = [], 0, Counter(), set()
    # The newest first: of each day and month its last text is the one that is kept.
    for info in stored.order_by("-number").iterator(chunk_size=500):
        reason = reasons.to_keep(info)
        period = _period(info.date, now)
        if reason is None and period not in periods:
            periods.add(period)
            reason = "last of its day or month"
        if reason is None:
            numbers.append(info.number)
            size += info.bytes
        else:
            kept[reason] += 1
    return Pruning(artifact, before, tuple(numbers), size, kept)


def prune(pruning: Pruning, *, by=None) -> int:
    """Remove what was planned, and what is still prunable of it; the number of texts removed."""
    with transaction.atomic():
        artifact = locked(pruning.artifact)
        # Somebody may have named, reviewed or published one since; nothing is pruned that was not shown.
        numbers = set(plan_pruning(artifact, before=pruning.before).numbers) & set(pruning.numbers)
        for info in artifact.revisions.filter(number__in=numbers).select_related("version"):
            remove_document(info, RevisionInfo.Removed.PRUNED, by=by, reason="")
    return len(numbers)


class _Reasons:
    """Why the revisions of one artifact are never pruned."""

    def __init__(self, artifact: Artifact, before: datetime):
        self.before = before
        self.newest = artifact.revisions.newest()
        self.published = Publication.objects.number_of(artifact)
        merges = Merge.objects.filter(Q(source=artifact) | Q(target=artifact))
        self.merged = {pk for row in merges.values_list(*(f"{name}_id" for name in MERGED)) for pk in row}
        drafts = artifact.drafts.filter(settled_at__isnull=True)
        self.bases = set(drafts.values_list("base_number", flat=True))

    def to_keep(self, info: RevisionInfo) -> str | None:
        if info.removed:
            return "already gone"
        if info.number in (1, self.newest.number):
            return "first and newest"
        # Whatever is cited, or pinned by another document, was published when it was: pins name nothing else.
        if info.first_published is not None:
            return "published"
        if info.review != RevisionInfo.Review.UNREVIEWED:
            return "reviewed"
        if info.number > self.published:
            return "waiting for review"
        if info.name:
            return "named"
        if info.pk in self.merged or {"merge", "unmerge"} & set(info.tags):
            return "of a merge"
        if info.batch_id is not None:
            return "of an import"
        if info.number in self.bases:
            return "base of a draft"
        return "recent" if info.date >= self.before else None


def _period(date: datetime, now: datetime) -> tuple[int, ...]:
    """The day of a date within the last year, else its month."""
    return (date.year, date.month, date.day) if date > now - DAILY else (date.year, date.month)
