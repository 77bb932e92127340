"""`manage.py import_capture FILE…`: read text captures of artifact pages, each whole or not at all."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from artifacts.domain.accounts import importer
from artifacts.domain.captures import import_capture
from artifacts.domain.refresh import refresh_all
from artifacts.errors import ArtifactError
from artifacts.models import Publication
from artifacts.text.captures import read_capture


class Command(BaseCommand):
    help = "Imports text captures of artifact pages."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="tell what would be done, and do nothing")

    def handle(self, *args, **options):
        failed = [file for file in options["files"] if not self.import_file(file, options["dry_run"])]
        refresh_all(Publication.objects.stale())
        if failed:
            raise CommandError(f"{len(failed)} of {len(options['files'])} files were not imported.")

    def import_file(self, file: Path, dry_run: bool) -> bool:
        try:
            capture = read_capture(file.read_bytes(), file.name)
            imported = import_capture(capture, by=importer(), name=file.name, dry_run=dry_run)
        except OSError as error:
            self.stderr.write(f"{file}: {error.strerror}.")
            return False
        except ArtifactError as error:
            self.stderr.write(error.sentence if file.name in error.sentence else f"{file.name}: {error.sentence}")
            return False
        self.tell(file, capture, imported, dry_run)
        return True

    def tell(self, file: Path, capture, imported, dry_run: bool) -> None:
        self.stdout.write(f"{file.name}: {capture.title} ({capture.public_id})")
        outcomes = [f"{outcome:9} {public_id}" for public_id, outcome in imported.outcomes.items()]
        self.block("Would be" if dry_run else "Done", outcomes)
        self.block("Repaired", capture.repairs)
        self.block("To look at", [*capture.remarks, *imported.remarks])
        self.block("Findings, by line of the text", told_by_rule(capture.findings))

    def block(self, title: str, lines) -> None:
        if lines:
            self.stdout.write(f"  {title}:")
        for line in lines:
            self.stdout.write(f"    {line}")


def told_by_rule(findings) -> list[str]:
    """One line a rule: how often, where, and its first sentence."""
    by_rule = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    return [
        f"{rule} ({len(found)}): {', '.join(str(one.line) for one in found)}; {found[0].sentence}"
        for rule, found in by_rule.items()
    ]
