"""Small knowledge graphs for tests: edges written as `"SMN1 encodes SMN-protein 0.9 PMID:1"`."""

from collections import Counter

from artifacts.domain.graph import write_edges
from artifacts.models import Batch
from artifacts.text.edges import Edge, read_edge


def edge(told: str) -> Edge:
    subject, relation, object_, confidence, source = (told.split() + ["", ""])[:5]
    return read_edge(
        {"subject": subject, "relation": relation, "object": object_, "confidence": confidence, "source": source}
    )


def batch(name: str = "graph") -> Batch:
    return Batch.objects.get_or_create(name=name)[0]


def connect(*told: str, by: str = "graph") -> Counter:
    """Write edges in the name of a batch."""
    return write_edges(map(edge, told), batch(by))
