"""Merge: one artifact folded into another; planned first, then copied in one transaction, nothing moved or lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from artifacts.domain.publish import named, publish, unreviewed
from artifacts.domain.refresh import dependents, mark_shown, refresh_after_commit
from artifacts.domain.restore import today
from artifacts.domain.save import both_locked, save, write_revision
from artifacts.errors import ContentError, MergeError, StaleSaveError, StateError
from artifacts.errors import marked as _
from artifacts.models import Artifact, DuplicateCandidate, Merge, Publication, Reference, RevisionInfo
from artifacts.representations.canonical import normalised
from artifacts.representations.changes import Changes, compare_contents
from artifacts.representations.contents import content_of
from artifacts.representations.decisions import Decision
from artifacts.representations.folding import Folded, fold
from artifacts.text.addresses import normalise_key
from artifacts.text.merge_trace import with_entry

MOST_OF_A_REASON = 900


@dataclass(frozen=True)
class MergePlan:
    """What the target will say, on top of the two revisions that it was planned from."""

    source: Artifact
    target: Artifact
    source_base: int
    target_base: int
    folded: Folded
    changes: Changes

    @property
    def content(self) -> dict:
        return self.folded.content

    @property
    def undecided(self) -> list[int]:
        """The places of the choices that no rule settles and nobody has."""
        return [place for place, choice in enumerate(self.folded.choices) if choice.open]


def plan_merge(source: Artifact, target: Artifact, decisions: Sequence[Decision | None] = ()) -> MergePlan:
    """Plan to fold the source into the target, each differing item as decided or by its default. Reads only."""
    check_pair(source, target)
    _target, target_newest, target_content = today(target)
    _source, source_newest, source_content = today(source)
    works = works_led_to(target_content, source_content)
    folded = fold(target_content, source_content, decisions, works)
    return MergePlan(
        source=source,
        target=target,
        source_base=source_newest.number,
        target_base=target_newest.number,
        folded=folded,
        changes=compare_contents(target_content, folded.content),
    )


def check_pair(source: Artifact, target: Artifact) -> None:
    """MergeError unless the two are different, of one kind and both active."""
    if source == target:
        raise MergeError(_("{public_id} cannot be merged into itself."), public_id=source.public_id)
    if source.kind != target.kind:
        raise MergeError(
            _("{source} is a {one} and {target} a {other}: only two of a kind can be merged."),
            source=source.public_id,
            one=source.get_kind_display(),
            target=target.public_id,
            other=target.get_kind_display(),
        )
    for artifact in (source, target):
        if artifact.state != Artifact.State.ACTIVE:
            raise MergeError(
                _("{public_id} is {state}: only what is active can be merged."),
                public_id=artifact.public_id,
                state=artifact.get_state_display(),
            )


def shown_by(plan: MergePlan) -> list[Publication]:
    """The publications that a merge renders anew, since they link to, cite or show one of the two; by title."""
    affected = Publication.objects.of_active().filter(dependents(plan.source) | dependents(plan.target))
    own = affected.exclude(artifact__in=[plan.source, plan.target])
    return list(own.select_related("artifact").defer("parts").order_by("title", "pk"))


def waiting(plan: MergePlan, *, by) -> list[RevisionInfo]:
    """Others' unreviewed revisions of either side, which would go out with a merge that is published."""
    return [info for artifact in (plan.target, plan.source) for info in unreviewed(artifact, by=by)]


def merge(
    plan: MergePlan, *, by, why: str, publishing: bool = True, include_unreviewed: bool = False, refreshing: bool = True
) -> Merge:
    """Fold the source in: two revisions and a ledger row, or nothing at all.

    StaleSaveError where either side was edited since the plan; MergeError, StateError or ContentError where a rule
    forbids it. Published where one of the two is; the source's readers would else find nothing. A caller that merges
    many refreshes what shows them once, at its end: `refreshing=False`.
    """
    why = normalised(why).strip()[:MOST_OF_A_REASON]
    if not why:
        raise ContentError(_("Say why the two are merged: it stands in both histories."), field="why")
    if plan.undecided:
        choice = plan.folded.choices[plan.undecided[0]]
        raise MergeError(_("No rule settles the {part}: choose one."), part=choice.key.part)
    with transaction.atomic():
        source, target = both_locked(plan.source, plan.target)
        check_pair(source, target)
        befores = newest_if_at(source, plan.source_base), newest_if_at(target, plan.target_base)
        public = Publication.objects.filter(artifact__in=[source, target])
        publishing = check_publishing(plan, public, publishing, include_unreviewed, by)
        done = _fold_in(plan, source, target, befores, by=by, why=why)
        DuplicateCandidate.objects.filter(first__in=[source, target], second__in=[source, target]).delete()
        if publishing:
            publish(done.target_after, by=by, refreshing=False)
        mark_shown(source)
        if refreshing:
            refresh_after_commit()
    return done


