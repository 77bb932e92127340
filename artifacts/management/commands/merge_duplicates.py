"""`manage.py merge_duplicates --plan FILE | --apply FILE | --undo FILE`: many pairs, by an audit that people read."""

import json
from collections import Counter
from itertools import chain
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from artifacts.domain.accounts import importer
from artifacts.domain.merge_files import LEFT, apply_lines, audit_lines, candidates, read_lines, twins, undo_lines
from artifacts.domain.refresh import refresh_stale
from artifacts.errors import ArtifactError


class Command(BaseCommand):
    help = "Merges pairs of duplicates: writes an audit with one pair a line, does what it says, or takes that back."

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--plan", type=Path, metavar="FILE", help="write the audit of all pairs, and merge nothing")
        what.add_argument("--apply", type=Path, metavar="FILE", help="merge the pairs whose decision is 'merge'")
        what.add_argument("--undo", type=Path, metavar="FILE", help="take the merges of an audit back")
        parser.add_argument(
            "--found",
            type=float,
            metavar="SCORE",
            help="plan also the pairs that find_duplicates found, from this score (0 to 1) on",
        )
        parser.add_argument("--why", default="", help="the reason that both histories give")

    def handle(self, *args, **options):
        try:
            if options["plan"]:
                self.plan(options["plan"], options["found"])
            elif options["apply"]:
                why = options["why"] or "the same page under two ids"
                self.work(options["apply"], apply_lines, why)
            else:
                self.work(options["undo"], undo_lines, options["why"] or f"undo of {options['undo'].name}")
        except FileExistsError as error:
            raise CommandError(f"{error.filename} exists already: name another file, or remove it first.") from error
        except (ArtifactError, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error

    def plan(self, path: Path, least: float | None) -> None:
        pairs, rules = chain(twins(), candidates(least) if least is not None else ()), Counter()
        with path.open("x", encoding="utf-8") as file:
            for line in tqdm(audit_lines(_each_once(pairs)), unit="pair", disable=None):
                rules[line["decision"], line["rule"]] += 1
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        for (decision, rule), count in rules.most_common():
            self.stdout.write(f"{count:7} {decision}: {rule}")
        pairs = f"{rules.total()} pair{'' if rules.total() == 1 else 's'}"
        self.stdout.write(f"{pairs} in {path}. Read it, amend its decisions and titles, then --apply it.")

    def work(self, path: Path, verb, why: str) -> None:
        lines, results, rules = list(read_lines(path)), Counter(), Counter()
        rule_of = {(line["source"], line["target"]): str(line.get("rule") or "no rule") for line in lines}
        for outcome in tqdm(verb(lines, by=importer(), why=why), total=len(lines), unit="pair", disable=None):
            results[outcome.result] += 1
            rules[outcome.result, rule_of[outcome.source, outcome.target]] += 1
            if outcome.result == LEFT:
                self.stdout.write(f"{outcome.source} → {outcome.target}: {outcome.sentence}")
            if results.total() == len(lines):
                self.stdout.write("Every pair was looked at. What shows them is shown and checked anew now.")
        refresh_stale()
        for (result, rule), count in sorted(rules.items()):
            self.stdout.write(f"{count:7} {result}: {rule}")
        self.stdout.write(", ".join(f"{count} {result}" for result, count in sorted(results.items())) or "0 pairs")
        if results[LEFT]:
            raise CommandError(f"{results[LEFT]} of {len(lines)} pairs were left alone.")


def _each_once(pairs):
    """The pairs of which no side stood in a pair before."""
    seen = set()
    for source, target in pairs:
        if not {source.pk, target.pk} & seen:
            yield source, target
        seen |= {source.pk, target.pk}
