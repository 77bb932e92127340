"""`manage.py import_references FILE…`: BibTeX, RIS, MEDLINE and CSL-JSON into the library, doubtful works left out."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from artifacts.domain.accounts import importer
from artifacts.domain.exchange import naming
from artifacts.domain.reference_applying import Result, apply_whole, done_of
from artifacts.domain.reference_files import FilePlan, Outcome, Planned, plan_file, take_file
from artifacts.domain.refresh import refresh_stale
from artifacts.errors import ArtifactError
from artifacts.representations.intake import FORMATS
from artifacts.templatetags.reference_files import reason_words


class Command(BaseCommand):
    help = "Imports reference files: new works are made, known ones get what they lack, doubtful ones are left out."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="tell what would be done, and do nothing")
        parser.add_argument("--format", choices=FORMATS, default="", help="told by the content if it is not given")
        parser.add_argument("--for-review", action="store_true", help="publish nothing of it")

    def handle(self, *args, **options):
        failed = [file for file in options["files"] if not self.import_file(file, options)]
        if not options["dry_run"]:
            refresh_stale()
        if failed:
            raise CommandError(f"{len(failed)} of {len(options['files'])} files were not imported.")

    def import_file(self, path: Path, options) -> bool:
        # A name of bytes that are no UTF-8 cannot be stored as it is.
        name = path.name.encode(errors="replace").decode()
        try:
            with naming(name), transaction.atomic():
                file = take_file(path.read_bytes(), by=importer(), name=name, format=options["format"])
                plan = plan_file(file)
                if options["dry_run"]:
                    self.tell(name, plan, Counter(str(outcome) for outcome in plan.counts.elements()))
                    transaction.set_rollback(True)
                    return True
        except ArtifactError as error:
            self.stderr.write(error.sentence)
            return False
        file = apply_whole(file, by=importer(), publishing=not options["for_review"])
        done = done_of(file)
        self.tell(name, plan, Counter(one.result for one in done.values()))
        self.block(
            "Not as planned", [f"{one.public_id} {one.sentence}".strip() for one in done.values() if one.sentence]
        )
        return not any(one.result == Result.FAILED for one in done.values())

    def tell(self, name: str, plan: FilePlan, counts: Counter) -> None:
        told = ", ".join(f"{count} {word}" for word, count in sorted(counts.items()))
        self.stdout.write(f"{name}: {told or 'no works'}")
        self.block("Cannot be read", [f"line {note.line}: {note.sentence}" for note in plan.problems])
        notes = [note for one in plan.planned for note in one.entry.notes]
        self.block("To look at", [f"line {note.line}: {note.sentence}" for note in notes])
        self.block("Doubtful", [_doubt(one) for one in plan.planned if one.outcome == Outcome.DOUBTFUL])

    def block(self, title: str, lines) -> None:
        if lines:
            self.stdout.write(f"  {title}:")
        for line in lines:
            self.stdout.write(f"    {line}")


def _doubt(one: Planned) -> str:
    candidates = ", ".join(row.public_id for row in one.candidates)
    return f"line {one.entry.line}: {reason_words(one.why)} {candidates}"
