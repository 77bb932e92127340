"""`manage.py lookup_references [ID …]`: hold unverified references against the public services."""

from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from artifacts.domain.accounts import importer
from artifacts.domain.lookup import check_lookups_on
from artifacts.domain.lookup.verifying import FAILED, VERIFIED, unverified, verify_references
from artifacts.errors import ArtifactError


class Command(BaseCommand):
    help = (
        "Looks up unverified references by their PMID, DOI or PMCID. What agrees in title, year, first author and "
        "identifiers is marked as verified, with the service and the date; what differs is listed, and left alone."
    )

    def add_arguments(self, parser):
        parser.add_argument("ids", nargs="*", metavar="ID", help="references; all unverified ones if none is given")
        parser.add_argument("--limit", type=int, metavar="N", help="stop after so many")
        parser.add_argument("--dry-run", action="store_true", help="list, and mark nothing")

    def handle(self, *args, **options):
        if options["limit"] is not None and options["limit"] < 1:
            raise CommandError("--limit is a number from 1 on.")
        try:
            check_lookups_on()
        except ArtifactError as error:
            raise CommandError(error.sentence) from error
        waiting, results = unverified(options["ids"], most=options["limit"]), Counter()
        outcomes = verify_references(waiting, by=importer(), dry_run=options["dry_run"])
        for outcome in tqdm(outcomes, total=waiting.count(), unit="reference", disable=None):
            results[outcome.result] += 1
            if outcome.result != VERIFIED:
                self.stdout.write("\n  ".join([f"{outcome.public_id}: {outcome.result}", *outcome.lines]))
        self.stdout.write(", ".join(f"{count} {result}" for result, count in sorted(results.items())) or "0 references")
        if options["dry_run"]:
            self.stdout.write("Nothing was saved.")
        if results[FAILED]:
            raise CommandError(f"{results[FAILED]} of {results.total()} could not be asked: try again later.")
