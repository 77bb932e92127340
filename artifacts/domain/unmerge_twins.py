"""Parting twins: what `unmerge` does for each pair of pages, done for many together where nothing came in between.

The same two revisions and publications come of it. Pairs that are not as plain as that are left to `unmerge`.
"""

from collections import Counter
from typing import NamedTuple

from django.db.models import Case, Value, When
from django.utils import timezone

from artifacts.domain.documents import content_of_revision
from artifacts.domain.many_revisions import Next, carry_over_checkups, write_revisions
from artifacts.domain.publish import second_person_for
from artifacts.domain.render import RENDERER_VERSION
from artifacts.domain.settling import Settling
from artifacts.domain.twin_pages import show_again, what_may_differ, write_page
from artifacts.domain.twins import Standing, once_rejected, standing, text_of
from artifacts.errors import DocumentError
from artifacts.models import Artifact, Merge
from artifacts.representations.canonical import normalised
from artifacts.representations.changes import compare_contents
from artifacts.representations.contents import identity_of


class Parting(NamedTuple):
    """`before` is what the target said before the merge."""

    merge: Merge
    source: Standing
    target: Standing
    before: dict


def unmerge_twins(pairs: list[tuple[int, int]], settling: Settling, *, by, why: str) -> set[tuple[int, int]]:
    """Take back the merges of those pairs, source and target, that are plain; which were. In a transaction."""
    why = normalised(why).strip()
    if not why or second_person_for(by):
        return set()
    alone = Counter(pk for pair in pairs for pk in pair)
    rows = Artifact.objects.filter(pk__in=alone).select_related("wikipage").order_by("pk")
    artifacts = list(rows.select_for_update(no_key=True, of=("self",)))
    sides = standing(artifact for artifact in artifacts if alone[artifact.pk] == 1)
    merges = Merge.objects.standing().filter(source__in=alone)
    merges = merges.select_related("source_after", "target_after", "target_before__version")
    rejected, partings = once_rejected(alone), []
    for merge in merges:
        pair = merge.source_id, merge.target_id
        if pair in set(pairs) and sides.keys() >= set(pair) and not rejected & set(pair):
            parting = _parting(merge, sides[merge.source_id], sides[merge.target_id])
            if parting is not None:
                partings.append(parting)
    if partings:
        _part(partings, settling, by=by, why=why)
    return {(parting.merge.source_id, parting.merge.target_id) for parting in partings}


def _parting(merge: Merge, source: Standing, target: Standing) -> Parting | None:
    """The merge with what it needs, if nothing was written or published on either side since, and no text differed."""
    stands = source.artifact.merged_into_id == target.artifact.pk and target.artifact.state == Artifact.State.ACTIVE
    if not stands or (source.newest.pk, target.newest.pk) != (merge.source_after_id, merge.target_after_id):
        return None
    shown, before = (source.publication, target.publication), merge.target_before
    if None in shown or [one.revision_id for one in shown] != [merge.source_before_id, merge.target_after_id]:
        return None
    if any(one.renderer_version != RENDERER_VERSION for one in shown) or before.first_published is None:
        return None
    try:
        content = {**content_of_revision(before), "slug": target.content["slug"]}
    except DocumentError:
        return None
    return Parting(merge, source, target, content) if text_of(content) == text_of(target.content) else None


def _part(partings: list[Parting], settling: Settling, *, by, why: str) -> None:
    now = timezone.now()
    _lead_home([parting.source.artifact for parting in partings], by, now)
    nexts = []
    for _merge, source, target, before in partings:
        write_page(target, before)
        changes = compare_contents(what_may_differ(target.content), what_may_differ(before))
        summary = f"Took back the merge of {source.artifact.public_id}: {why}"
        tags = ["unmerge", *changes.alters]
        nexts.append(Next(target.artifact, before, target.newest, summary, tags, changes.tally(), published=True))
        content = {**source.content, **normalised(identity_of(source.artifact))}
        summary = f"Parted from {target.artifact.public_id} again: {why}"
        nexts.append(Next(source.artifact, content, source.newest, summary, ["unmerge"], {}, published=True))
    infos = write_revisions(nexts, by=by)
    after = {info.artifact_id: info for info in infos}
    parted = (When(pk=one.merge.pk, then=Value(after[one.merge.target_id].pk)) for one in partings)
    Merge.objects.filter(pk__in=[one.merge.pk for one in partings]).update(
        undone_by=by, undone_at=now, target_parted=Case(*parted)
    )
    settling.check(carry_over_checkups((one.previous, info) for one, info in zip(nexts, infos, strict=True)))
    settling.check_terms(after)
    sides = {side.artifact.pk: side for _merge, source, target, _before in partings for side in (source, target)}
    retitled = show_again([(sides[one.artifact.pk], one.content, info) for one, info in zip(nexts, infos, strict=True)])
    settling.mark([(source.artifact, target.artifact) for _merge, source, target, _before in partings], retitled)


def _lead_home(sources: list[Artifact], by, now) -> None:
    """Let every source lead to itself again (`merge.leave`)."""
    for artifact in sources:
        artifact.state, artifact.merged_into, artifact.state_reason = Artifact.State.ACTIVE, None, ""
    Artifact.objects.filter(pk__in=[artifact.pk for artifact in sources]).update(
        state=Artifact.State.ACTIVE, merged_into=None, state_reason="", state_by=by, state_at=now
    )
