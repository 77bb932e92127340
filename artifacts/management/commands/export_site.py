"""`manage.py export_site FOLDER`: every published page as files that any web server can serve."""

import os
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from artifacts.errors import ArtifactError
from artifacts.management.progress import watched
from artifacts.management.selecting import new_folder
from artifacts.management.static_site import export_site


class Command(BaseCommand):
    help = "Writes a static site of all published pages to a new or empty folder."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=new_folder)
        parser.add_argument("--base", default="", metavar="URL", help="where it will stand, if not at SITE_URL")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="how many render at once")

    def handle(self, *args, **options):
        base = options["base"] or settings.SITE_URL
        if urlsplit(base).scheme not in ("https", "http") or not urlsplit(base).netloc:
            raise CommandError(f"{base!r} is no address of a site: give one such as https://wiki.example.org/archive.")
        try:
            counts = export_site(options["folder"], base=base, processes=max(1, options["processes"]), watch=watched)
        except ArtifactError as error:
            raise CommandError(error.sentence) from error
        told = ", ".join(f"{count} {what}" for what, count in counts.items())
        self.stdout.write(f"Exported to {options['folder']}: {told}.")
