"""The knowledge graph: nodes by their key, and edges that sources say of them, as imports brought these.

Names stand once in tables of their own and edges hold numbers alone: of 700,000 edges on SQLite that are 58 MB with
both indexes, and 152 MB where each edge holds its texts.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from artifacts.models.history import Batch
from artifacts.text.graph_names import LONGEST_KEY, LONGEST_NODE, LONGEST_RELATION, LONGEST_SOURCE


class GraphNode(models.Model):
    # Four bytes hold every number that comes up here, in the edges and their indexes too.
    id = models.AutoField(primary_key=True)
    key = models.CharField(_("key"), max_length=LONGEST_KEY)
    label = models.CharField(_("name"), max_length=LONGEST_NODE, help_text=_("As the first edge spelt it."))

    class Meta:
        verbose_name = _("node of the graph")
        verbose_name_plural = _("nodes of the graph")
        constraints = [
            models.UniqueConstraint(fields=["key"], name="graph_node_key"),
            models.CheckConstraint(condition=~Q(key=""), name="graph_node_key_not_empty"),
        ]

    def __str__(self):
        return self.label


class GraphRelation(models.Model):
    id = models.AutoField(primary_key=True)
    name = models.CharField(_("name"), max_length=LONGEST_RELATION)

    class Meta:
        verbose_name = _("relation of the graph")
        verbose_name_plural = _("relations of the graph")
        constraints = [models.UniqueConstraint(fields=["name"], name="graph_relation_name")]

    def __str__(self):
        return self.name


class GraphSource(models.Model):
    id = models.AutoField(primary_key=True)
    name = models.CharField(_("name"), max_length=LONGEST_SOURCE)

    class Meta:
        verbose_name = _("source of the graph")
        verbose_name_plural = _("sources of the graph")
        constraints = [models.UniqueConstraint(fields=["name"], name="graph_source_name")]

    def __str__(self):
        return self.name


class GraphEdgeQuerySet(models.QuerySet):
    def at(self, nodes):
        """What leads from any of some nodes, or to one."""
        nodes = list(nodes)
        return self.filter(Q(subject__in=nodes) | Q(object__in=nodes))

    def narrowed(self, *, relation: str = "", least: float | None = None):
        """Those of one relation, and of so much confidence at least; one without any has too little."""
        rows = self.filter(relation__name=relation) if relation else self
        return rows.filter(confidence__gte=least) if least else rows


class GraphEdge(models.Model):
    """What one source says. `batch` is the import that brought it first; `confidence` the highest that any gave."""

    id = models.AutoField(primary_key=True)
    subject = models.ForeignKey(GraphNode, models.PROTECT, related_name="+", db_index=False, verbose_name=_("subject"))
    # Of these two no index leads here, so that the database would read all edges for each that is dropped.
    relation = models.ForeignKey(
        GraphRelation,
        models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
        verbose_name=_("relation"),
    )
    object = models.ForeignKey(GraphNode, models.PROTECT, related_name="+", db_index=False, verbose_name=_("object"))
    source = models.ForeignKey(
        GraphSource, models.PROTECT, related_name="+", db_index=False, db_constraint=False, verbose_name=_("source")
    )
    confidence = models.FloatField(_("confidence"), null=True, blank=True)
    batch = models.ForeignKey(
        Batch, models.PROTECT, related_name="graph_edges", db_index=False, verbose_name=_("batch")
    )

    objects = GraphEdgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("edge of the graph")
        verbose_name_plural = _("edges of the graph")
        constraints = [
            # Its index is what is read of a node's edges, from the subject's side; the other one from the object's.
            models.UniqueConstraint(fields=["subject", "object", "relation", "source"], name="graph_edge_once"),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__gte=0, confidence__lte=1),
                name="graph_edge_confidence_in_range",
            ),
        ]
        indexes = [models.Index(fields=["object", "subject"], name="graph_edge_by_object")]

    def __str__(self):
        return f"{self.subject} {self.relation} {self.object}"


class GraphRating(models.Model):
    """Of an edge that batches rate differently: what each gave, so that one can be taken back. Others have none."""

    edge = models.ForeignKey(GraphEdge, models.CASCADE, related_name="ratings", verbose_name=_("edge"))
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="graph_ratings", verbose_name=_("batch"))
    confidence = models.FloatField(_("confidence"), null=True, blank=True)

    class Meta:
        verbose_name = _("rating of an edge")
        verbose_name_plural = _("ratings of edges")
        constraints = [models.UniqueConstraint(fields=["edge", "batch"], name="graph_rating_once")]

    def __str__(self):
        return f"{self.edge}: {self.confidence}"
