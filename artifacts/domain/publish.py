"""Publish: a revision becomes what readers see, rendered once, and everything that shows it is refreshed."""

from django.db import transaction
from django.utils import timezone

from artifacts.domain.publications import content_of_revision, render_in_site_language, store
from artifacts.domain.refresh import mark_stale, refresh_after_commit
from artifacts.domain.save import locked
from artifacts.errors import StateError
from artifacts.models import Artifact, Publication, RevisionInfo


def publish(revision: RevisionInfo, *, by, note: str = "", refreshing: bool = True) -> Publication:
    """Make a revision what readers see, rendered once, here.

    StateError unless its artifact is active; DocumentError where its text was suppressed or pruned.
    A caller that publishes many refreshes what shows them once, at its end: `refreshing=False`.
    """
    with transaction.atomic():
        artifact = locked(revision.artifact)
        if artifact.state != Artifact.State.ACTIVE:
            raise StateError(f"{artifact.public_id} is {artifact.get_state_display()}: put it back before publishing.")
        content = content_of_revision(revision)
        if content["state"]["name"] != Artifact.State.ACTIVE:
            raise StateError(f"Revision {revision.number} records a withdrawal: publish another revision.")
        now = timezone.now()
        _mark_published(revision, by, note, now)
        rendered = render_in_site_language(content, artifact, revision)
        before = Publication.objects.filter(artifact=artifact).first()
        mark_stale(artifact, before, rendered)
        publication = store(artifact, revision, rendered, published_at=now)
        if refreshing:
            refresh_after_commit()
    return publication


def _mark_published(revision: RevisionInfo, by, note: str, now) -> None:
    revision.first_published = revision.first_published or now
    if revision.review == RevisionInfo.Review.UNREVIEWED and by != revision.author:
        revision.review, revision.review_by, revision.review_at = RevisionInfo.Review.APPROVED, by, now
        revision.review_note = note
    revision.save(update_fields=["first_published", "review", "review_by", "review_at", "review_note"])
