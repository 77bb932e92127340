"""`python -m benchmarks.growth`: what readers and editors wait for as a site grows, on a throw-away database.

One site is measured at 1,000, 20,000 and 100,000 pages: opening a page, its history and saving are to stay flat
(1.2 x at most), searches and lists of the admin to answer 95 times in a hundred within 300 ms at the largest.
"""

import argparse
import time
from collections.abc import Callable

from benchmarks.setting import edit, make_page, make_works, median_ms, prepare  # isort: skip (sets Django up)

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test import Client

from artifacts.domain.accounts import importer
from artifacts.models import Artifact, WikiPage
from benchmarks.databases import machine
from benchmarks.editing import LIST, LISTS, Desk
from benchmarks.large_site import LargeSite
from benchmarks.reading import QUERIES, Times, each

SIZES = (1_000, 20_000, 100_000)
FLAT, MOST_MS = 1.2, 300
ROUNDS = 25


def flat_rows(desk: Desk, reader: Client, size: int) -> dict[str, float]:
    """What concerns one page alone, of which nobody has saved another revision; medians in ms, without the cache."""
    page = make_page(f"grown-{size}")
    path = page.get_absolute_url()
    return {
        "page view": median_ms(uncached(lambda: reader.get(path)), ROUNDS),
        "history, in public": median_ms(uncached(lambda: reader.get(f"{path}/history")), ROUNDS),
        "history, in the admin": median_ms(desk.get(page.admin_url("history")), ROUNDS),
        "save of a change of one word": median_ms(lambda: edit(Artifact.objects.get(pk=page.pk)), ROUNDS),
    }


def uncached(act: Callable) -> Callable:
    def asked():
        cache.clear()
        return act()

    return asked


def lists(desk: Desk, pages: int) -> Times:
    """Each list of pages once in a few rounds, by its query."""
    times = Times()
    for name, query in LISTS.items():
        times[name] = median_ms(desk.get(LIST + query.format(last=pages // 50)), 3)
    return times


def measured(site: LargeSite, desk: Desk, size: int) -> tuple[dict[str, float], dict[str, Times]]:
    start = time.perf_counter()
    site.grow(size, works=size // 4)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{WikiPage.objects.count():,} pages, filled in {time.perf_counter() - start:.0f} s", flush=True)
    reader = Client()
    late = {"searches": each(reader, "/search", QUERIES), "lists of pages": lists(desk, size)}
    for name, times in late.items():
        times.report(f"    {name}")
    return flat_rows(desk, reader, size), late


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    sizes = sorted(parser.parse_args().sizes)
    prepare()
    print(machine())
    user = get_user_model().objects.create_superuser("ada")
    make_works()
    site, desk = LargeSite(importer()), Desk(user)
    found = {size: measured(site, desk, size) for size in sizes}
    print("".join([f"{'':38}", *(f"{size:>14,}" for size in sizes)]))
    for name in found[sizes[0]][0]:
        row = [found[size][0][name] for size in sizes]
        ratio = row[-1] / row[0]
        print(f"{name:38}", *(f"{ms:10.2f} ms" for ms in row), f"{ratio:8.2f} x", verdict(ratio <= FLAT))
    for name in found[sizes[0]][1]:
        row = [found[size][1][name].late for size in sizes]
        print(f"{name + ', 95 %':38}", *(f"{ms:10.2f} ms" for ms in row), f"{'':10}", verdict(row[-1] <= MOST_MS))


def verdict(held: bool) -> str:
    return "held" if held else "MISSED"


if __name__ == "__main__":
    main()
