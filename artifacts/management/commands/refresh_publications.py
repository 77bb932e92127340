"""`manage.py refresh_publications`: render anew what is stale, or everything with `--all`."""

from django.core.management.base import BaseCommand
from django.db.models import Q

from artifacts.domain.refresh import refresh_all
from artifacts.domain.render import RENDERER_VERSION
from artifacts.models import Publication


class Command(BaseCommand):
    help = "Renders stale publications anew, and those that an older renderer made."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="every publication, stale or not")

    def handle(self, *args, **options):
        publications = Publication.objects.of_active()
        if not options["all"]:
            publications = publications.filter(Q(stale=True) | ~Q(renderer_version=RENDERER_VERSION))
        count = refresh_all(publications)
        self.stdout.write(f"Refreshed {count} publication{'' if count == 1 else 's'}.")
