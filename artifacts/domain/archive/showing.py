"""Showing: the publications of an archive rendered anew, in an order in which each finds what it shows of others."""

from artifacts.domain.documents import content_of_revision
from artifacts.domain.publications import render_in_site_language, store
from artifacts.models import Publication

# Pages and works show claims of hypotheses; hypotheses and analyses the reasons of pages; works the words of all.
ORDER = ("hypothesis", "analysis", "page", "hypothesis", "analysis", "reference")


def show_all(watch) -> None:
    """Render every publication, and index it; within the transaction in which they were made."""
    publications = Publication.objects.select_related("artifact", "revision__version", "revision__review_by")
    for place, kind in enumerate(ORDER):
        what = f"{kind}, again" if kind in ORDER[:place] else kind
        keys = Publication.objects.filter(artifact__kind=kind).order_by("pk").values_list("pk", flat=True)
        for pk in watch(list(keys), len(keys), f"rendering: {what}"):
            show(publications.defer("parts").get(pk=pk))


def show(publication: Publication) -> None:
    revision = publication.revision
    revision.artifact = publication.artifact
    rendered = render_in_site_language(content_of_revision(revision), revision.artifact, revision)
    store(revision.artifact, revision, rendered, published_at=publication.published_at)
