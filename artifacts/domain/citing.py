"""Citing: which pages and hypotheses of today's working copies cite a work."""

from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Lower

from artifacts.errors import StateError
from artifacts.errors import marked as _
from artifacts.models import Address, Artifact, Citation, Evidence, PublicationInput, WikiPage

NAMED = 5


class Citing(NamedTuple):
    """What cites a work: pages, each with the citekeys by which it does, and hypotheses with how often."""

    pages: list[tuple[WikiPage, list[str]]]
    hypotheses: list[tuple[Artifact, int]]

    @property
    def count(self) -> int:
        return len(self.pages) + len(self.hypotheses)


def citations_of(reference: Artifact):
    """The citations of a work by active pages: under a page's own key, or by the work's id, PMID or PMCID."""
    leading = Q(reference__isnull=True, key__in=spellings(reference))
    active = Citation.objects.filter(page__artifact__state=Artifact.State.ACTIVE)
    return active.filter(Q(reference=reference.pk) | leading)


def spellings(reference: Artifact) -> list[str]:
    """The citekeys that lead to a work by themselves, as people write them."""
    keys = reference.addresses.values_list("key", flat=True)
    upper = [f"{scheme.upper()}:{value.upper()}" for scheme, colon, value in (k.partition(":") for k in keys) if colon]
    return [reference.public_id, *keys, *upper]


def citing(reference: Artifact) -> Citing:
    """What cites a work, by title; two queries, and one for the work's addresses."""
    pages: dict[int, tuple[WikiPage, list[str]]] = {}
    rows = citations_of(reference).select_related("page__artifact").defer("page__body", "page__metadata")
    for row in rows.order_by("page__title", "page", "key"):
        pages.setdefault(row.page_id, (row.page, []))[1].append(row.key)
    evidence = Evidence.objects.filter(reference=reference.pk, hypothesis__artifact__state=Artifact.State.ACTIVE)
    counts = dict(evidence.order_by().values_list("hypothesis").annotate(Count("pk")))
    hypotheses = Artifact.objects.filter(pk__in=counts).select_related("hypothesis").order_by("hypothesis__title", "pk")
    return Citing(list(pages.values()), [(artifact, counts[artifact.pk]) for artifact in hypotheses])


def check_uncited(reference: Artifact) -> None:
    """StateError where a text of today, or one that readers see, cites a work: it names some, and says what to do."""
    cited = citing(reference)
    names = [page.public_id for page, _keys in cited.pages] + [artifact.public_id for artifact, _n in cited.hypotheses]
    shown = PublicationInput.objects.filter(artifact=reference, role=PublicationInput.Role.REFERENCE)
    shown = shown.filter(publication__artifact__state=Artifact.State.ACTIVE).exclude(publication__artifact=reference)
    names += shown.order_by("publication__artifact").values_list("publication__artifact__public_id", flat=True)
    names = list(dict.fromkeys(names))
    if names:
        raise StateError(
            _(
                "{public_id} is not withdrawn, because it is cited by {names} ({count} in all). "
                "Merge it into the right reference, or give those another one first."
            ),
            public_id=reference.public_id,
            count=len(names),
            names=", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else ""),
        )


def unresolved() -> Q:
    """Of citations those that lead nowhere: no reference was chosen, and the key is no work's address itself."""
    known = Address.objects.filter(key=Lower(OuterRef("key")), artifact__kind=Artifact.Kind.REFERENCE)
    by_itself = (Q(key__contains=":") | Q(key__istartswith="ref-")) & Q(Exists(known))
    return Q(reference__isnull=True) & ~by_itself


def unresolved_citations():
    """The citations of active pages whose key leads to no work, by the page's list or by itself."""
    # By the artifacts alone: going by the pages would read the text of each.
    active = Artifact.objects.active().filter(kind=Artifact.Kind.PAGE)
    return Citation.objects.filter(unresolved(), page__in=active.values("pk"))
