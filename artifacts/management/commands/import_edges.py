"""`manage.py import_edges FILE…`: edges of the knowledge graph from JSON lines and CSV, as a batch, and out again."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from artifacts.domain.accounts import importer
from artifacts.domain.graph import forget_edges, write_edges
from artifacts.domain.imports import close_batch, make_batch
from artifacts.errors import ArtifactError
from artifacts.models import Batch
from artifacts.representations.edge_files import Refusal, read_edge_file
from artifacts.text.edges import Edge

# Of more refusals in one file only their number is told.
MOST_TOLD = 100


class Command(BaseCommand):
    help = (
        "Imports edges of the knowledge graph: subject, relation, object, source and confidence (0 to 1), from .jsonl, "
        ".csv and .tsv, each also with .gz. The same again changes nothing. --forget takes a batch out again."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
        parser.add_argument("--forget", metavar="BATCH", help="take out what a batch brought, by its name")

    def handle(self, *args, **options):
        if bool(options["files"]) == bool(options["forget"]):
            raise CommandError("Name files to import, or a batch to take out with --forget.")
        if options["forget"]:
            self.forget(options["forget"])
        else:
            self.import_files(options["files"])

    def forget(self, name: str) -> None:
        batch = Batch.objects.filter(name=name).first()
        if batch is None:
            raise CommandError(f"There is no batch {name!r}.")
        self.stdout.write(", ".join(f"{word}: {count}" for word, count in forget_edges(batch).items()))

    def import_files(self, paths: list[Path]) -> None:
        batch = make_batch(f"edges {paths[0].name}", ", ".join(map(str, paths)), importer())
        self.refused = 0
        counts = Counter()
        try:
            for path in paths:
                counts.update(write_edges(self.edges(path), batch))
        except ArtifactError as error:
            raise CommandError(error.sentence) from error
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be read: {error.strerror}.") from error
        finally:
            self.close(batch, counts)
        told = dict(counts) | {"refused": self.refused}
        self.stdout.write(", ".join(f"{word}: {count}" for word, count in told.items()))
        if self.refused:
            raise CommandError(f"{self.refused} lines were refused; the others are in.")

    def edges(self, path: Path) -> Iterator[Edge]:
        told = 0
        for edge in tqdm(read_edge_file(path), unit="edge", disable=None):
            if isinstance(edge, Refusal):
                self.refused, told = self.refused + 1, told + 1
                if told <= MOST_TOLD:
                    self.stderr.write(f"{path.name}, line {edge.line}: {edge.sentence}")
            else:
                yield edge

    def close(self, batch: Batch, counts: Counter) -> None:
        if close_batch(batch, counts):
            self.stdout.write(f"Batch: {batch.name}")
