"""`manage.py export_references FILE`: the library, or what a selection cites, as BibTeX, RIS or CSL-JSON."""

from pathlib import Path

from django.core.management.base import BaseCommand

from artifacts.domain.export import references_in_parts, references_of
from artifacts.management.selecting import add_selection, new_file, selected
from artifacts.models import Reference

FORMATS = {".bib": "bib", ".ris": "ris", ".json": "csl"}


class Command(BaseCommand):
    help = "Exports works to a new file whose name ends in .bib, .ris or .json (CSL-JSON)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=new_file(FORMATS))
        add_selection(parser)

    def handle(self, *args, **options):
        file: Path = options["file"]
        artifacts = selected(options)
        works = Reference.objects.all() if artifacts is None else references_of(artifacts)
        with file.open("x", encoding="utf-8", newline="\n") as written:
            written.writelines(references_in_parts(works, FORMATS[file.suffix]))
        self.stdout.write(f"Exported to {file}.")
