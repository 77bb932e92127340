"""`manage.py import_pages FOLDER`: read a folder of the exchange format, whole or not at all."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from artifacts.domain.accounts import importer
from artifacts.domain.exchange import import_folder
from artifacts.errors import ArtifactError


def told(counts) -> str:
    return ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))


class Command(BaseCommand):
    help = "Imports pages, hypotheses, analyses and references from a folder of the exchange format."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, **options):
        try:
            counts = import_folder(options["folder"], by=importer(), name=options["folder"].resolve().name)
        except ArtifactError as error:
            raise CommandError(error.sentence) from error
        self.stdout.write(f"Imported: {told(counts)}.")
