"""`manage.py export_corpus FOLDER`: write an archive of everything, or of a selection with all that it cites."""

from django.core.management.base import BaseCommand, CommandError

from artifacts.domain.archive.writing import export_archive
from artifacts.errors import ArtifactError
from artifacts.management.progress import watched
from artifacts.management.selecting import add_selection, new_folder, selected


class Command(BaseCommand):
    help = "Writes an archive (docs/export.md) of all artifacts with their histories to a new or empty folder."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=new_folder)
        add_selection(parser)

    def handle(self, *args, **options):
        folder = options["folder"]
        try:
            counts = export_archive(folder, selected(options), watch=watched)
        except ArtifactError as error:
            raise CommandError(error.sentence) from error
        told = ", ".join(f"{count} {table}" for table, count in counts.items())
        self.stdout.write(f"Exported to {folder}: {told}.")
