"""`manage.py import_corpus FOLDER`: read an archive into an empty database, all of it or nothing."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from artifacts.domain.archive.reading import import_archive
from artifacts.errors import ArtifactError
from artifacts.management.progress import watched


class Command(BaseCommand):
    help = "Reads an archive that export_corpus wrote into a database without artifacts, and verifies every history."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, **options):
        try:
            counts = import_archive(options["folder"], watch=watched)
        except ArtifactError as error:
            raise CommandError(error.sentence) from error
        told = ", ".join(f"{count} {table}" for table, count in counts.items())
        self.stdout.write(f"Imported and verified: {told}.")
