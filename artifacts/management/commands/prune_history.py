"""`manage.py prune_history`: thin the texts of old revisions that nothing needs, after showing what that takes."""

import sys
from collections import Counter
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from artifacts.domain.prune import Pruning, plan_pruning, prunable, prune

LINE = "{:40} {:>9} {:>8} {:>12}  {}"


class Command(BaseCommand):
    help = (
        "Thins the texts of old revisions: one a day is kept for a year, one a month beyond. Never pruned: what was "
        "published, reviewed, named, imported or part of a merge, what waits for review, the base of an open draft, "
        "the first and the newest. Shows a table first."
    )

    def add_arguments(self, parser):
        parser.add_argument("ids", nargs="*", metavar="ID", help="artifact ids; all artifacts if none is given")
        parser.add_argument("--days", type=int, default=90, help="thin what is older than so many days (90)")
        parser.add_argument("--dry-run", action="store_true", help="stop after the table")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args, **options):
        plans = self.plans(options["ids"], options["days"])
        if not plans:
            self.stdout.write("There is nothing to prune.")
            return
        self.table(plans)
        if options["dry_run"]:
            return
        if not options["yes"]:
            self.ask()
        # Each artifact is a transaction of its own: what was done when this is interrupted stays done.
        done = sum(prune(plan) for plan in tqdm(plans, unit="artifact", disable=None))
        self.stdout.write(f"{counted(done, 'text')} pruned.")

    def plans(self, ids: list[str], days: int) -> list[Pruning]:
        if not 1 <= days <= 100_000:
            raise CommandError("--days is a number from 1 to 100000.")
        now = timezone.now()
        before = now - timedelta(days=days)
        artifacts = prunable(before)
        if ids:
            artifacts = artifacts.model.objects.filter(public_id__in=ids).order_by("pk")
            missing = set(ids) - set(artifacts.values_list("public_id", flat=True))
            if missing:
                raise CommandError(f"There is no artifact with the id {sorted(missing)[0]!r}.")
        bar = tqdm(artifacts.iterator(), total=artifacts.count(), unit="artifact", disable=None)
        plans = (plan_pruning(artifact, before=before, now=now) for artifact in bar)
        return [plan for plan in plans if plan.numbers]

    def table(self, plans: list[Pruning]) -> None:
        self.stdout.write(LINE.format("artifact", "revisions", "to prune", "bytes freed", "kept"))
        for plan in plans:
            self.line(plan.artifact.public_id, plan.revisions, len(plan.numbers), plan.size, plan.kept)
        self.line(
            counted(len(plans), "artifact"),
            sum(plan.revisions for plan in plans),
            sum(len(plan.numbers) for plan in plans),
            sum(plan.size for plan in plans),
            sum((plan.kept for plan in plans), Counter()),
        )

    def line(self, name: str, revisions: int, numbers: int, size: int, kept: Counter) -> None:
        told = ", ".join(f"{count} {reason}" for reason, count in kept.most_common())
        self.stdout.write(LINE.format(name, f"{revisions:,}", f"{numbers:,}", f"{size:,}", told))

    def ask(self) -> None:
        if not sys.stdin.isatty():
            raise CommandError("Nothing was pruned: call it with --yes where nobody can be asked.")
        if input("These texts cannot be brought back. Type yes to prune them: ").strip().lower() != "yes":
            raise CommandError("Nothing was pruned.")


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
