"""`python -m benchmarks.graph`: the knowledge graph with 700,000 edges on a throw-away database.

Prints how fast edges are written, once and once more, what they take on the disk, and medians of what readers ask for,
each as a ratio to the first row. `--edges 70000` measures a smaller graph. On PostgreSQL with BENCHMARK_DATABASE_URL.
"""

import argparse
import resource
import time
from collections.abc import Iterator
from random import Random

from benchmarks.setting import make_page, make_works, median_ms, prepare, told  # isort: skip (sets Django up)

from django.db import connection
from django.test import Client

from artifacts.domain.accounts import importer
from artifacts.domain.graph import forget_edges, write_edges
from artifacts.domain.graph.looking import around, find_node, relations_at, suggest_nodes
from artifacts.domain.graph.paths import find_paths
from artifacts.models import Batch, GraphEdge, GraphNode
from artifacts.text.edges import Edge

HUB, HUB_EDGES = "Benchmark", 10_000
WORDS = ("tau", "amyloid", "kinase", "SMN", "neuron", "synapse", "β-catenin", "PINK", "microglia", "lysosome")
THINGS = ("receptor", "protein", "complex", "pathway", "gene", "cell", "inhibitor", "axis")
VERBS = ("associated", "regulates", "inhibits", "activates", "expressed", "causes", "interacts", "binds")
TABLES = [f"artifacts_graph{name}" for name in ("edge", "node", "relation", "source", "rating")]


def node(number: int) -> str:
    return f"{WORDS[number % 10]} {THINGS[number // 10 % 8]} {number}" if number else HUB


def edges(count: int) -> Iterator[Edge]:
    """The same each time: a hub, and the rest by a power law among a node for six edges."""
    chance = Random(5)
    nodes = max(HUB_EDGES, count // 6)
    for n in range(count):
        one = 0 if n < HUB_EDGES else int(nodes * chance.random() ** 2.2)
        other = n + 1 if n < HUB_EDGES else int(nodes * chance.random() ** 2.2)
        relation = f"{chance.choice(VERBS)}_{chance.choice(('with', 'in', 'by', 'strongly', 'weakly'))}"
        source = f"PMID:{29_000_000 + int(16_000 * chance.random())}"
        ends = (node(one), node(other)) if n % 2 else (node(other), node(one))
        yield Edge(ends[0], relation, ends[1], source, chance.randrange(101) / 100)


def written(count: int, name: str) -> None:
    batch = Batch.objects.create(name=name, by=importer())
    start, cpu = time.perf_counter(), time.process_time()
    counts = write_edges(edges(count), batch)
    seconds, busy = time.perf_counter() - start, time.process_time() - cpu
    print(f"{name}: {dict(counts)} in {seconds:.1f} s, {count / seconds:,.0f} a second, {count / busy:,.0f} of CPU")


def bytes_on_disk() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relname = ANY(%s)", [TABLES]
            )
        else:
            cursor.execute(
                "SELECT tbl_name, sum(pgsize) FROM dbstat JOIN sqlite_master m USING (name) GROUP BY tbl_name"
            )
        sizes = {name: size for name, size in cursor.fetchall() if name in TABLES}
    print("; ".join(f"{name.removeprefix('artifacts_graph')} {size / 1e6:.1f} MB" for name, size in sizes.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--edges", type=int, default=700_000)
    count = parser.parse_args().edges
    prepare()
    make_works()
    page, client = make_page(), Client()
    written(count, "written")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{GraphEdge.objects.count():,} edges, {GraphNode.objects.count():,} nodes, {connection.vendor}")
    bytes_on_disk()
    written(count, "written once more")
    hub, lesser = find_node(HUB), find_node(node(1))
    far = [find_node(node(count // 7 + n)) for n in range(40)]
    ends = [one for one in far if one is not None][:2]
    rows = {
        "GET of a page of 20 KB": lambda: client.get(page.get_absolute_url()),
        "its neighbours, 12 of 10,000, with the page": lambda: client.get(f"{page.get_absolute_url()}/nearby"),
        "around the hub, 300 nodes": lambda: around([hub.pk], between=True),
        "its relations, counted": lambda: relations_at([hub.pk]),
        "around it, narrowed": lambda: around([hub.pk], relation="inhibits_by", least=0.7, between=True),
        "around a lesser hub": lambda: around([lesser.pk], between=True),
        "a node sought by a word": lambda: suggest_nodes("catenin"),
        "by a letter": lambda: suggest_nodes("a"),
        "by what is no node": lambda: suggest_nodes("zzzz unheard of"),
        "paths between two lesser nodes": lambda: find_paths(ends[0].pk, ends[1].pk),
        "between the hub and one of these": lambda: find_paths(hub.pk, ends[0].pk),
        "between them by sure edges": lambda: find_paths(ends[0].pk, ends[1].pk, least=0.9),
    }
    told({name: median_ms(act, 7) for name, act in rows.items()}, width=48)
    start = time.perf_counter()
    counts = forget_edges(Batch.objects.get(name="written"))
    print(f"taken out: {dict(counts)} in {time.perf_counter() - start:.1f} s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
