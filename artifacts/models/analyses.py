"""Analyses: a question, its status and what came out of it; and the relations of pages to them and to hypotheses."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from artifacts.models.artifact import Artifact, ArtifactRow
from artifacts.models.validators import validate_object


class AnalysisQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(artifact__in=Artifact.objects.visible_to(user))


class Analysis(ArtifactRow):
    class Status(models.TextChoices):
        OPEN = "open", _("open")
        COMPLETED = "completed", _("completed")
        ARCHIVED = "archived", _("archived")
        FAILED = "failed", _("failed")

    title = models.CharField(_("title"), max_length=500)
    question = models.TextField(_("question"), blank=True)
    domain = models.CharField(_("domain"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.OPEN)
    date = models.DateField(_("date"), null=True, blank=True)
    summary = models.TextField(_("summary"), blank=True, help_text=_("Markdown."))

    objects = AnalysisQuerySet.as_manager()

    class Meta:
        verbose_name = _("analysis")
        verbose_name_plural = _("analyses")
        ordering = ["title", "artifact"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["open", "completed", "archived", "failed"]), name="analysis_status_known"
            )
        ]

    def __str__(self):
        return self.title

    def clean(self):
        validate_object(self.metadata, "metadata")


class Relation(models.Model):
    class Origin(models.TextChoices):
        MANUAL = "manual", _("made by a person")
        MATCHED = "matched", _("matched by a program")

    page = models.ForeignKey("artifacts.WikiPage", models.CASCADE, related_name="relations", verbose_name=_("page"))
    target = models.ForeignKey(
        Artifact,
        models.PROTECT,
        related_name="related_pages",
        limit_choices_to={"kind__in": ["hypothesis", "analysis"]},
        verbose_name=_("hypothesis or analysis"),
    )
    origin = models.CharField(_("origin"), max_length=20, choices=Origin, default=Origin.MANUAL)
    reason = models.CharField(_("reason"), max_length=500, blank=True, help_text=_("As in: shares target BACE1."))
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dismissed by"),
    )
    dismissed_at = models.DateTimeField(_("dismissed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "target"], name="relation_unique_per_page"),
            models.CheckConstraint(condition=Q(origin__in=["manual", "matched"]), name="relation_origin_known"),
            models.CheckConstraint(
                condition=Q(dismissed_by__isnull=True) | Q(dismissed_at__isnull=False),
                name="relation_dismissed_by_somebody_at_a_time",
            ),
        ]

    def __str__(self):
        return self.target.public_id
