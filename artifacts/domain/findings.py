"""Findings of the site: how many by rule, where most are, and how that stood before."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, Sum

from artifacts.models import ROWS, Artifact, Checkup, Finding
from artifacts.text.lint import Coverage

# One error weighs more than any number of remarks: sorted by these, one after the other.
WORST_FIRST = ("-errors", "-warnings", "-infos", "artifact")


class Totals(NamedTuple):
    """What check-ups count, together."""

    artifacts: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    claims: int = 0
    sourced: int = 0

    @property
    def coverage(self) -> int | None:
        return Coverage(self.claims, self.sourced).percent


class RuleTotal(NamedTuple):
    rule: str
    severity: str
    findings: int
    artifacts: int
    fixable: int


def newest_checkups(**wanted):
    return Checkup.objects.filter(newest=True, artifact__state=Artifact.State.ACTIVE, **wanted)


def totals(checkups) -> Totals:
    sums = {name: Sum(name) for name in Totals._fields[1:]}
    counted = checkups.order_by().aggregate(artifacts=Count("pk"), **sums)
    return Totals(**{name: value or 0 for name, value in counted.items()})


def totals_then(moment: datetime, kind: str = "") -> Totals:
    """As the revisions stood that were the newest at a moment, as far as they were looked at."""
    then = Q(revision__date__lt=moment)
    later = Checkup.objects.filter(
        then, artifact=OuterRef("artifact"), revision__number__gt=OuterRef("revision__number")
    )
    checkups = Checkup.objects.filter(then, ~Exists(later), artifact__state=Artifact.State.ACTIVE)
    return totals(checkups.filter(artifact__kind=kind) if kind else checkups)


def by_rule(checkups) -> list[RuleTotal]:
    """The most frequent first, of each severity the worst first."""
    findings = Finding.objects.filter(checkup__in=checkups).order_by().values_list("rule", "severity")
    counted = findings.annotate(
        findings=Count("pk"),
        artifacts=Count("checkup", distinct=True),
        fixable=Count("pk", filter=Q(fixable=True)),
    )
    order = list(Finding.Severity.values)
    rows = [RuleTotal(*row) for row in counted]
    return sorted(rows, key=lambda row: (order.index(row.severity), -row.findings, row.rule))


def worst(checkups, most: int):
    """The check-ups with most errors, then warnings, then remarks; none that found nothing."""
    found = checkups.filter(Q(errors__gt=0) | Q(warnings__gt=0) | Q(infos__gt=0))
    return found.select_related("artifact", *(f"artifact__{row}" for row in ROWS.values())).order_by(*WORST_FIRST)[
        :most
    ]


def unchecked():
    """Artifacts of which no revision was looked at."""
    return Artifact.objects.filter(~Exists(Checkup.objects.filter(artifact=OuterRef("pk"), newest=True))).order_by("pk")
