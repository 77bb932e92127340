"""Publications: a revision's document rendered in the site's language, and stored with everything it drew on."""

import hashlib

from django.conf import settings
from django.utils import timezone, translation

from artifacts.domain.render import RENDERER_VERSION, Rendered, render
from artifacts.domain.search.index import index
from artifacts.models import Publication, PublicationInput
from artifacts.representations.canonical import canonical

MOST_OF_A_TITLE = Publication._meta.get_field("title").max_length


def render_in_site_language(content: dict, artifact, revision) -> Rendered:
    """Publishing runs in the site's language, whoever publishes."""
    with translation.override(settings.LANGUAGE_CODE):
        return render(content, artifact=artifact, revision=revision)


def store(artifact, revision, rendered: Rendered, *, published_at, stale: bool = False) -> Publication:
    """Write the publication and its inputs. The artifact must be locked."""
    parts = rendered.parts
    publication, _created = Publication.objects.update_or_create(
        artifact=artifact,
        defaults={
            "revision": revision,
            "title": parts["title"][:MOST_OF_A_TITLE],
            "entity_type": parts["entity_type"],
            "summary": parts["summary"],
            "score": parts.get("score"),
            "parts": parts,
            "etag": entity_tag(parts),
            "renderer_version": RENDERER_VERSION,
            "stale": stale,
            "published_at": published_at,
            "rendered_at": timezone.now(),
        },
    )
    # A picture that a published revision showed stays public: that revision still shows it at its own address.
    publication.inputs.exclude(role=PublicationInput.Role.IMAGE).delete()
    PublicationInput.objects.bulk_create(
        (
            PublicationInput(publication=publication, role=role, key=key, artifact=target)
            for (role, key), target in sorted(rendered.inputs.found.items(), key=lambda item: item[0])
        ),
        ignore_conflicts=True,
    )
    index([publication])
    return publication


def entity_tag(parts: dict) -> str:
    """What the stored part of a page's ETag covers: its parts and the renderer."""
    return hashlib.sha256(RENDERER_VERSION.encode() + canonical(parts)).hexdigest()[:32]
