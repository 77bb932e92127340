"""`manage.py find_duplicates`: look for artifacts told twice, and list the likeliest pairs."""

from django.core.management.base import BaseCommand

from artifacts.domain.duplicates import find_duplicates
from artifacts.management.progress import watched
from artifacts.models import Artifact, DuplicateCandidate

LISTED = 10


class Command(BaseCommand):
    help = "Looks for duplicates among the active artifacts, for people to judge in the admin."

    def add_arguments(self, parser):
        parser.add_argument("--kind", choices=Artifact.Kind.values, help="of one kind only; all kinds if none is given")

    def handle(self, *args, **options):
        kinds = [options["kind"]] if options["kind"] else Artifact.Kind.values
        told = find_duplicates(kinds, watch=watched)
        waiting = DuplicateCandidate.objects.open().filter(first__kind__in=kinds).order_by("-score", "pk")
        count = waiting.count()
        self.stdout.write(f"{count} pair{'' if count == 1 else 's'} of possible duplicates.")
        for rule, found in told.most_common():
            self.stdout.write(f"{found:8}  {rule}")
        for candidate in waiting.select_related("first", "second")[:LISTED]:
            reasons = "; ".join(f"{reason['rule']}: {reason['detail']}" for reason in candidate.reasons)
            self.stdout.write(f"  {candidate.score:.2f}  {candidate}  ({reasons})")
