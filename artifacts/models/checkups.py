"""Check-ups: what the rules of lint found in a revision; the findings themselves are kept of the newest one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from artifacts.models.artifact import Artifact
from artifacts.models.history import RevisionInfo


class Checkup(models.Model):
    """How a revision stood when it was saved, or looked at again: counts of findings, and of claims with a source."""

    revision = models.OneToOneField(
        RevisionInfo, models.CASCADE, primary_key=True, related_name="checkup", verbose_name=_("revision")
    )
    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="checkups", verbose_name=_("artifact"))
    # Of an artifact's check-ups the one that lists show and that has its findings; the others hold the trend.
    newest = models.BooleanField(_("of the newest revision"), default=True)
    at = models.DateTimeField(_("at"), auto_now=True)
    errors = models.PositiveIntegerField(_("errors"), default=0)
    warnings = models.PositiveIntegerField(_("warnings"), default=0)
    infos = models.PositiveIntegerField(_("remarks"), default=0)
    fixable = models.PositiveIntegerField(_("safe fixes"), default=0)
    claims = models.PositiveIntegerField(_("paragraphs and rows"), default=0)
    sourced = models.PositiveIntegerField(_("of these with a source"), default=0)
    by_rule = models.JSONField(_("findings by rule"), default=dict, blank=True)

    class Meta:
        verbose_name = _("check-up")
        verbose_name_plural = _("check-ups")
        indexes = [
            models.Index(fields=["-errors", "-warnings", "revision"], condition=Q(newest=True), name="checkup_worst")
        ]
        constraints = [
            models.UniqueConstraint(fields=["artifact"], condition=Q(newest=True), name="checkup_one_newest"),
            models.CheckConstraint(
                condition=Q(sourced__lte=models.F("claims")), name="checkup_sourced_are_some_of_the_claims"
            ),
        ]

    def __str__(self):
        return str(self.revision)


class Finding(models.Model):
    """One defect: the rule's sentence is filled in with `params` when it is shown, in the language of who asks."""

    class Severity(models.TextChoices):
        ERROR = "error", _("error")
        WARNING = "warning", _("warning")
        INFO = "info", _("remark")

    class Part(models.TextChoices):
        LINE = "line", _("line of the text")
        ROW = "row", _("infobox row")
        REFERENCE = "reference", _("reference")
        FIELD = "field", _("field")
        PAGE = "page", _("the whole")

    checkup = models.ForeignKey(Checkup, models.CASCADE, related_name="findings", verbose_name=_("check-up"))
    rule = models.CharField(_("rule"), max_length=60)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity)
    part = models.CharField(_("part"), max_length=10, choices=Part)
    # A line's or a row's number, counted from 1; a citekey; a field's name; nothing for the whole.
    place = models.CharField(_("place"), max_length=200, blank=True)
    params = models.JSONField(_("what the sentence names"), default=dict, blank=True)
    fixable = models.BooleanField(_("has a safe fix"), default=False)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(severity__in=["error", "warning", "info"]), name="finding_severity_known"
            ),
            models.CheckConstraint(
                condition=Q(part__in=["line", "row", "reference", "field", "page"]), name="finding_part_known"
            ),
        ]
        indexes = [models.Index(fields=["rule", "checkup"], name="finding_by_rule")]

    def __str__(self):
        return f"{self.rule}: {self.place}"
