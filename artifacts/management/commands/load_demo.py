"""`manage.py load_demo`: load the demo's pages, hypotheses, analyses and references; a second run changes nothing."""

from django.core.management.base import BaseCommand

from artifacts.domain.accounts import importer
from artifacts.domain.demo import CONTENT
from artifacts.domain.exchange import import_folder
from artifacts.management.commands.import_pages import told


class Command(BaseCommand):
    help = "Loads the demo content."

    def handle(self, *args, **options):
        counts = import_folder(CONTENT, by=importer(), name="demo")
        self.stdout.write(f"Demo content: {told(counts)}.")
