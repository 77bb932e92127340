"""Import records: what an import of a dump did to each artifact, and what it was given."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from artifacts.models.artifact import Artifact
from artifacts.models.history import Batch, RevisionInfo


class ImportRecord(models.Model):
    """One record of a dump and what became of it; what was refused stands in the file of rejects instead."""

    class Outcome(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        UNCHANGED = "unchanged", _("unchanged")
        PROPOSED = "proposed", _("proposed")

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="records", verbose_name=_("batch"))
    artifact = models.ForeignKey(Artifact, models.PROTECT, related_name="import_records", verbose_name=_("artifact"))
    # What the import wrote; null where it wrote none, since nothing had changed or a person had edited last.
    revision = models.ForeignKey(
        RevisionInfo, models.PROTECT, null=True, blank=True, related_name="import_records", verbose_name=_("revision")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    file = models.CharField(_("file"), max_length=255)
    line = models.PositiveBigIntegerField(_("line"))
    repairs = models.JSONField(_("repairs"), default=dict, blank=True, help_text=_("How many of each rule."))
    # The names that it gave to an artifact which stood here already.
    addresses = models.JSONField(_("addresses"), default=list, blank=True)
    # Sentences for people: what the reader noted, which addresses lead elsewhere.
    remarks = models.JSONField(_("remarks"), default=list, blank=True)
    # The content before its repairs, packed against what they made of it; null where nothing was repaired.
    source = models.BinaryField(_("source"), null=True, blank=True)

    class Meta:
        verbose_name = _("import record")
        verbose_name_plural = _("import records")
        constraints = [
            models.UniqueConstraint(fields=["batch", "artifact"], name="import_record_once_per_batch"),
            models.CheckConstraint(
                condition=Q(outcome__in=["new", "changed", "unchanged", "proposed"]),
                name="import_record_outcome_known",
            ),
        ]

    def __str__(self):
        return f"{self.file}, line {self.line}: {self.outcome}"
