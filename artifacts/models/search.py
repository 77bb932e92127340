"""Search entries: what finding needs to know of each publication beside its words, which the database's index holds."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from artifacts.models.artifact import Artifact

MOST_OF_A_TITLE = 200


class SearchEntryQuerySet(models.QuerySet):
    def public(self):
        """What everybody may see. An entry stands only while its publication does."""
        return self.filter(artifact__state=Artifact.State.ACTIVE)

    def but_inactive(self):
        """The same, found by leaving out the few others: counts of all come from an index alone."""
        return self.exclude(pk__in=Artifact.objects.inactive().values("pk"))


class SearchEntry(models.Model):
    artifact = models.OneToOneField(
        Artifact, models.PROTECT, primary_key=True, related_name="search_entry", verbose_name=_("artifact")
    )
    # A page before a hypothesis or an analysis, and these before a work that only supports them.
    order = models.PositiveSmallIntegerField(_("order"))
    type = models.CharField(_("type"), max_length=30)
    reviewed = models.BooleanField(_("reviewed"))
    has_hypotheses = models.BooleanField(_("has hypotheses"))
    title_key = models.CharField(_("title in one spelling"), max_length=MOST_OF_A_TITLE, db_index=True)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = [models.Index(fields=["type"], name="search_entry_by_type")]

    def __str__(self):
        return self.title_key
