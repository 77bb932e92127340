"""Hypotheses with their ten scored dimensions, and the evidence for and against them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from artifacts.models.artifact import Artifact, ArtifactRow
from artifacts.models.validators import validate_object, validate_score, validate_symbols
from artifacts.text.scores import WEIGHTS, composite_of


def score_level(score: float | None) -> str:
    """`high` from 0.70, `medium` from 0.40, else `low`; empty when there is no score."""
    if score is None:
        return ""
    return "high" if score >= 0.7 else "medium" if score >= 0.4 else "low"


class HypothesisQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(artifact__in=Artifact.objects.visible_to(user))


def score_field(label):
    return models.FloatField(label, null=True, blank=True, validators=[validate_score])


class Hypothesis(ArtifactRow):
    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ACTIVE = "active", _("active")
        DEBATED = "debated", _("debated")
        PROMOTED = "promoted", _("promoted")
        VALIDATED = "validated", _("validated")
        ARCHIVED = "archived", _("archived")

    title = models.CharField(_("title"), max_length=500)
    statement = models.TextField(_("statement"), blank=True, help_text=_("Markdown."))
    target_genes = models.JSONField(_("target genes"), default=list, blank=True, validators=[validate_symbols])
    mechanistic_plausibility = score_field(_("mechanistic plausibility"))
    evidence_strength = score_field(_("evidence strength"))
    novelty = score_field(_("novelty"))
    feasibility = score_field(_("feasibility"))
    impact = score_field(_("impact"))
    druggability = score_field(_("druggability"))
    safety = score_field(_("safety"))
    competition = score_field(_("competition"))
    data_availability = score_field(_("data availability"))
    reproducibility = score_field(_("reproducibility"))
    imported_composite = models.FloatField(_("imported composite"), null=True, blank=True, validators=[validate_score])
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.PROPOSED)
    analysis = models.ForeignKey(
        "artifacts.Analysis",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hypotheses",
        verbose_name=_("analysis"),
        help_text=_("The analysis that the hypothesis came from."),
    )

    objects = HypothesisQuerySet.as_manager()

    class Meta:
        verbose_name = _("hypothesis")
        verbose_name_plural = _("hypotheses")
        ordering = ["title", "artifact"]
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0, f"{name}__lte": 1}),
                name=f"hypothesis_{name}_0_to_1",
            )
            for name in [*WEIGHTS, "imported_composite"]
        ] + [
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "active", "debated", "promoted", "validated", "archived"]),
                name="hypothesis_status_known",
            )
        ]

    def __str__(self):
        return self.title

    def clean(self):
        validate_object(self.metadata, "metadata")

    @property
    def scores(self) -> dict[str, float]:
        """The dimensions that have a score, by name, in the order of the weights."""
        return {name: getattr(self, name) for name in WEIGHTS if getattr(self, name) is not None}

    @property
    def composite(self) -> float | None:
        return composite_of(self.scores)


class Evidence(models.Model):
    class Stance(models.TextChoices):
        FOR = "for", _("for")
        AGAINST = "against", _("against")

    hypothesis = models.ForeignKey(Hypothesis, models.CASCADE, related_name="evidence", verbose_name=_("hypothesis"))
    position = models.PositiveIntegerField(_("position"), default=0)
    stance = models.CharField(_("stance"), max_length=10, choices=Stance, default=Stance.FOR)
    claim = models.TextField(_("claim"), help_text=_("Inline Markdown."))
    category = models.CharField(_("category"), max_length=100, blank=True)
    strength = models.CharField(_("strength"), max_length=50, blank=True)
    reference = models.ForeignKey(
        "artifacts.Reference",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("reference"),
    )

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["hypothesis", "position"], name="evidence_position_unique"),
            models.CheckConstraint(condition=Q(stance__in=["for", "against"]), name="evidence_stance_known"),
        ]

    def __str__(self):
        return self.claim
