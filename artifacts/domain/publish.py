"""Publish: a revision becomes what readers see, rendered once, and everything that shows it is refreshed."""

import hashlib

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from artifacts.domain.refresh import mark_stale, refresh_after_commit
from artifacts.domain.render import RENDERER_VERSION, Rendered, render
from artifacts.domain.save import locked
from artifacts.errors import DocumentError, StateError
from artifacts.models import Artifact, Publication, PublicationInput, RevisionInfo
from artifacts.representations.canonical import canonical
from artifacts.representations.document import unpack


def publish(revision: RevisionInfo, *, by, note: str = "") -> Publication:
    """Make a revision what readers see, rendered once, here.

    StateError unless its artifact is active; DocumentError where its text was suppressed or pruned.
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
        refresh_after_commit()
    return publication


def content_of_revision(revision: RevisionInfo) -> dict:
    return document_of_revision(revision)["content"]


def document_of_revision(revision: RevisionInfo) -> dict:
    if revision.version is None:
        raise DocumentError(f"The text of revision {revision.number} was suppressed or pruned.")
    return unpack(revision.version.serialized_data)


def _mark_published(revision: RevisionInfo, by, note: str, now) -> None:
    revision.first_published = revision.first_published or now
    if revision.review == RevisionInfo.Review.UNREVIEWED and by != revision.author:
        revision.review, revision.review_by, revision.review_at = RevisionInfo.Review.APPROVED, by, now
        revision.review_note = note
    revision.save(update_fields=["first_published", "review", "review_by", "review_at", "review_note"])


def render_in_site_language(content: dict, artifact, revision) -> Rendered:
    """Publishing runs in the site's language, whoever publishes."""
    with translation.override(settings.LANGUAGE_CODE):
        return render(content, artifact=artifact, revision=revision)


def store(artifact, revision, rendered: Rendered, *, published_at) -> Publication:
    """Write the publication and its inputs. The artifact must be locked."""
    parts = rendered.parts
    publication, _created = Publication.objects.update_or_create(
        artifact=artifact,
        defaults={
            "revision": revision,
            "title": parts["title"],
            "entity_type": parts["entity_type"],
            "summary": parts["summary"],
            "score": parts.get("score"),
            "parts": parts,
            "search_text": rendered.search_text,
            "etag": entity_tag(parts),
            "renderer_version": RENDERER_VERSION,
            "stale": False,
            "published_at": published_at,
            "rendered_at": timezone.now(),
        },
    )
    publication.inputs.all().delete()
    PublicationInput.objects.bulk_create(
        PublicationInput(publication=publication, role=role, key=key, artifact=target)
        for (role, key), target in sorted(rendered.inputs.found.items(), key=lambda item: item[0])
    )
    return publication


def entity_tag(parts: dict) -> str:
    """What the stored part of a page's ETag covers: its parts and the renderer."""
    return hashlib.sha256(RENDERER_VERSION.encode() + canonical(parts)).hexdigest()[:32]
