"""The atlas as its picture is drawn from it: nodes with their addresses, and one line between two of them."""

from artifacts.domain.graph.looking import Edge, Node
from artifacts.models import score_level
from artifacts.templatetags.artifact_html import words
from artifacts.templatetags.graph import node_address


def picture(edges: list[Edge], marked: list[int]) -> dict:
    """Nodes in the order in which the edges name them, those first that are `marked`, by primary keys; lines by places.

    `there` and `back` of a line say whether an edge leads from its `source` to its `target`, and the other way.
    """
    nodes: dict[int, Node] = {}
    for edge in edges:
        for node in (edge.subject, edge.object):
            nodes.setdefault(node.pk, node)
    order = [*(pk for pk in marked if pk in nodes), *(pk for pk in nodes if pk not in marked)]
    places = {pk: place for place, pk in enumerate(order)}
    lines: dict[tuple[int, int], dict] = {}
    for edge in edges:
        one, other = places[edge.subject.pk], places[edge.object.pk]
        if one != other:
            pair = min(one, other), max(one, other)
            line = lines.setdefault(pair, _line(pair, edge))
            line["there" if one < other else "back"] = True
            relation = str(words(edge.relation))
            line["relations"] += [relation] if relation not in line["relations"] else []
    return {"nodes": [_drawn(nodes[pk], pk in marked) for pk in order], "lines": list(lines.values())}


def _line(pair: tuple[int, int], edge: Edge) -> dict:
    # Edges come with the surest first.
    source, target = pair
    level = score_level(edge.confidence)
    return {"source": source, "target": target, "there": False, "back": False, "level": level, "relations": []}


def _drawn(node: Node, marked: bool) -> dict:
    page = node.artifact.get_absolute_url() if node.artifact else ""
    return {"label": node.label, "href": node_address(node.label), "page": page, "marked": marked}
