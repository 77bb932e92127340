"""The knowledge graph: its edges written and taken out by batch, and looked at from a page, a node, or between two."""

from artifacts.domain.graph.writing import forget_edges, write_edges

__all__ = ["forget_edges", "write_edges"]
