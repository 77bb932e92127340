"""Refresh: when a publication or an artifact's state changes, what shows it is marked stale and rendered anew."""

import logging
from functools import partial

from django.db import transaction
from django.db.models import F, Q
from django_tasks import task

from artifacts.domain.checkup import check_dependents_after_commit
from artifacts.domain.documents import content_of_revision
from artifacts.domain.publications import render_in_site_language, store
from artifacts.domain.save import locked
from artifacts.domain.shown import Role
from artifacts.models import Artifact, Publication, PublicationInput

REFRESHED_AT_ONCE = 20
# What other pages show of a publication: where none of it changed, nobody else is stale.
FACE = ("title", "score", "status", "html", "doi", "pmid", "pmcid", "url", "status_date", "target_genes")
SHOWN_ROLES = (Role.RELATION, Role.REFERENCE)

logger = logging.getLogger(__name__)


def show(artifact, revision, *, published_at) -> Publication:
    """Render a revision into its artifact's publication and mark what shows it. The artifact must be locked."""
    before = Publication.objects.filter(artifact=artifact).first()
    rendered = render_in_site_language(content_of_revision(revision), artifact, revision)
    affected = _affected(artifact, before, revision, rendered)
    marks = mark(affected, own=before)
    publication = store(
        artifact,
        revision,
        rendered,
        published_at=published_at,
        stale=before is not None and marks.get(before.pk) != before.marks,
    )
    transaction.on_commit(partial(catch_up, publication.pk, affected, marks.keys(), rendered.inputs))
    if before is None:
        check_dependents_after_commit(artifact)
    return publication


def show_again_after_commit(artifact) -> None:
    """Render an artifact's own publication anew, first of all: what it tells of its history has changed."""
    for pk in mark(Q(artifact=artifact)):
        transaction.on_commit(partial(_could_refresh, pk))


def mark_shown(artifact) -> None:
    """Mark what shows an artifact that leaves or enters the public, and what it shows itself."""
    before = Publication.objects.filter(artifact=artifact).first()
    claims = _claims(before.parts if before else {})
    mark(dependents(artifact) | Q(artifact__in=_shown_before(before)) | _citing_the_works_of(claims))


def mark(affected: Q, own: Publication | None = None) -> dict[int, int]:
    """Mark publications stale, all but one's own; how often each, its own too, had been marked before."""
    with transaction.atomic():
        # Locked in one order by everyone, so that two publishers that show each other cannot deadlock.
        rows = Publication.objects.filter(affected | Q(pk=own and own.pk)).order_by("pk")
        marks = dict(rows.select_for_update(no_key=True, of=("self",)).values_list("pk", "marks"))
        stale = marks.keys() - {own and own.pk}
        if stale:
            Publication.objects.filter(pk__in=stale).update(stale=True, marks=F("marks") + 1)
    return marks


def dependents(artifact) -> Q:
    """The publications that drew on an artifact, or looked for one of its addresses before it led there."""
    return Q(pk__in=PublicationInput.objects.filter(artifact=artifact).values("publication")) | _looked_for(artifact)


def catch_up(pk: int, affected: Q, marked, inputs) -> None:
    """After commit: mark what another transaction wrote meanwhile without seeing this publication, or unseen by it."""
    late = set(Publication.objects.filter(affected).values_list("pk", flat=True)) - marked - {pk}
    if late or inputs.outdated():
        mark(Q(pk__in=late | {pk}))


def refresh_after_commit() -> None:
    transaction.on_commit(refresh_some)


def refresh_some() -> None:
    """Refresh the first of the stale publications; the rest is the task worker's."""
    if refresh_stale(REFRESHED_AT_ONCE) == REFRESHED_AT_ONCE and Publication.objects.stale().exists():
        refresh_rest.enqueue()


@task()
def refresh_rest() -> int:
    """Refresh every stale publication; how many refreshes it took."""
    return refresh_stale()


def refresh_stale(most: int | None = None) -> int:
    """Refresh stale publications in primary-key order, and then what that makes stale; how many refreshes it took."""
    done, failed = 0, set()
    while most is None or done < most:
        waiting = Publication.objects.stale().exclude(pk__in=failed).values_list("pk", flat=True)
        ids = list(waiting if most is None else waiting[: most - done])
        if not ids:
            break
        failed |= {pk for pk in ids if not _could_refresh(pk)}
        done += len(ids)
    return done


