"""Fixes: the safe ones that rules of lint offer, planned and shown first, then saved as one revision of each page."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction

from artifacts.domain.checkup import look
from artifacts.domain.publish import named, publish, unreviewed
from artifacts.domain.restore import Plan, carry_out, today
from artifacts.domain.save import Saved
from artifacts.errors import ArtifactError, StateError
from artifacts.errors import marked as _
from artifacts.models import Artifact
from artifacts.representations.canonical import canonical
from artifacts.representations.changes import compare_contents
from artifacts.text.lint import Finding, apply_edits

# A fix may lay bare another, such as of two that overlapped; rounds beyond these would be rules that quarrel.
MOST_ROUNDS = 5


@dataclass(frozen=True)
class FixPlan(Plan):
    """What would be saved, and the findings that this mends."""

    mended: tuple[Finding, ...] = ()


class Fixed(NamedTuple):
    """What became of one of several pages: the revision that was written, or the sentence why none was."""

    artifact: Artifact
    saved: Saved | None
    reason: ArtifactError | None = None


def finding_id(finding: Finding) -> str:
    """By what a finding is named in a form: the same defect in the same place is the same finding."""
    told = [finding.rule, finding.part, finding.place, finding.params]
    return hashlib.sha256(canonical(told)).hexdigest()[:16]


def plan_fixes(
    artifact: Artifact, rules: Collection[str] | None = None, findings: Collection[str] | None = None
) -> FixPlan:
    """Plan to make the safe fixes of some rules, or of single findings by their ids; all of them else. Reads only.

    StateError where there is nothing to mend, or the artifact may not be edited.
    """
    artifact, newest, now = today(artifact)
    content, mended = now, []
    for _round in range(1 if findings is not None else MOST_ROUNDS):
        wanted = [one for one in look(content, artifact)[0] if one.edits and _chosen(one, rules, findings)]
        after = apply_edits(content, [edit for one in wanted for edit in one.edits])
        if after == content:
            break
        content, mended = after, [*mended, *wanted]
    if not mended:
        raise StateError(_("There is nothing here that can be mended safely."))
    return FixPlan(
        artifact=artifact,
        base=newest.number,
        content=content,
        changes=compare_contents(now, content),
        tag="fix",
        summary=_summary(mended),
        mended=tuple(mended),
    )


def _chosen(finding: Finding, rules, findings) -> bool:
    return (rules is None or finding.rule in rules) and (findings is None or finding_id(finding) in findings)


def _summary(mended: Iterable[Finding]) -> str:
    counts = Counter(finding.rule for finding in mended)
    return f"Fixed {counts.total()}: " + ", ".join(f"{rule} ({count})" for rule, count in counts.most_common())


def apply_fixes(plan: FixPlan, *, by, publish_too: bool = False) -> Saved:
    """Write a plan as one revision; StaleSaveError where somebody saved since it was made.

    Published, others' unreviewed revisions would go out too: StateError then, and nothing is written.
    """
    with transaction.atomic():
        waiting = unreviewed(plan.artifact, by=by) if publish_too else []
        if waiting:
            raise StateError(
                _("Nothing was done: publishing would also publish unreviewed revisions: {revisions}."),
                revisions=named(waiting),
            )
        saved = carry_out(plan, by=by, base=plan.base)
        if publish_too and saved.changed:
            publish(saved.revision, by=by)
    return saved


def fix_all(artifacts: Iterable[Artifact], *, by, rules: Collection[str] | None = None) -> Iterable[Fixed]:
    """Make the safe fixes of several artifacts, a revision each; one that is refused keeps none of the others back."""
    for artifact in artifacts:
        try:
            yield Fixed(artifact, apply_fixes(plan_fixes(artifact, rules), by=by))
        except ArtifactError as error:
            yield Fixed(artifact, None, error)
