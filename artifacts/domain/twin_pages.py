"""Twin pages: the row and the publication of pages whose next revisions have the same text, written for many."""

from django.conf import settings
from django.utils import timezone, translation

from artifacts.domain.known import Known
from artifacts.domain.publications import MOST_OF_A_TITLE, entity_tag
from artifacts.domain.render.lineages import Lineages
from artifacts.domain.render.provenance import merged_ids
from artifacts.domain.render.rendering import telling_parts
from artifacts.domain.search.index import index, index_entries
from artifacts.domain.twins import MAY_DIFFER, Standing
from artifacts.models import Artifact, Publication, RevisionInfo, WikiPage


def write_page(target: Standing, content: dict) -> None:
    """The one row of the working copy in which a twin's content differs."""
    changed = what_may_differ(content)
    WikiPage.objects.filter(pk=target.artifact.pk).update(**changed)
    target.artifact.row.title = changed["title"]


def what_may_differ(content: dict) -> dict:
    return {name: content[name] for name in MAY_DIFFER}


def show_again(shown: list[tuple[Standing, dict, RevisionInfo]]) -> list[Artifact]:
    """Let readers see next revisions, each with its content, whose text is the one they see; what has another title.

    What is stale stays so, and is rendered with all else when it is refreshed.
    """
    publications = Publication.objects.in_bulk([side.publication.pk for side, _content, _info in shown])
    known = Known(mentioned=set().union(*(merged_ids(content["metadata"]) for _side, content, _info in shown)))
    lineages = Lineages([side.artifact for side, _content, _info in shown])
    written, retitled = [], []
    with translation.override(settings.LANGUAGE_CODE):
        for side, content, info in shown:
            publication, title = publications[side.publication.pk], content["title"]
            if publication.parts["title"] != title:
                retitled.append(side.artifact)
            parts = publication.parts | telling_parts(content, side.artifact, info, title, known)
            parts["provenance"] = lineages.provenance(side.artifact, info)
            publication.revision, publication.parts, publication.etag = info, parts, entity_tag(parts)
            publication.title = title[:MOST_OF_A_TITLE]
            publication.published_at, publication.rendered_at = info.first_published, timezone.now()
            fields = ("revision", "parts", "etag", "title", "published_at", "rendered_at")
            publication.save(update_fields=fields)
            written.append(publication)
    other = {artifact.pk for artifact in retitled}
    index_entries([publication for publication in written if publication.artifact_id not in other])
    index([publication for publication in written if publication.artifact_id in other])
    return retitled
