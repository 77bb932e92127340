"""Template filters: provenance as a drawing, boxes that an arrow leads from to the box of this artifact."""

import unicodedata
from typing import NamedTuple

from django import template
from django.utils.translation import gettext

from artifacts.templatetags.artifact_html import words

register = template.Library()

# In units of the drawing, in which letters are 13 high.
SIZE, LINE, PADDING, GAP = 13, 17, 9, 12
LEFT_WIDTH, RIGHT_WIDTH, ARROW = 220, 140, 64
WIDTH = LEFT_WIDTH + ARROW + RIGHT_WIDTH
MOST_LINES = 4
MOST_NODES = 7
# Behind these a line may end.
BREAKS = " -/"
# What each of W3C PROV's relations leads to; any other leads to a thing.
KINDS = {
    "wasGeneratedBy": "activity",
    "wasAttributedTo": "agent",
    "wasDerivedFrom": "entity",
    "wasRevisionOf": "entity",
}
ROUNDINGS = {"activity": 0, "agent": 16}


class Line(NamedTuple):
    y: int
    text: str


class Node(NamedTuple):
    kind: str
    x: int
    y: int
    width: int
    height: int
    lines: list[Line]
    rounding: int
    arrow: str = ""
    head: str = ""

    @property
    def text_x(self) -> int:
        return self.x + PADDING


@register.filter
def prov_name(relation: str) -> str:
    """`prov:wasDerivedFrom`; what is none of W3C PROV's names stays as it was recorded."""
    return f"prov:{relation}" if relation in KINDS else relation


@register.filter
def lineage(parts: dict) -> dict:
    """The drawing of an artifact's provenance: one box for each edge, up to a number that one still can look at."""
    edges = parts["provenance"]
    drawn = edges[:MOST_NODES]
    texts = [[str(words(edge["relation"])), *wrapped(edge["object"], LEFT_WIDTH)] for edge in drawn]
    number = parts["revision"] and gettext("revision %d") % parts["revision"]["number"]
    own = [*wrapped(parts["title"], RIGHT_WIDTH), *([number] if number else [])]
    height = max(sum(map(height_of, texts)) + GAP * (len(texts) - 1), height_of(own)) + 2
    this = box("this", LEFT_WIDTH + ARROW - 1, (height - height_of(own)) // 2, RIGHT_WIDTH, own)
    nodes, y = [], (height - sum(map(height_of, texts)) - GAP * (len(texts) - 1)) // 2
    for place, (edge, lines) in enumerate(zip(drawn, texts, strict=True), 1):
        node = box(KINDS.get(edge["relation"], "entity"), 1, y, LEFT_WIDTH, lines)
        # The arrows end side by side at the box of this artifact.
        end = this.y + this.height * place // (len(drawn) + 1)
        nodes.append(node._replace(**arrow(node, this.x, end)))
        y += node.height + GAP
    return {"width": WIDTH, "height": height, "nodes": nodes, "this": this, "more": len(edges) - len(drawn)}


def box(kind: str, x: int, y: int, width: int, texts: list[str]) -> Node:
    lines = [Line(y + PADDING + LINE * number + SIZE, text) for number, text in enumerate(texts)]
    return Node(kind, x, y, width - 2, height_of(texts), lines, ROUNDINGS.get(kind, 5))


def arrow(node: Node, x: int, y: int) -> dict[str, str]:
    start, middle = node.x + node.width, node.y + node.height // 2
    half = (start + x) // 2
    return {
        "arrow": f"M{start} {middle}C{half} {middle} {half} {y} {x - 8} {y}",
        "head": f"M{x} {y}l-9 -5v10z",
    }


def height_of(lines: list[str]) -> int:
    return LINE * len(lines) + 2 * PADDING


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines that fit into a box of a width; where more would follow than there may be, it ends in dots."""
    room = (width - 2 * PADDING) / SIZE
    lines, line = [], ""
    for letter in " ".join(text.split()):
        if breadth(line + letter) > room:
            # Where a word is longer than a line, it is broken in itself.
            at = max(map(line.rfind, BREAKS)) + 1 or len(line)
            lines.append(line[:at].rstrip())
            line = line[at:]
        line = (line + letter).lstrip()
    lines.append(line)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1][:-1] + "…"]
    return lines


def breadth(text: str) -> float:
    """How wide a text stands at most, in heights of its letters, whichever of the fonts a reader has."""
    return sum(
        1.05 if unicodedata.east_asian_width(letter) in "WF" else 0.78 if letter.isupper() or letter in "mw@%" else 0.58
        for letter in text
    )
