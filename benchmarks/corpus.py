"""`python -m benchmarks.corpus`: a whole dump imported, linted, merged, exported and taken back, as an operator would.

Each step is `manage.py` in a process of its own: its time, the time of its processors, the most memory of one process.
`--pages 19000` is full size. The database is a throw-away one, SQLite, or PostgreSQL with BENCHMARK_DATABASE_URL (see
`setting`), which must be empty.
"""

import argparse
import json
from pathlib import Path

from benchmarks.setting import SCRATCH, prepare  # isort: skip (sets Django up)

from django.db import connection

from artifacts.models import Artifact, Merge, RevisionInfo
from benchmarks.databases import machine, sizes
from benchmarks.running import IMPORTED, Ran, run

BATCH = "benchmark"
# Pages a second of others, measured once on two cores of such a machine; ratios to these are of different days.
PEERS = {"MediaWiki's importDump": 16.7, "Wagtail": 2.8}
LEAST = {"sqlite": 80, "postgresql": 120}
MOST_MB = 300
MOST_SECONDS = {"lint": 120, "merge": 600}
# Tables smaller than this share of the whole are told together.
SMALL = 0.005


class Session:
    """One corpus and what is done to it, step by step; each step prints its row."""

    def __init__(self, folder: Path, options):
        self.folder, self.options, self.dump = folder, options, folder / "dump"

    def make(self) -> None:
        sizes = ("--edges-per-page", self.options.edges_per_page, "--links-per-page", self.options.links_per_page)
        ran = run("make_corpus", "--pages", self.options.pages, "--seed", self.options.seed, *sizes, "--out", self.dump)
        told("make_corpus", ran, self.options.pages, "pages")
        size = sum(path.stat().st_size for path in self.dump.iterdir())
        print(f"{'':24} {size / 1e6:,.0f} MB of JSON lines, {size / self.options.pages / 1e3:.1f} KB a page")

    def import_dump(self) -> None:
        report = self.folder / "report"
        ran = run("import_dump", "--batch", BATCH, "--report", report, self.dump, codes=IMPORTED)
        pages = Artifact.objects.filter(kind="page").count()
        rate = told("import_dump", ran, pages, "pages")
        for name, peer in PEERS.items():
            print(f"{'':24} {rate / peer:6.1f} x the {peer} pages/s of {name}, measured earlier")
        held("pages a second", rate, LEAST[connection.vendor], at_least=True)
        held("MB in a process", ran.peak, MOST_MB)
        seconds = json.loads((report / "report.json").read_text())["seconds"]
        for stage, spent in seconds.items():
            print(f"    {stage:38} {spent:9.1f} s {spent / sum(seconds.values()):6.1%}")

    def lint(self) -> None:
        ran = run("lint", "--refresh")
        told("lint --refresh", ran, Artifact.objects.active().count(), "artifacts")
        held("seconds", ran.seconds, MOST_SECONDS["lint"])

    def merge(self) -> None:
        plan = self.folder / "merges.jsonl"
        pairs = Artifact.objects.filter(kind="page").count() // 2
        told("merge_duplicates --plan", run("merge_duplicates", "--plan", plan), pairs, "pairs")
        # Pairs left to people make the exit code 1.
        ran = run("merge_duplicates", "--apply", plan, codes=(0, 1))
        merged = Merge.objects.count()
        told("merge_duplicates --apply", ran, merged, "pairs")
        held("seconds", ran.seconds, MOST_SECONDS["merge"])
        self.plan = plan

    def export(self) -> None:
        out = self.folder / "export"
        ran = run("export_corpus", out)
        told("export_corpus", ran, Artifact.objects.count(), "artifacts")
        size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
        print(f"{'':24} {size / 1e6:,.0f} MB")

    def undo(self) -> None:
        merged = Merge.objects.filter(undone_at__isnull=True).count()
        if merged:
            told("merge_duplicates --undo", run("merge_duplicates", "--undo", self.plan, codes=(0, 1)), merged, "pairs")
        told("undo_batch", run("undo_batch", BATCH, codes=(0, 1)), Artifact.objects.count(), "artifacts")

    def space(self) -> None:
        """Bytes of the database by page and by revision, and what they consist of."""
        found = sizes()
        whole, pages = sum(found.values()), Artifact.objects.filter(kind="page").count()
        revisions = RevisionInfo.objects.count()
        print(f"\nThe database: {whole / 1e6:,.0f} MB, {whole / pages / 1e3:.1f} KB a page, ", end="")
        print(f"{whole / revisions / 1e3:.1f} KB a revision ({pages:,} pages, {revisions:,} revisions in all)")
        rest = 0
        for name, size in sorted(found.items(), key=lambda item: -item[1]):
            if size < SMALL * whole:
                rest += size
                continue
            print(f"    {name:38} {size / 1e6:9.1f} MB {size / whole:6.1%} {size / pages / 1e3:8.2f} KB a page")
        print(f"    {'all others':38} {rest / 1e6:9.1f} MB {rest / whole:6.1%}\n")


STEPS = {
    "import": (Session.import_dump, Session.space),
    "lint": (Session.lint,),
    "merge": (Session.merge,),
    "export": (Session.export,),
    "undo": (Session.undo,),
}


def told(name: str, ran: Ran, count: int, noun: str) -> float:
    """Print a step's row; how many a second it did."""
    rate = count / ran.seconds
    print(f"{name:24} {ran.seconds:8.1f} s {ran.cpu:8.1f} s of CPU  {count:8,} {noun}, {rate:8.1f} a second", end="")
    print(f" ({count / ran.cpu:.1f} a second of CPU)  {ran.peak:5.0f} MB at most in one of {ran.processes} processes")
    return rate


def held(what: str, found: float, wanted: float, *, at_least: bool = False) -> None:
    met = found >= wanted if at_least else found <= wanted
    print(f"{'':24} {'at least' if at_least else 'at most'} {wanted} {what}: {'held' if met else 'MISSED'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=19_000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--edges-per-page", type=float, default=700_000 / 19_000)
    parser.add_argument("--links-per-page", type=float, default=14)
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=list(STEPS))
    options = parser.parse_args()
    prepare()
    print(machine())
    session = Session(Path(SCRATCH.name), options)
    session.make()
    for step in options.steps:
        for act in STEPS[step]:
            act(session)


if __name__ == "__main__":
    main()
