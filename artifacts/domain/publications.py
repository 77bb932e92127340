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
    fields = publication_fields(rendered.parts, published_at=published_at)
    publication, _created = Publication.objects.update_or_create(
        artifact=artifact, defaults={"revision": revision, "stale": stale, **fields}
    )
    # A picture that a published revision showed stays public: that revision still shows it at its own address.
    publication.inputs.exclude(role=PublicationInput.Role.IMAGE).delete()
    PublicationInput.objects.bulk_create(
        input_rows(publication.pk, rendered.inputs.pks()),
        ignore_conflicts=True,
    )
    index([publication])
    return publication


def publication_fields(parts: dict, *, published_at) -> dict:
    """The fields of a publication that follow from its parts."""
    return {
        "title": parts["title"][:MOST_OF_A_TITLE],
        "entity_type": parts["entity_type"],
        "summary": parts["summary"],
        "score": parts.get("score"),
        "parts": parts,
        "etag": entity_tag(parts),
        "renderer_version": RENDERER_VERSION,
        "published_at": published_at,
        "rendered_at": timezone.now(),
    }


def input_rows(publication: int, pks: dict[tuple[str, str], int | None]) -> list[PublicationInput]:
    """The rows of a publication's inputs, by its primary key and what they led to; none of them written yet."""
    return [
        PublicationInput(publication_id=publication, role=role, key=key, artifact_id=target)
        for (role, key), target in sorted(pks.items(), key=lambda item: item[0])
    ]


def entity_tag(parts: dict) -> str:
    """What the stored part of a page's ETag covers: its parts and the renderer."""
    return hashlib.sha256(RENDERER_VERSION.encode() + canonical(parts)).hexdigest()[:32]
