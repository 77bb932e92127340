"""Names of the graph as numbers: nodes, relations and sources stand once each, and edges hold their primary keys."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Exists, OuterRef

from artifacts.models import GraphEdge, GraphNode, GraphRelation, GraphSource
from artifacts.models.held import HeldTexts
from artifacts.text.graph_names import node_key


def node_numbers(labels: Iterable[str]) -> dict[str, int]:
    """The node of each name, by the name; those that are not there yet are made, called as they are spelt here."""
    keys = {label: node_key(label) for label in labels}
    first = {}
    for label, key in keys.items():
        first.setdefault(key, label)
    known = _known(GraphNode, "key", first)
    missing = sorted(first.keys() - known.keys())
    if missing:
        insert(GraphNode, ("key", "label"), [(key, first[key]) for key in missing])
        known |= _known(GraphNode, "key", missing)
    return {label: known[key] for label, key in keys.items()}


def relation_numbers(names: Iterable[str]) -> dict[str, int]:
    return _numbers(GraphRelation, set(names))


def source_numbers(names: Iterable[str]) -> dict[str, int]:
    return _numbers(GraphSource, set(names))


def sweep() -> None:
    """Drop what no edge names any more."""
    edges = GraphEdge.objects
    at_either_end = (Exists(edges.filter(subject=OuterRef("pk"))), Exists(edges.filter(object=OuterRef("pk"))))
    GraphNode.objects.exclude(at_either_end[0]).exclude(at_either_end[1])._raw_delete(connection.alias)
    for model, name in ((GraphRelation, "relation"), (GraphSource, "source")):
        model.objects.exclude(pk__in=edges.order_by().values(name).distinct())._raw_delete(connection.alias)


def _numbers(model, names: set[str]) -> dict[str, int]:
    known = _known(model, "name", names)
    missing = sorted(names - known.keys())
    if missing:
        insert(model, ("name",), [(name,) for name in missing])
        known |= _known(model, "name", missing)
    return known


def _known(model, field: str, texts: Iterable[str]) -> dict[str, int]:
    return dict(model.objects.filter(**{f"{field}__in": HeldTexts(texts)}).values_list(field, "pk"))


def insert(model, columns: tuple[str, ...], rows: list[tuple]) -> int:
    """Insert what is not there yet; how many rows that were. Several times as fast as rows of models."""
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES ({places}) ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
        return cursor.rowcount
