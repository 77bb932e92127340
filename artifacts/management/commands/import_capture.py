"""`manage.py import_capture FILE…`: read text captures of artifact pages, each whole or not at all."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from artifacts.domain.accounts import importer
from artifacts.domain.captures import import_capture
from artifacts.domain.exchange import naming
from artifacts.domain.imports import SAME
from artifacts.domain.refresh import refresh_stale
from artifacts.errors import ArtifactError
from artifacts.text.captures import read_capture


class Command(BaseCommand):
    help = "Imports text captures of artifact pages."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="do everything, tell it, and take it back")

    def handle(self, *args, **options):
        failed = [file for file in options["files"] if not self.import_file(file, options["dry_run"])]
        if not options["dry_run"]:
            refresh_stale()
        if failed:
            raise CommandError(f"{len(failed)} of {len(options['files'])} files were not imported.")

    def import_file(self, file: Path, dry_run: bool) -> bool:
        # A name of bytes that are no UTF-8 cannot be stored as it is.
        name = file.name.encode(errors="replace").decode()
        try:
            with naming(name):
                capture = read_capture(file.read_bytes(), name)
                imported = import_capture(capture, by=importer(), name=name, dry_run=dry_run)
        except ArtifactError as error:
            self.stderr.write(error.sentence)
            return False
        self.tell(name, capture, imported, dry_run)
        return True

    def tell(self, name: str, capture, imported, dry_run: bool) -> None:
        if set(imported.outcomes.values()) == {SAME}:
            self.stdout.write(f"{name}: {capture.title} ({capture.public_id}) is unchanged.")
            return
        self.stdout.write(f"{name}: {capture.title} ({capture.public_id})")
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
