"""Standing: whether there is a graph at all, for what leads to it."""

from django.core.cache import cache

from artifacts.models import GraphEdge

KEY, SECONDS = "graph:stands", 60


def has_edges() -> bool:
    """Looked up once a minute: most pages ask."""
    return cache.get_or_set(KEY, GraphEdge.objects.exists, SECONDS)


def forget_standing() -> None:
    """To be looked up anew: edges came or went."""
    cache.delete(KEY)
