"""`python -m benchmarks.reading`: what a reader waits for, on a throw-away site of 20,000 pages and 5,000 works.

Prints medians in milliseconds and as ratios to the first row, and of searches how slow the slowest twentieth is.
`--pages 2000` measures a smaller site. On PostgreSQL with BENCHMARK_DATABASE_URL (see `setting`).
"""

import argparse
import statistics
import time
from collections.abc import Callable

from benchmarks.setting import make_page, make_works, median_ms, prepare, told  # isort: skip (sets Django up)

from django.db import connection, transaction
from django.test import Client

from artifacts.domain.accounts import importer
from artifacts.domain.search.index import index
from artifacts.models import Publication
from benchmarks.large_site import LargeSite

ROUNDS = 3
QUERIES = (
    # Titles, whole and begun.
    *("Neuron synapse kinase 840", "Tau amyloid", "Synapse neuron neuron 1", "microglia dopamine cortex", "Benchmark"),
    *("genes-bench199", "kinase receptor 443", "amyloid tau 2346", "Vesicle calcium", "glia ubiquitin 77"),
    # Words that half of the pages hold, or all.
    *("neurons", "neuron", "partner", "kinase", "binds", "its", "tau", "in", "section", "synapses"),
    # Two words and more.
    *("tau neuron", "lysosome autophagy", "binds partner", "calcium vesicle partner", '"binds its partner"'),
    *("microglia in neurons", "receptor kinase disease", "oligomer chaperone splicing", "Author77 disease", "Author5"),
    # What is not written so.
    *("kinaze", "neurn", "amyliod", "mitochondira", "synpase tau", "lysosom", "dopamin", "ubiqitin vesicle"),
    # Identifiers and names.
    *("10.1056/nejmoa1702752", "PMID:39999999", "syntalorme", "TDP-43", "α-synuclein", "IL6"),
    # Nonsense.
    *("zzzz", "qwertyuiop asdfgh", "脊髄性筋萎縮症", "( OR ) NEAR *", "😀", "x" * 200),
)
TYPED = (
    "n",
    "ne",
    "neu",
    "neuro",
    "tau a",
    "kin",
    "amyloid t",
    "syn",
    "syntal",
    "author7",
    "z",
    "genes-bench1",
    "b",
    "脊",
)


class Times(dict):
    """Milliseconds by what was asked."""

    @property
    def late(self) -> float:
        """What 95 in a hundred do not exceed."""
        times = sorted(self.values())
        return times[min(len(times) - 1, int(0.95 * len(times)))]

    def report(self, name: str) -> None:
        times = sorted(self.values())
        slowest = max(self, key=self.get)
        print(f"{name}: {len(times)}, median {statistics.median(times):.1f} ms, ", end="")
        print(f"95 % within {self.late:.1f} ms, the slowest {times[-1]:.1f} ms: {slowest!r}")


def asked(client: Client, path: str) -> Callable:
    def ask():
        response = client.get(path)
        assert response.status_code in (200, 302, 404), (path, response.status_code)

    return ask


def each(client: Client, path: str, queries) -> Times:
    """Every query on its own, the quickest of a few rounds, the first of which is not counted."""
    times = Times()
    for query in queries:
        rounds = []
        for _ in range(1 + ROUNDS):
            start = time.perf_counter()
            client.get(path, {"q": query})
            rounds.append(1000 * (time.perf_counter() - start))
        times[query] = statistics.median(rounds[1:])
    return times


def indexing(publication: Publication) -> Callable:
    def again():
        with transaction.atomic():
            index([publication])

    return again


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=20_000)
    pages = parser.parse_args().pages
    prepare()
    make_works()
    page, client = make_page(), Client()
    LargeSite(importer()).grow(pages, works=max(60, pages // 4))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{pages:,} pages, {connection.vendor}")
    rows = {
        "GET of a page of 20 KB": asked(client, page.get_absolute_url()),
        "search, and its second page": asked(client, "/search?q=neurons&page=2"),
        "search, narrowed down": asked(client, "/search?q=neurons&type=gene&reviewed=no"),
        "suggestions": asked(client, "/search/suggest?q=neu"),
        "an address that leads nowhere": asked(client, "/genes/kinase-receptr"),
        "indexing of a page of 20 KB": indexing(page.publication),
    }
    told({name: median_ms(act, 9) for name, act in rows.items()})
    each(client, "/search", QUERIES).report("searches")
    each(client, "/search/suggest", TYPED).report("suggestions")


if __name__ == "__main__":
    main()
