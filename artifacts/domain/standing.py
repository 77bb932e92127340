"""Standing: how each artifact of a list stands, read for all of them at once in a fixed number of queries."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q

from artifacts.domain.citing import unresolved
from artifacts.models import Artifact, Checkup, Citation, Evidence, PageTag, Reference, RevisionInfo, newest_of
from artifacts.text.lint import Coverage


@dataclass
class Standing:
    """`seen` is the number of the revision that readers see, 0 for none; `reviewed` the newest that was approved.

    `cited` counts what it cites; `citing` the pages that cite it.
    """

    newest: RevisionInfo
    seen: int = 0
    reviewed: RevisionInfo | None = None
    checkup: Checkup | None = None
    cited: int = 0
    unresolved: int = 0
    doubted: int = 0
    citing: int = 0
    tags: tuple[str, ...] = ()

    @property
    def at(self) -> datetime.datetime:
        return self.newest.date

    @property
    def coverage(self) -> int | None:
        """In percent; None where nobody has looked, or nothing claims anything."""
        return Coverage(self.checkup.claims, self.checkup.sourced).percent if self.checkup else None


def standings(kind: str, pks: Iterable[int]) -> dict[int, Standing]:
    """How the artifacts of one kind with these primary keys stand."""
    pks = list(pks)
    found = _revisions(pks)
    for checkup in Checkup.objects.filter(artifact__in=pks, newest=True):
        found[checkup.artifact_id].checkup = checkup
    if kind == Artifact.Kind.PAGE:
        _add_citations(found)
        _add_tags(found)
    elif kind == Artifact.Kind.HYPOTHESIS:
        _add_evidence(found)
    elif kind == Artifact.Kind.REFERENCE:
        _add_citing(found)
    return found


def _revisions(pks: list[int]) -> dict[int, Standing]:
    approved = RevisionInfo.objects.filter(artifact=OuterRef("pk"), review=RevisionInfo.Review.APPROVED)
    rows = Artifact.objects.filter(pk__in=pks).annotate(
        newest=newest_of("pk", "pk"), reviewed=approved.order_by("-number").values("pk")[:1]
    )
    rows = list(rows.values_list("pk", "newest", "reviewed", "publication__revision__number"))
    wanted = {pk for _pk, newest, reviewed, _seen in rows for pk in (newest, reviewed) if pk}
    revisions = RevisionInfo.objects.select_related("review_by").in_bulk(wanted)
    return {
        pk: Standing(newest=revisions[newest], reviewed=revisions.get(reviewed), seen=seen or 0)
        for pk, newest, reviewed, seen in rows
        if newest in revisions
    }


def _add_citations(found: dict[int, Standing]) -> None:
    counted = (
        Citation.objects.filter(page__in=found)
        .order_by()
        .values("page")
        .annotate(
            cited=Count("pk"),
            unresolved=Count("pk", filter=unresolved()),
            doubted=Count("pk", filter=Q(reference__status__in=Reference.DOUBTED)),
        )
    )
    for row in counted:
        standing = found[row["page"]]
        standing.cited, standing.unresolved, standing.doubted = row["cited"], row["unresolved"], row["doubted"]


def _add_tags(found: dict[int, Standing]) -> None:
    for page, name in PageTag.objects.filter(page__in=found).order_by("name").values_list("page", "name"):
        found[page].tags += (name,)


def _add_evidence(found: dict[int, Standing]) -> None:
    counted = (
        Evidence.objects.filter(hypothesis__in=found)
        .order_by()
        .values("hypothesis")
        .annotate(
            cited=Count("pk"),
            unresolved=Count("pk", filter=Q(reference__isnull=True)),
            doubted=Count("pk", filter=Q(reference__status__in=Reference.DOUBTED)),
        )
    )
    for row in counted:
        standing = found[row["hypothesis"]]
        standing.cited, standing.unresolved, standing.doubted = row["cited"], row["unresolved"], row["doubted"]


def _add_citing(found: dict[int, Standing]) -> None:
    counted = Citation.objects.filter(reference__in=found).order_by().values("reference").annotate(pages=Count("pk"))
    for row in counted:
        found[row["reference"]].citing = row["pages"]
