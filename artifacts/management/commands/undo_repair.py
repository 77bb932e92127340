"""`manage.py undo_repair RULE --batch NAME`: take back what one repair did to the artifacts of an import."""

from collections import Counter

from django.core.management.base import BaseCommand, CommandError

from artifacts.domain.accounts import importer
from artifacts.domain.dumps.unrepairing import CHANGED, SAME, undo_repair
from artifacts.domain.refresh import refresh_stale
from artifacts.errors import ArtifactError


class Command(BaseCommand):
    help = "Takes back what one repair did to the artifacts of an import, joined with what was edited since."

    def add_arguments(self, parser):
        parser.add_argument("rule", metavar="RULE", help="the repair's name, as the report of the import has it")
        parser.add_argument("--batch", required=True, metavar="NAME", help="the import's name")
        parser.add_argument("--dry-run", action="store_true", help="tell what would be done, and do nothing")

    def handle(self, *args, **options):
        counts = Counter()
        try:
            for one in undo_repair(options["rule"], options["batch"], by=importer(), dry_run=options["dry_run"]):
                counts[one.outcome] += 1
                if one.outcome != SAME:
                    would = "would be " * (options["dry_run"] and one.outcome == CHANGED)
                    self.stdout.write(f"{one.public_id}: {would}{one.outcome}{f' ({one.why})' if one.why else ''}")
        except ArtifactError as error:
            raise CommandError(error.sentence) from error
        if not options["dry_run"]:
            refresh_stale()
        told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items()))
        self.stdout.write(told or "The repair mended nothing in this import.")
