"""`manage.py undo_batch NAME`: take a whole import of a dump back, but for what people edited or use since."""

from django.core.management.base import BaseCommand, CommandError

from artifacts.domain.dumps.undoing import undo_batch
from artifacts.errors import ArtifactError
from artifacts.management.bars import Bars


class Command(BaseCommand):
    help = "Takes an import of a dump back; called again after a stop it goes on."

    def add_arguments(self, parser):
        parser.add_argument("name", metavar="NAME", help="what the import was called")
        parser.add_argument("--dry-run", action="store_true", help="do everything, tell it, and take it back")

    def handle(self, *args, **options):
        bars = Bars(self.stdout)
        bars.stage("taking back", None)
        try:
            told = undo_batch(options["name"], dry_run=options["dry_run"], did=bars.did)
        except ArtifactError as error:
            raise CommandError(error.sentence) from error
        finally:
            bars.close()
        for public_id, why in told["stays"]:
            self.stdout.write(f"stays: {public_id} ({why})")
        counts = ", ".join(f"{count:,} {what}" for what, count in sorted(told["counts"].items()) if count)
        self.stdout.write(f"{counts or 'nothing to take back'}.")
        if options["dry_run"]:
            self.stdout.write("Everything stands as it was: this was a dry run.")
