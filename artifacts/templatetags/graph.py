"""Template filters: the knowledge graph around a page as a drawing, and what its tables say of an edge."""

from typing import NamedTuple

from django import template
from django.utils.http import urlencode

from artifacts.domain.graph.looking import Around, Seen
from artifacts.models import score_level
from artifacts.templatetags.artifact_html import words
from artifacts.templatetags.provenance import Line, Node, box, height_of, wrapped
from artifacts.text.identifiers import find_identifier

register = template.Library()

# In the units of the drawing, as in `provenance`.
OWN_WIDTH, OTHER_WIDTH, ARROW, GAP = 100, 190, 134, 7
WIDTH = OWN_WIDTH + ARROW + OTHER_WIDTH
ATLAS = "/atlas"
MOST_DRAWN, MOST_LINES = 12, 2


class Neighbour(NamedTuple):
    """A box, the arrow between it and this page, either way, and the relation that is written on the arrow."""

    box: Node
    arrow: str
    head: str
    relation: Line


@register.filter
def node_address(label: str) -> str:
    """The node's address in the atlas."""
    return f"{ATLAS}?{urlencode({'node': label})}"


@register.filter
def confidence_level(confidence: float | None) -> str:
    return score_level(confidence)


@register.filter
def source_address(source: str) -> str:
    """The address on the web that a source is or has: of a DOI, PMID or PMCID, or itself; else nothing."""
    if source.startswith(("https://", "http://")):
        return source
    identifier = find_identifier(source)
    return identifier.url if identifier else ""


@register.filter
def constellation(around: Around, title: str) -> dict:
    """The drawing of what stands around a page: a box for each of its surest neighbours, the surest on top."""
    by_other: dict[int, list[Seen]] = {}
    for seen in around.seen:
        if seen.other.pk not in around.own:
            by_other.setdefault(seen.other.pk, []).append(seen)
    neighbours, y = [], 1
    for group in list(by_other.values())[:MOST_DRAWN]:
        kind = "entity" if group[0].other.artifact else "agent"
        lines = shortened(group[0].other.label, OTHER_WIDTH, MOST_LINES)
        other = box(kind, OWN_WIDTH + ARROW - 1, y, OTHER_WIDTH, lines)
        neighbours.append(Neighbour(other, *_arrow(other, there=group[0].there), _relation(group, other)))
        y += other.height + GAP
    own = wrapped(title, OWN_WIDTH)
    height = max(y - GAP, height_of(own) + 1) + 1
    # As tall as all of them, so that each has an arrow straight across.
    spare = height - 2 - height_of(own)
    this = box("this", 1, 1, OWN_WIDTH, own)
    lines = [line._replace(y=line.y + spare // 2) for line in this.lines]
    this = this._replace(height=height - 2, lines=lines)
    left = around.others - len(neighbours)
    return {"width": WIDTH, "height": height, "this": this, "neighbours": neighbours, "left": left}


def _relation(group: list[Seen], other: Node) -> Line:
    """The surest of the relations to one neighbour, and how many more there are, above the middle of its box."""
    first, *more = dict.fromkeys(str(words(seen.edge.relation)) for seen in group)
    text = f"{first} +{len(more)}" if more else first
    return Line(other.y + other.height // 2 - 4, shortened(text, ARROW, 1)[0])


def _arrow(other: Node, *, there: bool) -> tuple[str, str]:
    """A line between the two boxes, and its head at the end that it leads to."""
    left, right, y = OWN_WIDTH, other.x, other.y + other.height // 2
    if there:
        return f"M{left} {y}H{right - 8}", f"M{right} {y}l-9 -5v10z"
    return f"M{right} {y}H{left + 8}", f"M{left} {y}l9 -5v10z"


def shortened(text: str, width: int, most: int) -> list[str]:
    """A text in so many lines at most, with dots where more would follow."""
    lines = wrapped(text, width)
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][:-1] + "…"]
