"""Edges of a knowledge graph as they come: subject, relation, object, source and confidence, checked."""

import math
import re
from collections.abc import Mapping
from typing import NamedTuple

from artifacts.errors import ContentError
from artifacts.errors import marked as _
from artifacts.text.graph_names import LONGEST_NODE, LONGEST_RELATION, LONGEST_SOURCE, node_key

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LONGEST = {"subject": LONGEST_NODE, "relation": LONGEST_RELATION, "object": LONGEST_NODE, "source": LONGEST_SOURCE}


class Edge(NamedTuple):
    """`confidence` is from 0 to 1, or None where none is given; `source` is empty where none is."""

    subject: str
    relation: str
    object: str
    source: str = ""
    confidence: float | None = None


def read_edge(data: Mapping) -> Edge:
    """The edge that a row of a file says; ContentError where it says none. Blanks are folded, numbers may be text."""
    texts = {name: _text(data.get(name), name) for name in LONGEST}
    for name in ("subject", "relation", "object"):
        if not texts[name] or (name != "relation" and not node_key(texts[name])):
            raise ContentError(_("The {name} of the edge is missing."), name=name)
    return Edge(**texts, confidence=_confidence(data.get("confidence")))


def _text(value, name: str) -> str:
    if value is None:
        return ""
    # A number may name a node, such as 5-hydroxytryptamine's in some table; yes and no name none.
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise ContentError(_("The {name} of an edge is a text."), name=name)
    text = str(value)
    if CONTROL.search(text):
        raise ContentError(_("The {name} of the edge holds signs that no text has."), name=name)
    text = " ".join(text.split())
    if len(text) > LONGEST[name]:
        raise ContentError(_("The {name} of an edge has at most {most} characters."), name=name, most=LONGEST[name])
    return text


def _confidence(value) -> float | None:
    if value is None or value == "":
        return None
    try:
        number = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not 0 <= number <= 1:
        raise ContentError(_("The confidence of an edge is a number from 0 to 1."))
    return number
