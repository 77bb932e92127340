"""Writing the graph: edges in bulk, each once for a source, and out again with the batch that brought them.

The same edge from the same source is no second one, and the highest confidence counts; each source keeps its own edge.
The batch that says it first owns it; where another raises the confidence, both are noted, so that each can be taken
back.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from django.db import connection, transaction

from artifacts.domain.graph.names import insert, node_numbers, relation_numbers, source_numbers, sweep
from artifacts.domain.graph.standing import forget_standing
from artifacts.models import Batch, GraphEdge, GraphRating
from artifacts.models.held import Held
from artifacts.text.edges import Edge, read_edge

CHUNK = 5_000
COLUMNS = ("subject_id", "object_id", "relation_id", "source_id", "confidence", "batch_id")
# The numbers of edges, as each database reads them from one parameter.
NUMBERS = {
    "sqlite": "SELECT json_extract(value, '$[0]') s, json_extract(value, '$[1]') o, json_extract(value, '$[2]') r, "
    "json_extract(value, '$[3]') f FROM json_each(%s)",
    "postgresql": "SELECT (value->>0)::int s, (value->>1)::int o, (value->>2)::int r, (value->>3)::int f "
    "FROM json_array_elements(%s::json)",
}
STANDING = (
    "SELECT e.id, e.subject_id, e.object_id, e.relation_id, e.source_id, e.confidence, e.batch_id "
    "FROM ({numbers}) n JOIN artifacts_graphedge e "
    "ON e.subject_id = n.s AND e.object_id = n.o AND e.relation_id = n.r AND e.source_id = n.f"
)
NEW, SAME, RAISED = "new", "unchanged", "raised"


def write_edges(rows: Iterable[Mapping | Edge], batch: Batch) -> Counter:
    """Write edges as rows of a file have them: how many are `new`, `unchanged`, and `raised` in their confidence.

    ContentError where a row is no edge (`read_edge` tells before). Each chunk is a transaction; who wants more within
    one, opens one around it.
    """
    counts = Counter({NEW: 0, SAME: 0, RAISED: 0})
    for chunk in _chunks(rows):
        with transaction.atomic():
            counts.update(_write(chunk, batch))
    if counts[NEW]:
        forget_standing()
    return counts


def _chunks(rows: Iterable[Mapping | Edge]) -> Iterator[list[Edge]]:
    edges = (row if isinstance(row, Edge) else read_edge(row) for row in rows)
    while chunk := list(islice(edges, CHUNK)):
        yield chunk


def _write(edges: list[Edge], batch: Batch) -> dict[str, int]:
    _one_writer()
    given = _numbered(edges)
    new = insert(GraphEdge, COLUMNS, [(*numbers, confidence, batch.pk) for numbers, confidence in given.items()])
    raised = _raise(given, batch) if new < len(given) else 0
    return {NEW: new, RAISED: raised, SAME: len(edges) - new - raised}


def _one_writer() -> None:
    """What sweeps unused names must not meet whoever is about to use one. SQLite has one writer anyhow."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE artifacts_graphedge IN SHARE ROW EXCLUSIVE MODE")


def _numbered(edges: list[Edge]) -> dict[tuple[int, int, int, int], float | None]:
    """The confidence of each edge by the primary keys of what it names."""
    nodes = node_numbers([label for edge in edges for label in (edge.subject, edge.object)])
    relations, sources = (
        relation_numbers(edge.relation for edge in edges),
        source_numbers(edge.source for edge in edges),
    )
    given = {}
    for edge in edges:
        numbers = (nodes[edge.subject], nodes[edge.object], relations[edge.relation], sources[edge.source])
        given[numbers] = _higher(given.get(numbers), edge.confidence)
    return given


def _higher(one: float | None, other: float | None) -> float | None:
    return max((value for value in (one, other) if value is not None), default=None)


def _raise(given: dict, batch: Batch) -> int:
    """Raise the confidence of standing edges to what is given here; how many."""
    raised = []
    with connection.cursor() as cursor:
        cursor.execute(STANDING.format(numbers=NUMBERS[connection.vendor]), [json.dumps(list(given))])
        for pk, *numbers, confidence, owner in cursor.fetchall():
            higher = _higher(confidence, given[tuple(numbers)])
            if higher != confidence:
                raised.append((pk, owner, confidence, higher))
    if not raised:
        return 0
    rated = set(GraphRating.objects.filter(edge__in=Held(row[0] for row in raised)).values_list("edge", flat=True))
    shared = [row for row in raised if row[1] != batch.pk or row[0] in rated]
    GraphRating.objects.bulk_create(
        (GraphRating(edge_id=pk, batch_id=owner, confidence=before) for pk, owner, before, _higher in shared),
        ignore_conflicts=True,
    )
    GraphRating.objects.bulk_create(
        (GraphRating(edge_id=pk, batch=batch, confidence=higher) for pk, _owner, _before, higher in shared),
        update_conflicts=True,
        unique_fields=["edge", "batch"],
        update_fields=["confidence"],
    )
    _update([(higher, owner, pk) for pk, owner, _before, higher in raised])
    return len(raised)


def _update(edges: list[tuple[float | None, int, int]]) -> None:
    """Set confidence and batch of edges; a tenth of the time that Django's bulk update takes."""
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE artifacts_graphedge SET confidence = %s, batch_id = %s WHERE id = %s", edges)


def forget_edges(batch: Batch) -> Counter:
    """Take out what a batch brought: how many edges are `removed`, and `kept`, since another batch says them too."""
    with transaction.atomic():
        _one_writer()
        kept = _hand_over(batch)
        own = GraphEdge.objects.filter(batch=batch)
        removed = own._raw_delete(connection.alias)
        sweep()
    forget_standing()
    return Counter(removed=removed, kept=kept)


def _hand_over(batch: Batch) -> int:
    """Of edges that others rated too, leave what these said; how many."""
    kept = 0
    while edges := dict(GraphEdge.objects.filter(ratings__batch=batch).values_list("pk", "batch")[:CHUNK]):
        GraphRating.objects.filter(batch=batch, edge__in=Held(edges)).delete()
        others = defaultdict(list)
        left = GraphRating.objects.filter(edge__in=Held(edges)).order_by("pk")
        for pk, edge, owner, confidence in left.values_list("pk", "edge", "batch", "confidence"):
            others[edge].append((pk, owner, confidence))
        changes = []
        for edge, owner in edges.items():
            highest = max((confidence for *_who, confidence in others[edge] if confidence is not None), default=None)
            changes.append((highest, others[edge][0][1] if owner == batch.pk else owner, edge))
        _update(changes)
        # What one batch alone says now needs no note.
        GraphRating.objects.filter(pk__in=Held(said[0][0] for said in others.values() if len(said) == 1)).delete()
        kept += len(edges)
    return kept
