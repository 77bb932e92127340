"""Refresh: when a publication or an artifact's state changes, what shows it is marked stale and rendered anew."""

from django.db import transaction
from django.db.models import Q
from django_tasks import task

from artifacts.domain.publications import content_of_revision, render_in_site_language, store
from artifacts.domain.save import locked
from artifacts.domain.shown import Role
from artifacts.models import Artifact, Publication

REFRESHED_AT_ONCE = 20
# What other pages show of a publication: where none of it changed, nobody else is stale.
FACE = ("title", "score", "status", "html", "doi", "pmid", "pmcid", "url", "status_date", "target_genes")
SHOWN_ROLES = (Role.RELATION, Role.REFERENCE)


def face(parts: dict) -> dict:
    return {name: parts.get(name) for name in FACE}


def mark_stale(artifact, before: Publication | None, rendered) -> None:
    """Mark what shows an artifact, and what it begins or ceases to show, before its new publication is written."""
    shown_before = set()
    face_before = None
    if before is not None:
        shown_before = set(
            before.inputs.filter(role__in=SHOWN_ROLES, artifact__isnull=False).values_list("artifact_id", flat=True)
        )
        face_before = face(before.parts)
    shown_now = rendered.inputs.artifact_ids(*SHOWN_ROLES) if rendered else set()
    # Without a rendering the artifact leaves or enters the public: whatever shows it changes.
    face_now = face(rendered.parts) if rendered else {}
    if face_now != face_before:
        affected = dependents(artifact) | Q(artifact__in=shown_before | shown_now)
    else:
        affected = Q(artifact__in=shown_before ^ shown_now)
    if before is not None and rendered is not None and before.parts.get("kind") == "page":
        affected |= Q(artifact__in=_reasons_changed(before.parts, rendered.parts, shown_now))
    # Locked in one order by everyone, so that two publishers that show each other cannot deadlock.
    rows = Publication.objects.filter(affected | Q(artifact=artifact)).order_by("pk").select_for_update(of=("self",))
    ids = set(rows.values_list("pk", flat=True)) - ({before.pk} if before else set())
    Publication.objects.filter(pk__in=ids).update(stale=True)


def dependents(artifact) -> Q:
    """The publications that drew on an artifact, or looked for one of its addresses before it existed."""
    keys = list(artifact.addresses.values_list("key", flat=True))
    used = Publication.objects.filter(Q(inputs__artifact=artifact) | Q(inputs__key__in=keys))
    return Q(pk__in=used.values("pk"))


def _reasons_changed(before: dict, now: dict, shown: set[int]) -> set[int]:
    reasons = [{row["id"]: row["reason"] for row in parts["hypotheses"] + parts["analyses"]} for parts in (before, now)]
    return set() if reasons[0] == reasons[1] else shown


def refresh_after_commit() -> None:
    transaction.on_commit(refresh_some)


def refresh_some() -> None:
    """Refresh the first of the stale publications; the rest is the task worker's."""
    ids = list(Publication.objects.stale().values_list("pk", flat=True)[: REFRESHED_AT_ONCE + 1])
    for pk in ids[:REFRESHED_AT_ONCE]:
        refresh(pk)
    if len(ids) > REFRESHED_AT_ONCE:
        refresh_rest.enqueue()


@task()
def refresh_rest() -> int:
    """Refresh every stale publication, in primary-key order; how many there were."""
    return refresh_all(Publication.objects.stale())


def refresh_all(publications) -> int:
    ids = list(publications.order_by("pk").values_list("pk", flat=True))
    for pk in ids:
        refresh(pk)
    return len(ids)


def refresh(pk: int) -> None:
    """Render a publication anew with what is published today; a withdrawn or merged artifact's is left alone."""
    with transaction.atomic():
        publication = Publication.objects.select_related("artifact").get(pk=pk)
        artifact = locked(publication.artifact)
        publication = Publication.objects.select_for_update(of=("self",)).select_related("revision__version").get(pk=pk)
        revision = publication.revision
        if artifact.state != Artifact.State.ACTIVE or revision.version is None:
            return
        rendered = render_in_site_language(content_of_revision(revision), artifact, revision)
        store(artifact, revision, rendered, published_at=publication.published_at)
