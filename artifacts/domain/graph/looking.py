"""Looking at the graph: a node found by its name, and what stands around it, within limits."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from typing import NamedTuple

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Length

from artifacts.domain.graph.ties import artifacts_of
from artifacts.models import Artifact, GraphEdge, GraphNode, GraphRelation, GraphSource
from artifacts.models.held import Held
from artifacts.text.graph_names import node_key
from artifacts.text.spellings import PIECE, spelt_out

MOST_SUGGESTED, MOST_WORDS = 12, 6
MOST_NODES = 300
# Two nodes may be joined by many edges: so many are read at most.
MOST_EDGES = 600
# Edges between the neighbours are looked for among so many of them: each pair costs the database a look.
MOST_BETWEEN = 100


class Node(NamedTuple):
    """`artifact` is the published one that it stands for, or None."""

    pk: int
    label: str
    artifact: Artifact | None = None


class Edge(NamedTuple):
    subject: Node
    relation: str
    object: Node
    source: str
    confidence: float | None


class Seen(NamedTuple):
    """An edge as it is seen from one of its ends: the other node, and whether the edge leads there."""

    edge: Edge
    other: Node
    there: bool


@dataclass
class Around:
    """What stands around the nodes of `own`: `edges` from or to there and `between` the others, the surest first.

    `total` counts the edges that there are, `others` the nodes at their other ends; `shown` are those of these that
    `edges` name.
    """

    own: list[int]
    total: int = 0
    others: int = 0
    edges: list[Edge] = field(default_factory=list)
    between: list[Edge] = field(default_factory=list)
    shown: list[Node] = field(default_factory=list)

    @property
    def left_out(self) -> int:
        return self.others - len(self.shown)

    @property
    def seen(self) -> list[Seen]:
        """The edges as they are seen from the middle."""
        return [
            Seen(edge, edge.object, True) if edge.subject.pk in self.own else Seen(edge, edge.subject, False)
            for edge in self.edges
        ]


# --- A node by its name -----------------------------------------------------------------------------------------------


def find_node(name: str) -> GraphNode | None:
    """The node of a name in any of its spellings."""
    key = node_key(name)
    return GraphNode.objects.filter(key=key).first() if key else None


def suggest_nodes(name: str) -> list[tuple[GraphNode, int]]:
    """Nodes whose names hold each word that was typed, or begin as they do, with how many edges each has; the shortest
    first."""
    key = node_key(name)
    if not key:
        return []
    words = PIECE.findall(spelt_out(name))[:MOST_WORDS] or [key]
    found = _like(reduce(and_, (Q(key__contains=word) for word in words)), key)
    if not found:
        # Perhaps only its end is mistyped.
        found = _like(Q(key__startswith=key[: max(2, 2 * len(key) // 3)]), key)
    counts = edge_counts([node.pk for node in found])
    return [(node, counts[node.pk]) for node in found]


def _like(condition: Q, key: str) -> list[GraphNode]:
    begun = Case(When(key__startswith=key, then=0), default=1)
    return list(GraphNode.objects.filter(condition).order_by(begun, Length("key"), "key")[:MOST_SUGGESTED])


def edge_counts(pks: list[int]) -> Counter:
    """How many edges begin or end at each of a few nodes."""
    counts = Counter()
    for end in ("subject", "object"):
        rows = GraphEdge.objects.filter(**{f"{end}__in": pks}).order_by().values(end).annotate(n=Count("pk"))
        counts.update(dict(rows.values_list(end, "n")))
    return counts


def examples(most: int = 8) -> list[tuple[GraphNode, int]]:
    """Nodes to begin with: those that the newest edges name most."""
    newest = GraphEdge.objects.order_by("-pk").values_list("subject", "object")[:2_000]
    named = Counter(pk for pair in newest for pk in pair)
    pks = [pk for pk, _count in named.most_common(most)]
    nodes, counts = GraphNode.objects.in_bulk(pks), edge_counts(pks)
    return sorted(((nodes[pk], counts[pk]) for pk in pks if pk in nodes), key=lambda pair: (-pair[1], pair[0].key))


# --- What stands around -----------------------------------------------------------------------------------------------


def around(
    nodes: list[int],
    *,
    relation: str = "",
    least: float | None = None,
    most: int = MOST_NODES - 1,
    between: bool = False,
) -> Around:
    """What stands around one node, or a few that are one thing, by primary keys: at most so many other nodes."""
    edges = GraphEdge.objects.at(nodes).narrowed(relation=relation, least=least)
    total, others = _sizes(edges, nodes)
    chosen, others_shown = _chosen(edges, set(nodes), most)
    inner = _between(list(others_shown)[:MOST_BETWEEN], relation, least) if between else []
    told = told_edges([*chosen, *inner])
    named = {node.pk: node for edge in told for node in (edge.subject, edge.object)}
    return Around(nodes, total, others, told[: len(chosen)], told[len(chosen) :], [named[pk] for pk in others_shown])


def relations_at(nodes: list[int]) -> list[tuple[str, int]]:
    """The relations of the edges there with their numbers, the commonest first."""
    rows = GraphEdge.objects.at(nodes).order_by().values("relation").annotate(n=Count("pk"))
    counts = dict(rows.values_list("relation", "n"))
    names = dict(GraphRelation.objects.filter(pk__in=counts).values_list("pk", "name"))
    return sorted(((names[pk], n) for pk, n in counts.items()), key=lambda pair: (-pair[1], pair[0]))


def _sizes(edges: QuerySet, nodes: list[int]) -> tuple[int, int]:
    other = Case(When(subject__in=nodes, then=F("object")), default=F("subject"))
    sizes = (
        edges.order_by()
        .annotate(other=other)
        .aggregate(total=Count("pk"), others=Count("other", distinct=True, filter=~Q(other__in=nodes)))
    )
    return sizes["total"], sizes["others"]


def _chosen(edges: QuerySet, nodes: set[int], most: int) -> tuple[list[GraphEdge], dict[int, None]]:
    """The surest edges as far as they lead to so many others, and these others in that order."""
    chosen, others = [], {}
    for edge in surest(edges)[:MOST_EDGES]:
        other = edge.object_id if edge.subject_id in nodes else edge.subject_id
        if other in others or other in nodes or len(others) < most:
            chosen.append(edge)
            others |= {} if other in nodes else {other: None}
    return chosen, others


def _between(nodes: list[int], relation: str, least: float | None) -> list[GraphEdge]:
    edges = GraphEdge.objects.narrowed(relation=relation, least=least)
    return list(surest(edges.filter(subject__in=nodes, object__in=nodes))[:MOST_EDGES])


def surest(edges: QuerySet) -> QuerySet:
    return edges.order_by(F("confidence").desc(nulls_last=True), "pk")


def told_edges(edges: Iterable[GraphEdge]) -> list[Edge]:
    """Edges with the names of what they hold, and the artifacts that their nodes stand for."""
    edges = list(edges)
    pks = {pk for edge in edges for pk in (edge.subject_id, edge.object_id)}
    nodes = {node.pk: node for node in GraphNode.objects.filter(pk__in=Held(pks))}
    ties = artifacts_of(nodes.values())
    told = {pk: Node(pk, node.label, ties.get(pk)) for pk, node in nodes.items()}
    relations = GraphRelation.objects.in_bulk({edge.relation_id for edge in edges})
    sources = GraphSource.objects.in_bulk({edge.source_id for edge in edges})
    return [
        Edge(
            told[edge.subject_id],
            relations[edge.relation_id].name,
            told[edge.object_id],
            sources[edge.source_id].name,
            edge.confidence,
        )
        for edge in edges
    ]
