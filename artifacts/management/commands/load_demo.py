"""`manage.py load_demo`: load the demo's pages, hypotheses, analyses and references; a second run changes nothing."""

from django.core.management.base import BaseCommand

from artifacts.domain.demo import CONTENT
from artifacts.management.commands.import_pages import imported


class Command(BaseCommand):
    help = "Loads the demo content."

    def handle(self, *args, **options):
        self.stdout.write(f"Demo content: {imported(CONTENT, 'demo')}.")
