"""`manage.py import_dump PATH…`: bring in a dump of another site, in stages that can be resumed and taken back."""

import json
import os
import shutil
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string
from django.utils import timezone

from artifacts.domain.dumps.importing import Tell, import_dump
from artifacts.domain.dumps.report import lines_of
from artifacts.errors import ArtifactError
from artifacts.management.bars import Bars

STAGES = {
    "look": "reading names",
    "paper": "papers",
    "analysis": "analyses",
    "hypothesis": "hypotheses",
    "wiki_page": "pages",
    "artifact_link": "links",
    "edge": "edges",
    "captured": "captured pages",
    "show hypothesis": "showing hypotheses",
    "show page": "showing pages",
    "show analysis": "showing analyses",
    "show hypothesis again": "listing pages on hypotheses",
    "show reference": "showing references",
    "changed": "publishing what has changed",
    "others": "telling other pages",
}


class Command(BaseCommand):
    help = "Imports a dump: files, folders or archives. Call it again with the same --batch after a stop: it goes on."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--batch", metavar="NAME", help="what the import is called, to resume or undo it by")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="how many compute at once")
        parser.add_argument("--dry-run", action="store_true", help="do everything, tell it, and take it back")
        parser.add_argument("--rejects", type=Path, metavar="FILE", help="where what cannot be taken is written")
        parser.add_argument("--report", type=Path, metavar="DIR", help="write the report there as JSON and HTML")

    def handle(self, *args, **options):
        name = options["batch"] or f"{options['paths'][0].resolve().name} {timezone.now():%Y-%m-%d %H:%M:%S}"
        for path in options["paths"]:
            if not path.exists():
                raise CommandError(f"{path} does not exist.")
        folder = options["report"] or Path()
        rejects = options["rejects"] or folder / f"{name.replace('/', '_')}.rejects.jsonl"
        folder.mkdir(parents=True, exist_ok=True)
        self.stdout.write(f"Importing as {name!r}.")
        bars = Bars(self.stdout, STAGES)
        try:
            report = import_dump(
                options["paths"],
                name=name,
                rejects=rejects,
                processes=max(options["processes"], 1),
                dry_run=options["dry_run"],
                tell=Tell(bars.stage, bars.did),
            )
        except ArtifactError as error:
            raise CommandError(error.sentence) from error
        finally:
            bars.close()
        self.tell(report, rejects, options)

    def tell(self, report: dict, rejects: Path, options) -> None:
        for line in lines_of(report):
            self.stdout.write(line)
        if folder := options["report"]:
            (folder / "report.json").write_text(json.dumps(report, indent=2, ensure_ascii=False), encoding="utf-8")
            (folder / "report.html").write_text(render_to_string("import_report.html", report), encoding="utf-8")
            shutil.copy(finders.find("import-report.css"), folder / "report.css")
            self.stdout.write(f"The report is in {folder}.")
        if options["dry_run"]:
            self.stdout.write("Nothing was kept of it: this was a dry run.")
        if report["rejects"]:
            raise CommandError(f"{report['rejects']:,} records could not be taken: see {rejects}.", returncode=3)
