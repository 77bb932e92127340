"""Search entries: what finding needs to know of each publication beside its words, which the database's index holds."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from artifacts.models.artifact import Artifact
from artifacts.text.graph_names import LONGEST_KEY

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
    # By these a node of the knowledge graph is known for this one: its title, and the node that it names itself.
    name_key = models.CharField(_("title as a node's key"), max_length=LONGEST_KEY, default="")
    node_key = models.CharField(_("key of its node"), max_length=LONGEST_KEY, default="")

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = [
            models.Index(fields=["type"], name="search_entry_by_type"),
            models.Index(fields=["name_key"], name="search_entry_by_name"),
            models.Index(fields=["node_key"], condition=~Q(node_key=""), name="search_entry_by_node"),
        ]

    def __str__(self):
        return self.title_key
