"""`manage.py verify_history`: compute every hash and chain again; exit code 1 where something does not agree."""

from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from artifacts.domain.verify import verify
from artifacts.models import Artifact, RevisionInfo


class Command(BaseCommand):
    help = "Checks the history, the working copies, the addresses and the publications of all artifacts."

    def add_arguments(self, parser):
        parser.add_argument("ids", nargs="*", metavar="ID", help="artifact ids; all artifacts if none is given")
        parser.add_argument(
            "--no-publications", action="store_true", help="leave out the fresh renderings, which take longest"
        )

    def handle(self, *args, **options):
        artifacts = Artifact.objects.order_by("pk")
        if options["ids"]:
            artifacts = artifacts.filter(public_id__in=options["ids"])
            missing = set(options["ids"]) - set(artifacts.values_list("public_id", flat=True))
            if missing:
                raise CommandError(f"There is no artifact with the id {sorted(missing)[0]!r}.")
        found = 0
        # The bar stands on a terminal only; elsewhere, as under cron, there are just the sentences.
        for artifact in tqdm(artifacts.iterator(), total=artifacts.count(), unit="artifact", disable=None):
            for problem in verify(artifact, publications=not options["no_publications"]):
                found += 1
                self.stdout.write(str(problem))
        self.tell_removed(artifacts)
        if found:
            raise CommandError(f"{found} problem{'' if found == 1 else 's'} found.")
        count = artifacts.count()
        self.stdout.write(f"{count} artifact{'' if count == 1 else 's'} verified.")

    def tell_removed(self, artifacts) -> None:
        """What has no text by somebody's decision: its hashes were checked like all others."""
        removed = Counter(
            RevisionInfo.objects.filter(artifact__in=artifacts).exclude(removed="").values_list("removed", flat=True)
        )
        if removed:
            self.stdout.write(f"Texts that were suppressed: {removed['suppressed']}, pruned: {removed['pruned']}.")
