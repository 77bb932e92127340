"""Nearby: what leads to an artifact, and which others rest on the same works; asked when a reader comes to that place.

Neither is a part of the publication: a page that 5,000 others link to would be rendered anew with each of them.
"""

from django.db.models import Count

from artifacts.models import Artifact, Publication, PublicationInput

MOST_NAMED = 6
# One work in common says little, and nor does a work that everybody cites; these are the dear ones to count, too.
LEAST_IN_COMMON, MOST_CITING = 2, 200


def _named(publications) -> list[Publication]:
    # Only what is named is read: what stands behind the rendered parts in a row costs SQLite the reading of these.
    return list(publications.select_related("artifact").only("title", "entity_type", "artifact"))


def linking(artifact: Artifact) -> list[Publication]:
    """The newest of what links to an artifact, cites or shows it; one more than are named, if there are."""
    # By title would read all 5,000 that lead to a hub: 200 ms instead of 30.
    return _named(Publication.objects.leading_to(artifact).order_by("-pk")[: MOST_NAMED + 1])


def sharing_works(publication: Publication) -> list[Publication]:
    """What cites most of the works that a publication cites and not very many do; each with `shared`, how many."""
    works = _telling_works(publication)
    if len(works) < LEAST_IN_COMMON:
        return []
    citing = PublicationInput.objects.filter(role=PublicationInput.Role.REFERENCE, artifact__in=works)
    others = (
        citing.filter(publication__artifact__state=Artifact.State.ACTIVE)
        .exclude(publication=publication)
        .values("publication")
        .annotate(shared=Count("artifact", distinct=True))
        .filter(shared__gte=LEAST_IN_COMMON)
        .order_by("-shared", "publication")
    )
    shared = dict(others.values_list("publication", "shared")[:MOST_NAMED])
    found = _named(Publication.objects.filter(pk__in=shared))
    for one in found:
        one.shared = shared[one.pk]
    return sorted(found, key=lambda one: (-one.shared, one.title, one.pk))


def _telling_works(publication: Publication) -> list[int]:
    """The works that a publication cites, by primary key, but for those that very many cite."""
    cited = publication.inputs.filter(role=PublicationInput.Role.REFERENCE, artifact__isnull=False)
    works = PublicationInput.objects.filter(artifact__in=list(cited.values_list("artifact", flat=True)))
    counted = works.values("artifact").annotate(uses=Count("pk")).filter(uses__lte=MOST_CITING).order_by()
    return list(counted.values_list("artifact", flat=True))
