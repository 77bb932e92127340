"""`manage.py rebuild_search`: index every publication anew, from what readers are shown."""

from django.core.management.base import BaseCommand

from artifacts.domain.search.engine import engine
from artifacts.domain.search.index import rebuild


class Command(BaseCommand):
    help = "Makes the index of search anew, as after a bulk load or a change of what is searched."

    def handle(self, *args, **options):
        count = rebuild()
        self.stdout.write(f"Indexed {count} publication{'' if count == 1 else 's'}.")
        if warning := engine().warning():
            self.stderr.write(warning)
