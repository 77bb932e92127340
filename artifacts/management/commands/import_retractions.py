"""`manage.py import_retractions FILE`: note on the library's works what Retraction Watch says of them."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from artifacts.domain.accounts import importer
from artifacts.domain.retractions import SAME, find_works, mark_works
from artifacts.errors import ArtifactError
from artifacts.representations.retraction_watch import read_notices


class Command(BaseCommand):
    help = (
        "Reads Crossref's CSV of the Retraction Watch database, and marks the works that the library holds as "
        "retracted, under an expression of concern, or corrected, with date and source: one revision each. "
        "A person's judgement is never replaced by a milder one."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="tell what would be marked, and mark nothing")

    def handle(self, *args, **options):
        try:
            with options["file"].open("rb") as lines:
                found = find_works(read_notices(tqdm(lines, unit="line", disable=None), options["file"].name))
        except ArtifactError as error:
            raise CommandError(error.sentence) from error
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        results = Counter()
        for outcome in mark_works(found.notices, by=importer(), dry_run=options["dry_run"]):
            results[outcome.result] += 1
            if outcome.result != SAME:
                line = f"{outcome.public_id}: {outcome.before} → {outcome.status}: {outcome.result}"
                self.stdout.write(": ".join(filter(None, [line, outcome.sentence])))
        counts = {**found.counts, "works of the library among them": len(found.notices), **results}
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))
        if options["dry_run"]:
            self.stdout.write("Nothing was saved.")
