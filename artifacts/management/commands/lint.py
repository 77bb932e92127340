"""`manage.py lint`: what the rules find, in some artifacts or all; looked at anew, mended, or as JSON if asked for."""

import json
import os
import sys
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from artifacts.domain.accounts import importer
from artifacts.domain.findings import by_rule, newest_checkups, totals, totals_then, unchecked, worst
from artifacts.domain.fixes import fix_all
from artifacts.domain.rechecking import recheck
from artifacts.models import Artifact, Finding
from artifacts.text.addresses import normalise_key
from artifacts.text.lint import RULES, SEVERITIES, told
from artifacts.text.lint import Finding as Found

WEEK = timedelta(days=7)
MOST_WORST = 10


class Command(BaseCommand):
    help = "Prints what the rules of lint find in artifacts, the worst ones, and how it stood a week ago."

    def add_arguments(self, parser):
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="slugs, ids or DOIs; all artifacts if none")
        parser.add_argument("--rule", action="append", metavar="RULE", help="this rule alone; may be given again")
        parser.add_argument("--severity", choices=SEVERITIES, help="findings of this severity alone")
        parser.add_argument("--json", action="store_true", help="one object a line and finding, and nothing else")
        parser.add_argument("--refresh", action="store_true", help="look at every one anew first")
        parser.add_argument(
            "--processes", type=int, default=1, metavar="N", help="workers that look, beside the writer"
        )
        parser.add_argument("--fix", action="store_true", help="make the safe fixes first, one revision an artifact")
        parser.add_argument("--strict", action="store_true", help="exit code 1 where an error is found")

    def handle(self, *args, **options):
        for rule in options["rule"] or ():
            if rule not in RULES:
                raise CommandError(f"There is no rule {rule!r}; docs/lint.md lists them.")
        artifacts = self.artifacts(options["slugs"])
        if options["fix"]:
            self.fix(artifacts, self.wanted_rules(options))
        waiting = artifacts if options["refresh"] else artifacts.filter(pk__in=unchecked().values("pk"))
        with self.bar(None, waiting.count()) as bar:
            for done in recheck(waiting, processes=options["processes"]):
                bar.update(done)
        checkups = newest_checkups(artifact__in=artifacts)
        try:
            self.tell(checkups, options)
        except BrokenPipeError:
            # Who reads along, such as `head`, has had enough: Python would complain once more at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if options["strict"] and self.findings(checkups, options).filter(severity="error").exists():
            raise CommandError("Errors were found.")

    def artifacts(self, slugs: list[str]):
        active = Artifact.objects.active().order_by("pk")
        if not slugs:
            return active
        keys = {slug: normalise_key(slug) for slug in slugs}
        found = Artifact.objects.for_keys(keys.values())
        for slug, key in keys.items():
            if key not in found:
                raise CommandError(f"There is nothing at the address {slug!r}.")
        return active.filter(pk__in=[artifact.pk for artifact in found.values()])

    def wanted_rules(self, options) -> set[str] | None:
        if not options["rule"] and not options["severity"]:
            return None
        rules = options["rule"] or RULES
        return {rule for rule in rules if options["severity"] in (None, RULES[rule].severity)}

    def fix(self, artifacts, rules) -> None:
        """Tell of each that was mended on the error channel, so that `--json` prints findings alone."""
        fixed = 0
        for one in fix_all(self.bar(artifacts.iterator(), artifacts.count()), by=importer(), rules=rules):
            if one.saved is not None and one.saved.changed:
                fixed += 1
                self.stderr.write(f"{one.artifact}: {one.saved.revision.summary}")
        self.stderr.write(f"{fixed} mended; each waits for review.")

    def findings(self, checkups, options):
        wanted = self.wanted_rules(options)
        findings = Finding.objects.filter(checkup__in=checkups, rule__in=RULES if wanted is None else wanted)
        return findings.select_related("checkup__artifact__wikipage").order_by("checkup__artifact", "pk")

    def tell(self, checkups, options) -> None:
        rows = self.findings(checkups, options)
        if options["json"]:
            for row in rows.iterator(chunk_size=2000):
                self.stdout.write(json.dumps(as_object(row), ensure_ascii=False))
            return
        if options["slugs"]:
            for row in rows.iterator(chunk_size=2000):
                one = as_object(row)
                self.stdout.write(f"{one['slug']}: {one['place']}: {row.severity}: {one['message']} [{row.rule}]")
        self.tell_totals(checkups, self.wanted_rules(options), whole=not options["slugs"])

    def tell_totals(self, checkups, wanted, *, whole: bool) -> None:
        for row in by_rule(checkups):
            if wanted is None or row.rule in wanted:
                safe = f", {row.fixable} with a safe fix" if row.fixable else ""
                self.stdout.write(f"{row.severity:8} {row.rule:32} {row.findings:7} in {row.artifacts}{safe}")
        now = totals(checkups)
        if whole:
            self.stdout.write("Worst:")
            for checkup in worst(checkups, MOST_WORST):
                self.stdout.write(f"  {checkup.artifact}: {counts_of(checkup)}")
            then = totals_then(timezone.now() - WEEK)
            self.stdout.write(f"A week ago: {sentence_of(then)}")
        self.stdout.write(f"Now: {sentence_of(now)}")

    def bar(self, items, total: int):
        """A bar on a terminal only."""
        return tqdm(items, total=total, unit="artifact", disable=None)


def as_object(row: Finding) -> dict:
    """A finding as programs read it; of what has no slug the id stands there."""
    artifact = row.checkup.artifact
    page = artifact.wikipage if artifact.kind == Artifact.Kind.PAGE else None
    return {
        "rule": row.rule,
        "severity": row.severity,
        "slug": page.slug if page else artifact.public_id,
        "place": f"{row.part} {row.place}".strip(),
        "message": told(Found(row.rule, row.part, row.place, row.params)),
        "fixable": row.fixable,
    }


def sentence_of(counted) -> str:
    found = f"{counts_of(counted)} in {counted.artifacts}"
    return f"{found}; {counted.coverage} % sourced." if counted.coverage is not None else f"{found}."


def counts_of(counted) -> str:
    counts = ((counted.errors, "error"), (counted.warnings, "warning"), (counted.infos, "remark"))
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts)
