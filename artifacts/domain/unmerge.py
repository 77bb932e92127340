"""Un-merge: a merge taken back from its ledger row; what was edited since is asked about item by item."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from artifacts.domain.documents import content_of_revision
from artifacts.domain.duplicates import judge_not_duplicate
from artifacts.domain.merge import check_publishing, leave, newest_if_at
from artifacts.domain.publish import publish, unpublish
from artifacts.domain.refresh import mark_shown, refresh_after_commit
from artifacts.domain.save import both_locked, save
from artifacts.errors import ArtifactError, ContentError, MergeError
from artifacts.errors import marked as _
from artifacts.models import Artifact, Merge, Publication, RevisionInfo
from artifacts.representations.canonical import normalised
from artifacts.representations.changes import Changes, compare_contents
from artifacts.representations.contents import content_of
from artifacts.representations.folding import renamed_by
from artifacts.representations.unfolding import Unfolded, unfold
from artifacts.text.merge_trace import KEY as TRACE
from artifacts.text.merge_trace import with_trace_but


@dataclass(frozen=True)
class UnmergePlan:
    """What both will say, on top of the two revisions that it was planned from."""

    merge: Merge
    source: Artifact
    target: Artifact
    source_base: int
    target_base: int
    unfolded: Unfolded
    target_changes: Changes
    source_changes: Changes


def why_not(merge: Merge) -> ArtifactError | None:
    """Why a merge cannot be taken back, as an error with its sentence; None where it can. Reads no document."""
    source, target = merge.source, merge.target
    if merge.undone_at is not None:
        return MergeError(_("It was taken back already."))
    if source.state != Artifact.State.MERGED or source.merged_into_id != target.pk:
        return MergeError(
            _("{public_id} does not lead to {target} any more."), public_id=source.public_id, target=target.public_id
        )
    if target.state == Artifact.State.MERGED:
        return MergeError(
            _("{public_id} was itself merged into {other}: take that back first."),
            public_id=target.public_id,
            other=target.merged_into.public_id,
        )
    if target.state != Artifact.State.ACTIVE:
        return MergeError(
            _("{public_id} is {state}: put it back first."),
            public_id=target.public_id,
            state=target.get_state_display(),
        )
    for revision in (merge.target_before, merge.target_after):
        if revision.removed:
            return MergeError(
                _("The text of revision {number} of {public_id} was {removed}, and it is needed."),
                number=revision.number,
                public_id=target.public_id,
                removed=revision.get_removed_display(),
            )
    return None


def plan_unmerge(merge: Merge, choices: Sequence[str | None] = ()) -> UnmergePlan:
    """Plan to take a merge back, each change since given to `target`, `source` or `both`. Reads only."""
    refusal = why_not(merge)
    if refusal is not None:
        raise refusal
    source, target = merge.source, merge.target
    now, own = content_of(target), content_of(source)
    before, merged = content_of_revision(merge.target_before), content_of_revision(merge.target_after)
    names = renamed_by(merge.decisions.get("citekeys", {}))
    before = {**before, "slug": now["slug"]} if "slug" in now else before
    unfolded = unfold(before, merged, now, own, choices, names, _merged_since(merge))
    if now["metadata"].get(TRACE) != merged["metadata"][TRACE]:
        # Other merges came or went since: theirs stay, the entry of this one goes.
        trace, entry = now["metadata"].get(TRACE), merged["metadata"][TRACE][-1]
        unfolded.target["metadata"] = with_trace_but(unfolded.target["metadata"], trace, entry)
    return UnmergePlan(
        merge=merge,
        source=source,
        target=target,
        source_base=source.revisions.newest().number,
        target_base=target.revisions.newest().number,
        unfolded=unfolded,
        target_changes=compare_contents(now, unfolded.target),
        source_changes=compare_contents(own, unfolded.source),
    )


def _merged_since(merge: Merge) -> list[dict]:
    """What the sources of later merges into the target said, as far as their texts are there."""
    later = Merge.objects.standing().filter(target=merge.target, pk__gt=merge.pk, source_before__removed="")
    return [content_of_revision(other.source_before) for other in later.select_related("source_before__version")]


def unmerge(
    plan: UnmergePlan,
    *,
    by,
    why: str,
    publishing: bool = True,
    include_unreviewed: bool = False,
    refreshing: bool = True,
    judging: bool = False,
) -> tuple[Artifact, Artifact]:
    """Take the merge back: the source is live again, the target without what came from it; or nothing at all.

    StaleSaveError where either side was edited since the plan; MergeError, StateError or ContentError where a rule
    forbids it. Source and target are given back as they are then. `judging` remembers that they are no duplicates.
    """
    why = normalised(why).strip()
    if not why:
        raise ContentError(_("Say why the merge is taken back: it stands in both histories."), field="why")
    try:
        with transaction.atomic():
            source, target = both_locked(plan.source, plan.target)
            standing = Merge.objects.with_all().get(pk=plan.merge.pk)
            refusal = why_not(standing)
            if refusal is not None:
                raise refusal
            newest_if_at(source, plan.source_base)
            newest_if_at(target, plan.target_base)
            public = Publication.objects.filter(artifact__in=[source, target])
            publishing = publishing and check_publishing(plan, public, publishing, include_unreviewed, by)
            revisions = _part(plan, source, target, by=by, why=why)
            standing.undone_by, standing.undone_at, standing.target_parted = by, timezone.now(), revisions[1]
            standing.save(update_fields=["undone_by", "undone_at", "target_parted"])
            if publishing:
                _publish(standing, *revisions, by=by)
            if judging:
                judge_not_duplicate(source, target, by=by, why=why)
            mark_shown(source)
            if refreshing:
                refresh_after_commit()
    except IntegrityError as error:
        raise ContentError(
            _("Both would have the same DOI, PMID or PMCID: give it to {source}."), source=plan.source.public_id
        ) from error
    return source, target


def _part(plan: UnmergePlan, source: Artifact, target: Artifact, *, by, why: str) -> tuple[RevisionInfo, RevisionInfo]:
    """The revisions of source and target that say what each has now."""
    # The target first: a work's identifiers are its record's own again only once the target has let them go.
    kept = save(
        plan.unfolded.target,
        by=by,
        artifact=target,
        base=plan.target_base,
        summary=f"Took back the merge of {source.public_id}: {why}",
        tags=["unmerge"],
    )
    leave(source, None, by=by, why=why, now=timezone.now())
    parted = save(
        plan.unfolded.source,
        by=by,
        artifact=source,
        base=plan.source_base,
        summary=f"Parted from {target.public_id} again: {why}",
        tags=["unmerge"],
    )
    return parted.revision, kept.revision


def _publish(done: Merge, parted: RevisionInfo, kept: RevisionInfo, *, by) -> None:
    if _only_by_the_merge(done, kept):
        unpublish(done.target)
    elif Publication.objects.filter(artifact=done.target).exists():
        publish(kept, by=by, refreshing=False)
    # What waited for review when the source was merged goes on waiting.
    if Publication.objects.filter(artifact=done.source, revision=done.source_before).exists():
        publish(parted, by=by, refreshing=False)


def _only_by_the_merge(done: Merge, kept: RevisionInfo) -> bool:
    """Whether readers first saw the target by the merge, and nothing was written on it since."""
    seen = done.target.revisions.filter(first_published__isnull=False, number__lte=done.target_before.number)
    return not seen.exists() and kept.number == done.target_after.number + 1
