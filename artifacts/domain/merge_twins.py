"""Merging twins: what `merge` does for each pair of pages, done for many pairs together where only titles differ.

The same two revisions, ledger row, publication and check-up come of it, and nothing is rendered but what tells of the
revision: the text stands as it is. Pairs that are not as plain as that are left to `merge`.
"""

from collections import Counter
from typing import NamedTuple

from django.db.models import Case, Value, When
from django.utils import timezone

from artifacts.domain.many_revisions import Next, carry_over_checkups, write_revisions
from artifacts.domain.merge import MOST_OF_A_REASON, MergePlan, told, with_trace
from artifacts.domain.publish import second_person_for
from artifacts.domain.render import RENDERER_VERSION
from artifacts.domain.settling import Settling
from artifacts.domain.twin_pages import show_again, what_may_differ, write_page
from artifacts.domain.twins import Standing, once_rejected, plan_twins, standing
from artifacts.models import Artifact, DuplicateCandidate, Merge, NotDuplicate
from artifacts.representations.canonical import normalised
from artifacts.representations.changes import compare_contents
from artifacts.representations.contents import identity_of


class Wanted(NamedTuple):
    """A pair to be merged, by primary keys; the title to keep, and the hashes of the contents that were looked at."""

    source: int
    target: int
    title: str | None = None
    source_sha256: str | None = None
    target_sha256: str | None = None
    whatever_was_judged: bool = False


class Twins(NamedTuple):
    plan: MergePlan
    source: Standing
    target: Standing


def merge_twins(wanted: list[Wanted], settling: Settling, *, by, why: str) -> set[Wanted]:
    """Merge those of the pairs that are plain twins, as their audit says; which of them were. In a transaction.

    What shows one of them is marked, to be settled once at the end of all.
    """
    why = normalised(why).strip()[:MOST_OF_A_REASON]
    if not why or second_person_for(by):
        return set()
    alone = Counter(pk for pair in wanted for pk in (pair.source, pair.target))
    rows = Artifact.objects.filter(pk__in=alone).select_related("wikipage").order_by("pk")
    artifacts = list(rows.select_for_update(no_key=True, of=("self",)))
    sides = standing(artifact for artifact in artifacts if alone[artifact.pk] == 1)
    forbidden = _judged(alone), once_rejected(alone)
    twins = {
        pair: made
        for pair in wanted
        if pair.source in sides
        and pair.target in sides
        and (made := _twins(pair, sides[pair.source], sides[pair.target], *forbidden)) is not None
    }
    if twins:
        _merge(list(twins.values()), settling, by=by, why=why)
    return set(twins)


def _judged(pks) -> set[tuple[int, int]]:
    return set(NotDuplicate.objects.filter(first__in=pks, second__in=pks).values_list("first", "second"))


def _twins(pair: Wanted, source: Standing, target: Standing, judged, rejected) -> Twins | None:
    """The pair with its plan, if nothing about it has to be looked at more closely than here."""
    if not (_is_plain(source, pair.source_sha256) and _is_plain(target, pair.target_sha256)):
        return None
    if tuple(sorted(pair[:2])) in judged and not pair.whatever_was_judged or pair.target in rejected:
        return None
    if target.publication.renderer_version != RENDERER_VERSION:
        return None
    plan = plan_twins(source, target, pair.title)
    titles = {side.content["title"] for side in (source, target)}
    if plan is None or plan.undecided or plan.content["title"] not in titles:
        return None
    return Twins(plan, source, target)


def _is_plain(side: Standing, sha256: str | None) -> bool:
    """Whether readers see the newest revision of an active page, and it is the one that was looked at."""
    active = side.artifact.state == Artifact.State.ACTIVE
    shown = side.publication is not None and side.publication.revision_id == side.newest.pk
    return active and shown and sha256 in (None, side.newest.content_sha256)


def _merge(twins: list[Twins], settling: Settling, *, by, why: str) -> None:
    now = timezone.now()
    _lead_away(twins, by, why, now)
    nexts = []
    for plan, source, target in twins:
        content = {**plan.content, "metadata": normalised(with_trace(plan, by, why, now))}
        write_page(target, content)
        changes = compare_contents(what_may_differ(target.content), what_may_differ(content))
        summary = f"Merged {source.artifact.public_id} into this: {why}"
        nexts.append(
            Next(
                target.artifact,
                content,
                target.newest,
                summary,
                ["merge", *changes.alters],
                changes.tally(),
                published=True,
            )
        )
        content = {**source.content, **normalised(identity_of(source.artifact))}
        summary = f"Merged into {target.artifact.public_id}: {why}"
        nexts.append(Next(source.artifact, content, source.newest, summary, ["merge"], {"state": 1}, approved=True))
    infos = write_revisions(nexts, by=by)
    after = dict(zip((one.artifact.pk for one in nexts), infos, strict=True))
    Merge.objects.bulk_create(
        Merge(
            source=source.artifact,
            target=target.artifact,
            source_before=source.newest,
            source_after=after[source.artifact.pk],
            target_before=target.newest,
            target_after=after[target.artifact.pk],
            decisions=told(plan),
            by=by,
            at=now,
            reason=why,
        )
        for plan, source, target in twins
    )
    _forget_candidates(twins)
    settling.check(carry_over_checkups((one.previous, info) for one, info in zip(nexts, infos, strict=True)))
    settling.check_terms(target.artifact.pk for *_, target in twins)
    contents = {one.artifact.pk: one.content for one in nexts}
    retitled = show_again([(target, contents[target.artifact.pk], after[target.artifact.pk]) for *_, target in twins])
    settling.mark([(source.artifact, target.artifact) for _plan, source, target in twins], retitled)


def _lead_away(twins: list[Twins], by, why: str, now) -> None:
    """Let every source lead to its target (`merge.leave`)."""
    leads = []
    for _plan, source, target in twins:
        artifact = source.artifact
        artifact.state, artifact.merged_into, artifact.state_reason = Artifact.State.MERGED, target.artifact, why
        leads.append(When(pk=artifact.pk, then=Value(target.artifact.pk)))
    Artifact.objects.filter(pk__in=[source.artifact.pk for _plan, source, _target in twins]).update(
        state=Artifact.State.MERGED, merged_into=Case(*leads), state_reason=why, state_by=by, state_at=now
    )


def _forget_candidates(twins: list[Twins]) -> None:
    pairs = {tuple(sorted((source.artifact.pk, target.artifact.pk))) for _plan, source, target in twins}
    firsts, seconds = zip(*pairs, strict=True)
    found = DuplicateCandidate.objects.filter(first__in=firsts, second__in=seconds)
    settled = [pk for pk, *pair in found.values_list("pk", "first", "second") if tuple(pair) in pairs]
    DuplicateCandidate.objects.filter(pk__in=settled).delete()
