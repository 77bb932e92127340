"""Paths: the shortest ways between two nodes, whichever way edges lead, found from both ends with a limit of work."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise

from artifacts.domain.graph.looking import Edge, edge_counts, surest, told_edges
from artifacts.models import GraphEdge
from artifacts.models.held import Held

MOST_STEPS = 6
MOST_PATHS = 5
# Edges that a search reads; a few hubs have as many.
MOST_READ = 20_000
# Of so many nodes edges are counted before they are read.
FEW = 100


@dataclass
class Paths:
    """`steps` holds each path as its edges, the surest of each step. `given_up` where there was too much to look at."""

    steps: list[list[Edge]] = field(default_factory=list)
    given_up: bool = False


class Side:
    """What is known from one end: the nodes of the newest level, and of each node those before it."""

    def __init__(self, start: int):
        self.level = {start}
        self.before: dict[int, list[int]] = {start: []}
        self.depth = 0

    def widen(self, edges, left: int) -> int:
        """Go one level on; how many edges were read, of at most `left`."""
        read, found = 0, {}
        for near, far in (("subject", "object"), ("object", "subject")):
            rows = edges.filter(**{f"{near}__in": Held(self.level)}).order_by().values_list(near, far)
            for known, other in rows[: left - read]:
                read += 1
                if other not in self.before:
                    found.setdefault(other, set()).add(known)
        self.before |= {node: sorted(known) for node, known in found.items()}
        self.level, self.depth = set(found), self.depth + 1
        return read

    def weight(self) -> int:
        """How many edges going on would read: a hub is gone on from last, and most often met before."""
        few = len(self.level) <= FEW
        return sum(edge_counts(list(self.level)).values()) if few else FEW * len(self.level)

    def ways(self, node: int) -> Iterator[list[int]]:
        """The ways from the start to a node."""
        if not self.before[node]:
            yield [node]
        for known in self.before[node]:
            yield from ([*way, node] for way in self.ways(known))


def find_paths(start: int, end: int, *, least: float | None = None) -> Paths:
    """Up to 5 of the shortest paths of at most 6 steps between two nodes, by primary keys."""
    edges = GraphEdge.objects.narrowed(least=least)
    one, other, left = Side(start), Side(end), MOST_READ
    met = one.level & other.level
    while not met and one.level and other.level and left > 0 and one.depth + other.depth < MOST_STEPS:
        side = min(one, other, key=Side.weight)
        left -= side.widen(edges, left)
        met = one.level & other.level
    ways = ([*way, *reversed(back[:-1])] for node in sorted(met) for way in one.ways(node) for back in other.ways(node))
    found = list(islice(ways, MOST_PATHS))
    return Paths(_told(found, edges), given_up=not found and left <= 0)


def _told(ways: list[list[int]], edges) -> list[list[Edge]]:
    """Ways as edges: of each step the surest."""
    nodes = {node for way in ways for node in way}
    found = {}
    for edge in surest(edges.filter(subject__in=nodes, object__in=nodes)):
        found.setdefault(frozenset((edge.subject_id, edge.object_id)), edge)
    wanted = list(dict.fromkeys(frozenset(step) for way in ways for step in pairwise(way)))
    told = dict(zip(wanted, told_edges(found[step] for step in wanted), strict=True))
    return [[told[frozenset(step)] for step in pairwise(way)] for way in ways]
