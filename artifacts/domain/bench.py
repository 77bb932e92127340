"""The citation bench: citekeys that lead to no work yet, where they stand, and one work given them on many pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from artifacts.domain.citing import unresolved_citations
from artifacts.domain.known import is_key
from artifacts.domain.publish import may_publish_own, publish
from artifacts.domain.refresh import refresh_after_commit
from artifacts.domain.save import save
from artifacts.errors import ArtifactError, ContentError, StaleSaveError
from artifacts.errors import marked as _
from artifacts.models import Artifact, Citation, InfoboxRow, Publication, Reference, WikiPage, newest_of
from artifacts.representations.contents import content_of
from artifacts.text.addresses import normalise_key
from artifacts.text.citing import Use, uses_of
from artifacts.text.identifiers import find_identifier

# How many pages one key is resolved on at once: each is a revision, and somebody waits.
MOST = 100


class Place(NamedTuple):
    """A page that uses a key: the sentences that it stands in, and the labels of the infobox rows."""

    page: WikiPage
    uses: list[Use]
    rows: list[str]

    @property
    def count(self) -> int:
        return len(self.uses) + len(self.rows)


def waiting_keys(search: str = ""):
    """Each unresolved key with how many active pages use it, the most used first."""
    waiting = unresolved_citations()
    if search:
        waiting = waiting.filter(key__icontains=search)
    return waiting.order_by().values("key").annotate(pages=Count("page")).order_by("-pages", "key")


def places_of(keys: Iterable[str], *, most: int) -> dict[str, list[Place]]:
    """Where unresolved keys stand, on the first `most` pages of each; three queries, however many keys."""
    nth = Window(RowNumber(), partition_by=F("key"), order_by=F("page").asc())
    rows = unresolved_citations().filter(key__in=list(keys)).annotate(nth=nth).filter(nth__lte=most)
    # Chosen first: numbering thousands of rows would else carry the text of each along.
    chosen = list(rows.values_list("pk", flat=True))
    return _places(Citation.objects.filter(pk__in=chosen).order_by("key", "page__title", "page"))


def places_on(key: str, pages: Iterable[int]) -> list[Place]:
    """Where one unresolved key stands on some pages, by title."""
    rows = unresolved_citations().filter(key=key, page__in=list(pages)).order_by("page__title", "page")
    return _places(rows).get(key, [])


def _places(citations) -> dict[str, list[Place]]:
    citations = list(citations.select_related("page__artifact").defer("page__metadata"))
    used: dict[int, set[str]] = {}
    for citation in citations:
        used.setdefault(citation.page_id, set()).add(citation.key)
    texts: dict[int, dict[str, list[Use]]] = {}
    for citation in citations:
        if citation.page_id not in texts:
            texts[citation.page_id] = uses_of(citation.page.body, used[citation.page_id])
    labels: dict[tuple[int, str], list[str]] = {}
    for row in InfoboxRow.objects.filter(page__in=used).order_by("page", "position"):
        named = {*row.citekeys, *uses_of(row.label, used[row.page_id]), *uses_of(row.value, used[row.page_id])}
        for key in named & used[row.page_id]:
            labels.setdefault((row.page_id, key), []).append(row.label or row.value)
    found: dict[str, list[Place]] = {}
    for page_id, key, page in ((citation.page_id, citation.key, citation.page) for citation in citations):
        found.setdefault(key, []).append(Place(page, texts[page_id].get(key, []), labels.get((page_id, key), [])))
    return found


def works_elsewhere(key: str) -> list[tuple[Reference, int]]:
    """The works that other active pages mean by the same key, and on how many, the most frequent first."""
    uses = Citation.objects.filter(key=key, reference__isnull=False, page__artifact__state=Artifact.State.ACTIVE)
    counts = dict(uses.order_by().values_list("reference").annotate(Count("page")))
    works = Reference.objects.select_related("artifact").in_bulk(counts)
    return sorted(((works[pk], pages) for pk, pages in counts.items()), key=lambda work: (-work[1], work[0].pk))


def work_named(text: str) -> Reference:
    """The active reference of a DOI, PMID, PMCID, web address or artifact id; ContentError where there is none."""
    identifier = find_identifier(text)
    key = identifier.key if identifier else normalise_key(text)
    artifact = Artifact.objects.for_keys([key]).get(key) if is_key(key) else None
    if artifact is None or artifact.kind != Artifact.Kind.REFERENCE or artifact.state != Artifact.State.ACTIVE:
        raise ContentError(_("The library holds no work {text!r}: look it up, or make a new reference."), text=text)
    return artifact.row


@dataclass(frozen=True)
class Case:
    """One page of a resolution: made from revision `base`; `also` are keys by which the page cites the work already.

    `public` where readers see the revision that it is made from: it can then be published without anything unseen.
    """

    place: Place
    base: int
    public: bool
    also: tuple[str, ...] = ()

    @property
    def artifact(self) -> Artifact:
        return self.place.page.artifact


def plan_resolution(key: str, work: Reference, pages: Iterable[int]) -> list[Case]:
    """What becomes of each page where a key that leads nowhere yet is to stand for a work. Reads only."""
    places = places_on(key, pages)
    pks = [place.page.pk for place in places]
    bases = dict(Artifact.objects.filter(pk__in=pks).annotate(n=newest_of("pk", "number")).values_list("pk", "n"))
    public = set(Publication.objects.of_newest().filter(artifact__in=pks).values_list("artifact", flat=True))
    also: dict[int, list[str]] = {}
    for pk, other in Citation.objects.filter(page__in=pks, reference=work).order_by("key").values_list("page", "key"):
        also.setdefault(pk, []).append(other)
    return [
        Case(place, bases[place.page.pk], place.page.pk in public, tuple(also.get(place.page.pk, ())))
        for place in places
    ]


class Outcome(NamedTuple):
    """What became of one page: saved, published too, or left alone and why."""

    artifact: Artifact
    number: int = 0
    published: bool = False
    refusal: str = ""


def resolve(key: str, work: Reference, bases: Mapping[int, int], *, by, publishing: bool = False) -> list[Outcome]:
    """Let a key stand for a work on pages that stand at the revisions `bases`: a revision each, or none and why.

    A page that somebody saved meanwhile is left alone. Published at once, where `by` may, are those whose text
    readers saw before it.
    """
    artifacts = Artifact.objects.in_bulk(bases)
    public: set[int] = set()
    if publishing and may_publish_own(by):
        public = set(Publication.objects.of_newest().filter(artifact__in=bases).values_list("artifact", flat=True))
    outcomes = [
        _resolve_on(artifact, key, work, bases[pk], by, pk in public) for pk, artifact in sorted(artifacts.items())
    ]
    refresh_after_commit()
    return outcomes


def _resolve_on(artifact: Artifact, key: str, work: Reference, base: int, by, publishing: bool) -> Outcome:
    try:
        content = content_of(artifact)
        if content.get("citations", {}).get(key, work.public_id) is not None:
            raise ContentError(_("The page uses this key no more, or for a work already."))
        content["citations"][key] = work.public_id
        with transaction.atomic():
            summary = f"Resolved {key} as {work.public_id}"
            saved = save(content, by=by, artifact=artifact, base=base, summary=summary, tags=["resolve"])
            if publishing:
                publish(saved.revision, by=by, refreshing=False)
    except StaleSaveError:
        return Outcome(artifact, refusal=ContentError(_("Somebody saved it meanwhile: look again.")).sentence)
    except ArtifactError as error:
        return Outcome(artifact, refusal=error.sentence)
    return Outcome(artifact, saved.revision.number, publishing)