def refresh_all(publications) -> int:
    """Refresh publications in primary-key order, and then what that makes stale; how many were given."""
    ids = list(publications.order_by("pk").values_list("pk", flat=True))
    for pk in ids:
        _could_refresh(pk)
    refresh_stale()
    return len(ids)


def refresh(pk: int) -> None:
    """Render a publication anew with what is published today; a withdrawn or merged artifact's is left alone."""
    with transaction.atomic():
        artifact = locked(Artifact.objects.get(publication=pk))
        publication = Publication.objects.select_related("revision__version", "revision__review_by").get(pk=pk)
        if artifact.state == Artifact.State.ACTIVE and publication.revision.version is not None:
            show(artifact, publication.revision, published_at=publication.published_at)


def _could_refresh(pk: int) -> bool:
    """Refresh one; what cannot be rendered stays as it is, is logged, and keeps nobody else waiting."""
    try:
        refresh(pk)
    except Exception:
        logger.exception("The publication %s could not be rendered anew.", pk)
        return False
    return True


def _affected(artifact, before: Publication | None, revision, rendered) -> Q:
    """What shows an artifact otherwise than before, and what it begins or ceases to show."""
    shown_before = _shown_before(before)
    shown_now = rendered.inputs.artifact_ids(*SHOWN_ROLES)
    claims = _claims(before.parts if before else {}) ^ _claims(rendered.parts)
    if before is None:
        return dependents(artifact) | Q(artifact__in=shown_now) | _citing_the_works_of(claims)
    affected = _looked_for(artifact) | Q(artifact__in=shown_before ^ shown_now) | _citing_the_works_of(claims)
    # A refresh of the same revision shows others in a new light, never itself.
    if before.revision_id != revision.pk and _face(before.parts) != _face(rendered.parts):
        affected |= dependents(artifact) | Q(artifact__in=shown_before | shown_now)
    told = _reasons_changed(before.parts, rendered.parts) | _cited_otherwise(before.parts, rendered.parts)
    return affected | Q(artifact__public_id__in=told)


def _looked_for(artifact) -> Q:
    keys = list(artifact.addresses.values_list("key", flat=True))
    looking = PublicationInput.objects.filter(key__in=keys).exclude(role=Role.IMAGE).exclude(artifact=artifact)
    return Q(pk__in=looking.values("publication"))


def _shown_before(before: Publication | None) -> set[int]:
    if before is None:
        return set()
    shown = before.inputs.filter(role__in=SHOWN_ROLES, artifact__isnull=False)
    return set(shown.values_list("artifact_id", flat=True))


def _claims(parts: dict) -> set[tuple]:
    """What a hypothesis takes from works, as what cites these shows it (`render.claims`)."""
    return {(row["work"], row["stance"], row["claim"]) for row in parts.get("claims", ())}


def _citing_the_works_of(claims: set[tuple]) -> Q:
    if not claims:
        return Q(pk__in=())
    citing = PublicationInput.objects.filter(
        role=Role.REFERENCE, artifact__public_id__in={work for work, _stance, _claim in claims}
    )
    return Q(pk__in=citing.values("publication"))


def _face(parts: dict) -> dict:
    return {name: parts.get(name) for name in FACE}


def _reasons_changed(before: dict, now: dict) -> set[str]:
    """The ids of what a page is related to for another reason than before."""
    reasons = [
        {(row["id"], row["reason"]) for row in parts.get("hypotheses", []) + parts.get("analyses", [])}
        for parts in (before, now)
    ]
    return {public_id for public_id, _reason in reasons[0] ^ reasons[1]}


def _cited_otherwise(before: dict, now: dict) -> set[str]:
    """The ids of the works that are cited in other words than before, which their own pages show."""
    words = [
        {(work, sentence) for work, sentences in parts.get("sentences", {}).items() for sentence in sentences}
        | _claims(parts)
        for parts in (before, now)
    ]
    return {work for work, *_words in words[0] ^ words[1]}
