"""`manage.py export_pages FOLDER`: write every active artifact to a folder of the exchange format."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from artifacts.domain.exchange import export_folder


class Command(BaseCommand):
    help = "Exports pages, hypotheses, analyses and references to a new or empty folder."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, **options):
        folder = options["folder"]
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(f"{folder} exists and is not an empty folder: name another.")
        self.stdout.write(f"Exported {export_folder(folder)} artifacts to {folder}.")
