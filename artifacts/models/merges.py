"""Merges: the ledger of pages folded into one, pairs that may be duplicates, and those judged to be none."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from artifacts.models.artifact import Artifact
from artifacts.models.history import RevisionInfo


def revision_field(label, **options):
    return models.ForeignKey(RevisionInfo, models.PROTECT, related_name="+", verbose_name=label, **options)


class MergeQuerySet(models.QuerySet):
    def with_sides(self):
        return self.select_related("source", "target", "by")

    def with_all(self):
        """Each with its two artifacts and the target's revisions before and after."""
        # Not their documents too: PostgreSQL joins a dozen tables in an unlucky order.
        return self.select_related("source", "target__merged_into", "target_before", "target_after")

    def standing(self):
        return self.filter(undone_at__isnull=True)

    def holding(self, revision: RevisionInfo):
        """The merges, undone ones too, that a revision stood before or came of."""
        sides = ("source_before", "source_after", "target_before", "target_after", "target_parted")
        return self.filter(reduce(or_, (Q(**{side: revision}) for side in sides)))

    def part_of(self, revision: RevisionInfo):
        """The merges whose source a revision of the target holds: made up to it, and not taken back up to it."""
        return self.filter(target=revision.artifact, target_after__number__lte=revision.number).exclude(
            target_parted__number__lte=revision.number
        )


class Merge(models.Model):
    source = models.ForeignKey(Artifact, models.PROTECT, related_name="merges_away", verbose_name=_("source"))
    target = models.ForeignKey(Artifact, models.PROTECT, related_name="merges_here", verbose_name=_("target"))
    source_before = revision_field(_("source before"))
    source_after = revision_field(_("source after"))
    target_before = revision_field(_("target before"))
    target_after = revision_field(_("target after"))
    decisions = models.JSONField(_("decisions"), default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"), blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    # The target's revision that took it back.
    target_parted = revision_field(_("target parted"), null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="merge_of_two"),
            models.UniqueConstraint(
                fields=["source"], condition=Q(undone_at__isnull=True), name="merge_one_standing_per_source"
            ),
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True, undone_at__isnull=True, target_parted__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False, target_parted__isnull=False),
                name="merge_undone_by_somebody_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.source.public_id} → {self.target.public_id}"


class DuplicateCandidateQuerySet(models.QuerySet):
    def open(self):
        """Those that still wait for somebody: what was merged or withdrawn meanwhile is settled."""
        return self.filter(first__state=Artifact.State.ACTIVE, second__state=Artifact.State.ACTIVE)

    def of(self, public_id: str):
        """The pairs of one artifact."""
        return self.filter(Q(first__public_id=public_id) | Q(second__public_id=public_id))

    def found_by(self, rule: str):
        # SQLite looks for nothing inside JSON; both databases have it as text, a rule's name in quotes.
        return self.alias(told=Cast("reasons", models.TextField())).filter(told__contains=f'"{rule}"')


class DuplicateCandidate(models.Model):
    """A pair that a program takes for one thing told twice; `first` is the artifact with the smaller primary key."""

    first = models.ForeignKey(Artifact, models.CASCADE, related_name="+", verbose_name=_("first"))
    second = models.ForeignKey(Artifact, models.CASCADE, related_name="+", verbose_name=_("second"))
    score = models.FloatField(_("score"), help_text=_("0 to 1; the queue is ranked by it."))
    # [{"rule": "same title", "detail": "parkin"}, ...], the strongest first.
    reasons = models.JSONField(_("reasons"), default=list)
    found_at = models.DateTimeField(_("found at"), auto_now=True)

    objects = DuplicateCandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair of possible duplicates")
        verbose_name_plural = _("possible duplicates")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="candidate_once_per_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="candidate_in_order"),
        ]

    def __str__(self):
        return f"{self.first.public_id}, {self.second.public_id}"


class NotDuplicateQuerySet(models.QuerySet):
    def of(self, *pair: Artifact):
        """The judgement of a pair, whichever comes first."""
        first, second = sorted(artifact.pk for artifact in pair)
        return self.filter(first=first, second=second)


class NotDuplicate(models.Model):
    """A pair judged by a person; `first` is the artifact with the smaller primary key."""

    first = models.ForeignKey(Artifact, models.PROTECT, related_name="+", verbose_name=_("first"))
    second = models.ForeignKey(Artifact, models.PROTECT, related_name="+", verbose_name=_("second"))
    first_sha256 = models.CharField(_("first content hash"), max_length=64)
    second_sha256 = models.CharField(_("second content hash"), max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    why = models.TextField(_("why"), blank=True)

    objects = NotDuplicateQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair that is no duplicate")
        verbose_name_plural = _("pairs that are no duplicates")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="not_duplicate_once_per_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="not_duplicate_in_order"),
        ]

    def __str__(self):
        return f"{self.first.public_id}, {self.second.public_id}"
