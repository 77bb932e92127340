"""The library's intake: files of references that wait to be applied, and what look-up services answered."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferenceFile(models.Model):
    """An uploaded or pasted file of references: first looked at, then applied."""

    class Format(models.TextChoices):
        BIBTEX = "bibtex", "BibTeX"
        RIS = "ris", "RIS"
        MEDLINE = "medline", "MEDLINE"
        CSL = "csl", "CSL-JSON"

    name = models.CharField(_("name"), max_length=200)
    format = models.CharField(_("format"), max_length=20, choices=Format)
    text = models.TextField(_("text"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    # What became of each entry, once it was applied.
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    report = models.JSONField(_("report"), default=dict, blank=True)

    class Meta:
        verbose_name = _("file of references")
        verbose_name_plural = _("files of references")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(format__in=["bibtex", "ris", "medline", "csl"]), name="reference_file_format_known"
            )
        ]

    def __str__(self):
        return self.name


class LookupAnswer(models.Model):
    """What a service answered of an identifier; none found is an answer too. Asked again once it is old."""

    service = models.CharField(_("service"), max_length=40)
    identifier = models.CharField(_("identifier"), max_length=250)
    found = models.BooleanField(_("found"))
    csl = models.JSONField(_("CSL-JSON"), default=dict, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("look-up")
        verbose_name_plural = _("look-ups")
        constraints = [models.UniqueConstraint(fields=["service", "identifier"], name="lookup_once")]

    def __str__(self):
        return f"{self.service}: {self.identifier}"
