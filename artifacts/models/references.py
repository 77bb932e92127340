"""References: works in the world, one row per work, shared by all pages that cite it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from artifacts.models.artifact import Artifact, ArtifactRow
from artifacts.models.validators import (
    validate_doi,
    validate_object,
    validate_pmcid,
    validate_pmid,
    validate_web_address,
)


class ReferenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(artifact__in=Artifact.objects.visible_to(user))


def unique_where_present(field):
    """Of a work and the records folded into it each may name the identifier: only one of them is not folded."""
    return models.UniqueConstraint(
        fields=[field], condition=~Q(**{field: ""}) & Q(folded=False), name=f"reference_{field}_unique"
    )


class Reference(ArtifactRow):
    class Status(models.TextChoices):
        UNVERIFIED = "unverified", _("unverified")
        VERIFIED = "verified", _("verified")
        RETRACTED = "retracted", _("retracted")
        CONCERN = "concern", _("expression of concern")
        CORRECTED = "corrected", _("corrected")

    # What readers are warned of, and what an editor who cites the work has to know besides.
    DOUBTED = (Status.RETRACTED, Status.CONCERN)
    WARNED = (*DOUBTED, Status.CORRECTED)

    csl = models.JSONField(_("CSL-JSON"), default=dict)
    type = models.CharField(_("type"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=1000)
    year = models.IntegerField(_("year"), null=True, blank=True)
    doi = models.CharField("DOI", max_length=250, blank=True, validators=[validate_doi])
    pmid = models.CharField("PMID", max_length=8, blank=True, validators=[validate_pmid])
    pmcid = models.CharField("PMCID", max_length=20, blank=True, validators=[validate_pmcid])
    url = models.CharField(_("web address"), max_length=1000, blank=True, validators=[validate_web_address])
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.UNVERIFIED)
    status_date = models.DateField(_("date of that judgement"), null=True, blank=True)
    status_source = models.CharField(_("source of that judgement"), max_length=500, blank=True)
    # Whether the artifact is merged, beside the identifiers whose uniqueness depends on it.
    folded = models.BooleanField(_("merged into another record"), default=False, editable=False)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["title", "artifact"]
        indexes = [models.Index(fields=["title", "artifact"], name="reference_by_title")]
        constraints = [
            unique_where_present("doi"),
            unique_where_present("pmid"),
            unique_where_present("pmcid"),
            models.CheckConstraint(
                condition=Q(status__in=["unverified", "verified", "retracted", "concern", "corrected"]),
                name="reference_status_known",
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.year})" if self.year else self.title

    def clean(self):
        validate_object(self.csl, "csl")
        validate_object(self.metadata, "metadata")
