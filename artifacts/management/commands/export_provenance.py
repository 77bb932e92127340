"""`manage.py export_provenance FILE`: where everything comes from, as W3C PROV: .ttl is PROV-O, .json PROV-JSON."""

from django.conf import settings
from django.core.management.base import BaseCommand

from artifacts.domain.provenance import statements
from artifacts.management.selecting import add_selection, new_file, selected
from artifacts.representations.prov import WRITERS


class Command(BaseCommand):
    help = "Writes who made what from what, and when: to a file whose name ends in .ttl (RDF) or .json (PROV-JSON)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=new_file([f".{name}" for name in WRITERS]))
        add_selection(parser)

    def handle(self, *args, **options):
        file = options["file"]
        told = statements(selected(options))
        with file.open("x", encoding="utf-8", newline="\n") as written:
            count = WRITERS[file.suffix.removeprefix(".")](told, written, settings.SITE_URL)
        self.stdout.write(f"Exported {count} statements to {file}.")
