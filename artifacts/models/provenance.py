"""Provenance that an import brought: subject, relation in W3C PROV's names, object."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from artifacts.models.artifact import Artifact
from artifacts.models.history import Batch


class ProvenanceEdge(models.Model):
    subject = models.ForeignKey(Artifact, models.PROTECT, related_name="provenance", verbose_name=_("subject"))
    relation = models.CharField(_("relation"), max_length=50)
    object = models.CharField(_("object"), max_length=1000, help_text=_("An address, here or elsewhere."))
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, blank=True, related_name="edges", verbose_name=_("batch")
    )

    class Meta:
        verbose_name = _("provenance edge")
        verbose_name_plural = _("provenance edges")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["subject", "relation", "object"], name="provenance_edge_unique")]

    def __str__(self):
        return f"{self.subject.public_id} {self.relation} {self.object}"
