"""`manage.py import_pages FOLDER`: read a folder of the exchange format, whole or not at all."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from artifacts.domain.accounts import importer
from artifacts.domain.exchange import import_folder
from artifacts.domain.refresh import refresh_stale
from artifacts.errors import ArtifactError


def imported(folder: Path, name: str) -> str:
    """Import a folder and refresh what that touched; the counts in words."""
    counts = import_folder(folder, by=importer(), name=name)
    # Here nobody waits for a page, and a worker may not be running.
    refresh_stale()
    return ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))


class Command(BaseCommand):
    help = "Imports pages, hypotheses, analyses and references from a folder of the exchange format."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, **options):
        try:
            told = imported(options["folder"], options["folder"].resolve().name)
        except ArtifactError as error:
            raise CommandError(error.sentence) from error
        self.stdout.write(f"Imported: {told}.")
