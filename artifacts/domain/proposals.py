"""Proposals: what an import would have written over a person's edit; taken over by three-way merge, or discarded."""

from collections.abc import Sequence

from django.db import transaction

from artifacts.domain.publications import content_of_revision
from artifacts.domain.restore import Plan, carry_out, today
from artifacts.domain.save import Saved
from artifacts.models import Draft
from artifacts.representations.changes import compare_contents
from artifacts.representations.merging import merge_contents


def plan_proposal(draft: Draft, choices: Sequence[str] = ()) -> Plan:
    """Plan to do to the artifact what the import changed since it last wrote it; clashes by choice. Reads only."""
    artifact, newest, now = today(draft.artifact)
    imported = artifact.revisions.filter(batch__isnull=False, version__isnull=False, number__lte=draft.base_number)
    last = imported.select_related("version").newest()
    # Nothing to hold it against: what the person wrote and what the import brings then clash wherever they differ.
    base = content_of_revision(last) if last else {}
    merged = merge_contents(base, now, draft.document, choices)
    return Plan(
        artifact=artifact,
        base=newest.number,
        content=merged.content,
        changes=compare_contents(now, merged.content),
        tag="proposal",
        summary=f"Took over the proposal of {draft.batch.name}" if draft.batch else "Took over a proposal",
        clashes=merged.clashes,
    )


def accept(draft: Draft, plan: Plan, *, by, base: int, note: str = "") -> Saved:
    """Save what was planned, and let the proposal go."""
    with transaction.atomic():
        saved = carry_out(plan, by=by, base=base, note=note)
        draft.delete()
    return saved


def discard(draft: Draft) -> None:
    draft.delete()
