"""`manage.py make_corpus --pages N --seed S --out DIR`: a synthetic dump to try and to measure imports with."""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import BinaryIO

import zstandard
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from artifacts.text.corpus import TABLES, Shape, malformed

DEFAULT = Shape(1)


class Command(BaseCommand):
    help = "Writes a dump of made-up pages with the defects of real ones: the same bytes for the same seed."

    def add_arguments(self, parser):
        parser.add_argument("--pages", type=int, required=True, metavar="N", help="how many slugs; 19000 is full size")
        parser.add_argument("--seed", default="1", help="another seed, another corpus")
        parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new or empty folder")
        parser.add_argument(
            "--edges-per-page",
            type=float,
            default=DEFAULT.edges_per_page,
            metavar="N",
            help="edges of the knowledge graph (default: as at full size, 700,000 for 19,000 pages)",
        )
        parser.add_argument(
            "--links-per-page",
            type=float,
            default=DEFAULT.links_per_page,
            metavar="N",
            help="rows of artifact_links (default: 14; at full size real dumps have 140)",
        )
        parser.add_argument(
            "--malformed",
            type=float,
            default=0,
            metavar="RATE",
            help="put a bad line behind so many of the good ones (0 to 1)",
        )
        packed = parser.add_mutually_exclusive_group()
        packed.add_argument("--gzip", action="store_const", const=".gz", dest="packed", default="")
        packed.add_argument("--zstd", action="store_const", const=".zst", dest="packed")

    def handle(self, *args, **options):
        if options["pages"] < 1:
            raise CommandError("A corpus has one page at least.")
        folder: Path = options["out"]
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CommandError(f"{folder} holds files already: name a new or empty folder.")
        shape = Shape(options["pages"], options["edges_per_page"], options["links_per_page"])
        for table in TABLES:
            path = folder / f"{table}.jsonl{options['packed']}"
            with opened(path) as file:
                good, bad = write_table(file, table, shape, options["seed"], options["malformed"])
            told = f", and {bad:,} that are malformed" if bad else ""
            self.stdout.write(f"{path.name}: {good:,} rows{told}")


def write_table(file: BinaryIO, table: str, shape: Shape, seed: str, rate: float) -> tuple[int, int]:
    """Write the rows of a table; how many are good, and how many malformed."""

    def chances(name: str) -> Random:
        return Random(f"{seed}:{name}")

    spoiling, good, bad = chances(f"malformed:{table}"), 0, 0
    for row in tqdm(TABLES[table](shape, chances), desc=table, unit="row", disable=None):
        good += 1
        line = json.dumps(row, ensure_ascii=False).encode()
        file.write(line + b"\n")
        if rate and spoiling.random() < rate:
            file.write(malformed(line, row, spoiling) + b"\n")
            bad += 1
    return good, bad


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file to write to, packed as its name says, without a name or a time in its head."""
    with path.open("wb") as file:
        if path.suffix == ".gz":
            with gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as packed:
                yield packed
        elif path.suffix == ".zst":
            with zstandard.ZstdCompressor(level=3).stream_writer(file) as packed:
                yield packed
        else:
            yield file
