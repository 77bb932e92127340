"""Merging twins: what `merge` does for each pair of pages, done for many pairs together where only titles differ.

The same two revisions, ledger row, publication and check-up come of it, and nothing is rendered but what tells of the
revision: the text stands as it is. Pairs that are not as plain as that are left to `merge`.
"""

from collections import Counter
from typing import NamedTuple

from django.conf import settings
from django.db.models import Case, Value, When
from django.utils import timezone, translation

from artifacts.domain.known import Known
from artifacts.domain.many_revisions import Next, carry_over_checkups, write_revisions
from artifacts.domain.merge import MOST_OF_A_REASON, MergePlan, told, with_trace
from artifacts.domain.publications import MOST_OF_A_TITLE, entity_tag
from artifacts.domain.publish import second_person_for
from artifacts.domain.render import RENDERER_VERSION
from artifacts.domain.render.provenance import merged_ids
from artifacts.domain.render.rendering import telling_parts
from artifacts.domain.search.index import index, index_entries
from artifacts.domain.settling import Settling
from artifacts.domain.twins import Standing, plan_twins, standing
from artifacts.models import Artifact, DuplicateCandidate, Merge, NotDuplicate, Publication, RevisionInfo, WikiPage
from artifacts.representations.canonical import normalised
from artifacts.representations.changes import compare_contents
from artifacts.representations.contents import identity_of


class Wanted(NamedTuple):
    """A pair to be merged, by primary keys; the title to keep, and the hashes of the contents that were looked at."""

    source: int
    target: int
    title: str | None
    source_sha256: str | None
    target_sha256: str | None
    whatever_was_judged: bool


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
    forbidden = _judged(alone), _once_rejected(alone)
    twins = {
        pair: made
        for pair in wanted
        if pair.source in sides
        and pair.target in sides
        and (made := _twins(pair, sides[pair.source], sides[pair.target], *forbidden, settling)) is not None
    }
    if twins:
        _merge(list(twins.values()), settling, by=by, why=why)
    return set(twins)


def _judged(pks) -> set[tuple[int, int]]:
    return set(NotDuplicate.objects.filter(first__in=pks, second__in=pks).values_list("first", "second"))


def _once_rejected(pks) -> set[int]:
    rejected = RevisionInfo.objects.filter(artifact__in=pks, review=RevisionInfo.Review.REJECTED)
    return set(rejected.values_list("artifact", flat=True))


def _twins(pair: Wanted, source: Standing, target: Standing, judged, rejected, settling: Settling) -> Twins | None:
    """The pair with its plan, if nothing about it has to be looked at more closely than here."""
    if not (_is_plain(source, pair.source_sha256) and _is_plain(target, pair.target_sha256)):
        return None
    if tuple(sorted(pair[:2])) in judged and not pair.whatever_was_judged or pair.target in rejected:
        return None
    shown = target.publication
    if shown.renderer_version != RENDERER_VERSION or shown.stale and not settling.marked_alone(shown):
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
        _write_page(target, content)
        changes = compare_contents(_what_may_differ(target.content), _what_may_differ(content))
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
    unchecked = carry_over_checkups((one.previous, info) for one, info in zip(nexts, infos, strict=True))
    settling.check(unchecked | {target.artifact.pk for *_, target in twins})
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


def _write_page(target: Standing, content: dict) -> None:
    """The one row of the working copy in which a twin's content differs."""
    changed = _what_may_differ(content)
    WikiPage.objects.filter(pk=target.artifact.pk).update(**changed)
    target.artifact.row.title = changed["title"]


def _what_may_differ(content: dict) -> dict:
    return {"title": content["title"], "metadata": content["metadata"]}


def _forget_candidates(twins: list[Twins]) -> None:
    pairs = {tuple(sorted((source.artifact.pk, target.artifact.pk))) for _plan, source, target in twins}
    firsts, seconds = zip(*pairs, strict=True)
    found = DuplicateCandidate.objects.filter(first__in=firsts, second__in=seconds)
    settled = [pk for pk, *pair in found.values_list("pk", "first", "second") if tuple(pair) in pairs]
    DuplicateCandidate.objects.filter(pk__in=settled).delete()


def show_again(shown: list[tuple[Standing, dict, RevisionInfo]]) -> list[Artifact]:
    """Let readers see next revisions, each with its content, whose text is the one they see; what has another title."""
    publications = Publication.objects.in_bulk([side.publication.pk for side, _content, _info in shown])
    known = Known(mentioned=set().union(*(merged_ids(content["metadata"]) for _side, content, _info in shown)))
    written, retitled = [], []
    with translation.override(settings.LANGUAGE_CODE):
        for side, content, info in shown:
            publication, title = publications[side.publication.pk], content["title"]
            if publication.parts["title"] != title:
                retitled.append(side.artifact)
            parts = publication.parts | telling_parts(content, side.artifact, info, title, known)
            publication.revision, publication.parts, publication.etag = info, parts, entity_tag(parts)
            publication.title = title[:MOST_OF_A_TITLE]
            publication.published_at, publication.rendered_at = info.first_published, timezone.now()
            fields = ("revision", "parts", "etag", "title", "published_at", "rendered_at")
            publication.save(update_fields=fields)
            written.append(publication)
    index_entries([publication for publication in written if publication.artifact not in retitled])
    index([publication for publication in written if publication.artifact in retitled])
    return retitled
