"""`manage.py export_pages FOLDER`: write active artifacts to a folder of the exchange format, all or a selection."""

from django.core.management.base import BaseCommand

from artifacts.domain.exchange import export_folder
from artifacts.domain.selecting import chosen_with_all_cited
from artifacts.management.selecting import add_selection, new_folder, selected


class Command(BaseCommand):
    help = "Exports pages, hypotheses, analyses and references as Markdown and CSL-JSON to a new or empty folder."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=new_folder)
        add_selection(parser)

    def handle(self, *args, **options):
        folder, artifacts = options["folder"], selected(options)
        chosen = None if artifacts is None else chosen_with_all_cited(artifacts)
        self.stdout.write(f"Exported {export_folder(folder, chosen)} artifacts to {folder}.")
