"""Proposals: an import's version, or a text that a reviewer returned; taken over by three-way merge, or discarded."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from artifacts.domain.documents import content_of_revision
from artifacts.domain.restore import Plan, carry_out, today
from artifacts.domain.save import Saved
from artifacts.models import Artifact, Draft
from artifacts.representations.changes import compare_contents
from artifacts.representations.merging import merge_contents


def plan_draft(draft: Draft, choices: Sequence[str] = ()) -> Plan:
    """Plan to do to the artifact what the draft changed of the text that it was made from; clashes by choice.

    That text is what imports said last, or what stood there before the rejected revision. Reads only.
    """
    artifact, newest, now = today(draft.artifact)
    returned = draft.kind == Draft.Kind.RETURNED
    base = _before_rejected(artifact, draft) if returned else _imported_last(artifact, draft)
    merged = merge_contents(base, now, draft.document, choices)
    return Plan(
        artifact=artifact,
        base=newest.number,
        content=merged.content,
        changes=compare_contents(now, merged.content),
        tag=draft.kind,
        summary=_summary(draft),
        clashes=merged.clashes,
    )


def _summary(draft: Draft) -> str:
    if draft.kind == Draft.Kind.RETURNED:
        return f"Took back revision {draft.rejected_number}"
    return f"Took over the proposal of {draft.batch.name}" if draft.batch else "Took over a proposal"


def _before_rejected(artifact: Artifact, draft: Draft) -> dict:
    before = artifact.revisions.filter(number=draft.base_number).select_related("version").first()
    return content_of_revision(before) if before else {}


def _imported_last(artifact: Artifact, draft: Draft) -> dict:
    """What imports said before this one: the last proposal that was settled, else the last revision that one wrote."""
    settled = artifact.drafts.filter(kind=Draft.Kind.PROPOSAL, settled_at__isnull=False).order_by("settled_at").last()
    if settled is not None:
        return settled.document
    imported = artifact.revisions.filter(batch__isnull=False, version__isnull=False, number__lte=draft.base_number)
    last = imported.select_related("version").newest()
    # Nothing to hold it against: what the person wrote and what the import brings then clash wherever they differ.
    return content_of_revision(last) if last else {}


def accept(draft: Draft, plan: Plan, *, by, base: int, note: str = "") -> Saved:
    """Save what was planned, and settle the draft."""
    with transaction.atomic():
        saved = carry_out(plan, by=by, base=base, note=note)
        discard(draft)
    return saved


def discard(draft: Draft) -> None:
    """Settle a draft; it is kept: the same import again is then no news."""
    draft.settled_at = timezone.now()
    draft.save(update_fields=["settled_at"])