def _fold_in(plan: MergePlan, source: Artifact, target: Artifact, befores, *, by, why: str) -> Merge:
    """The two revisions and the ledger row. Both must be locked; `befores` are the newest revisions of both."""
    now = timezone.now()
    # The source first: a work's identifiers are free for the target only once their holder is folded in.
    leave(source, target, by=by, why=why, now=now)
    saved = save(
        {**plan.content, "metadata": with_trace(plan, by, why, now)},
        by=by,
        artifact=target,
        base=plan.target_base,
        summary=f"Merged {source.public_id} into this: {why}",
        tags=["merge"],
    )
    content, summary = content_of(source), f"Merged into {target.public_id}: {why}"
    source_after = write_revision(
        source, content, befores[0], by, summary, ["merge"], changed={"state": 1}, approved=True
    )
    return Merge.objects.create(
        source=source,
        target=target,
        source_before=befores[0],
        source_after=source_after,
        target_before=befores[1],
        target_after=saved.revision,
        decisions=told(plan),
        by=by,
        at=now,
        reason=why,
    )


def newest_if_at(artifact: Artifact, base: int) -> RevisionInfo:
    """The newest revision, if it is still the one that was planned from; StaleSaveError else."""
    newest = artifact.revisions.newest()
    if newest.number != base:
        raise StaleSaveError(
            _("Nothing was done: {author} saved revision {number} of {public_id} since the plan was made. Look again."),
            author=newest.author_name,
            number=newest.number,
            public_id=artifact.public_id,
        )
    return newest


def check_publishing(plan, public, publishing: bool, include_unreviewed: bool, by) -> bool:
    """Whether the result is to be published: not where readers know neither of the two."""
    if not public.exists():
        return False
    if not publishing and not public.filter(artifact=plan.target).exists():
        raise MergeError(
            _("Readers see {source} and not {target}: publish the result at once, or they would find nothing."),
            source=plan.source.public_id,
            target=plan.target.public_id,
        )
    others = waiting(plan, by=by) if publishing and not include_unreviewed else []
    if others:
        raise StateError(
            _("Nothing was done: publishing would also publish unreviewed revisions: {revisions}."),
            revisions=named(others),
        )
    return publishing


def leave(source: Artifact, target: Artifact | None, *, by, why: str, now) -> None:
    """Set where a source leads: to the target that it is merged into, or back to itself. The source must be locked."""
    source.state = Artifact.State.MERGED if target else Artifact.State.ACTIVE
    source.merged_into, source.state_reason = target, why if target else ""
    source.state_by, source.state_at = by, now
    source.save(update_fields=["state", "merged_into", "state_reason", "state_by", "state_at"])
    if source.kind == Artifact.Kind.REFERENCE:
        Reference.objects.filter(pk=source.pk).update(folded=target is not None)


def works_led_to(*contents: dict) -> dict[str, str]:
    """For each reference id that pages cite the id of the work that it leads to, merges followed."""
    ids = {reference for content in contents for reference in content.get("citations", {}).values() if reference}
    found = {artifact.public_id: artifact for artifact in Artifact.objects.filter(public_id__in=ids)}
    finals = Artifact.objects.finals(found.values())
    return {public_id: finals[artifact.pk].public_id for public_id, artifact in found.items()}


def with_trace(plan: MergePlan, by, why: str, now) -> dict:
    """The target's metadata with the entry of this merge."""
    source, target = plan.source.public_id, plan.target.public_id
    twin = normalise_key(target) == f"wiki-{normalise_key(source)}"
    entry = {
        "merged_at": now.isoformat(timespec="seconds"),
        "unprefixed_id" if twin else "source_id": source,
        "source_revision": plan.source_base,
        "target_revision": plan.target_base + 1,
        "by": by.get_username(),
        "why": why,
    }
    return with_entry(plan.content["metadata"], entry)


def told(plan: MergePlan) -> dict:
    """The decisions as the ledger keeps them."""
    return {
        "items": [
            {"part": choice.key.part, "name": choice.key.name, "side": choice.chosen, "rule": choice.rule}
            for choice in plan.folded.choices
        ],
        "citekeys": plan.folded.united.told,
    }
