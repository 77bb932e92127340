"""Retractions: what a file says of works is noted on those that the library holds, and a person's word is kept."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import transaction

from artifacts.domain.alerting import announce_judgement
from artifacts.domain.publish import publish
from artifacts.domain.refresh import refresh_after_commit
from artifacts.domain.save import save
from artifacts.errors import ArtifactError
from artifacts.models import Artifact, Publication, Reference
from artifacts.representations.contents import content_of
from artifacts.representations.retraction_watch import WEIGHTS, Notice, said_by_file, verdict

MARKED, SAME, KEPT, WAITS, LEFT = "marked", "already so", "kept as a person judged", "marked, waits for review", "left"


class Outcome(NamedTuple):
    public_id: str
    result: str
    status: str
    before: str
    sentence: str = ""


class Found(NamedTuple):
    """The rows of a file that name works of the library, by reference; and how many rows there were of each sort."""

    notices: dict[int, list[Notice]]
    counts: Counter


def find_works(notices: Iterable[Notice]) -> Found:
    """Which works the rows name, by DOI, else by PMID; one query, however long the file is."""
    active = Reference.objects.filter(artifact__state=Artifact.State.ACTIVE)
    by_doi, by_pmid = {}, {}
    for pk, doi, pmid in active.values_list("pk", "doi", "pmid").iterator():
        by_doi |= {doi: pk} if doi else {}
        by_pmid |= {pmid: pk} if pmid else {}
    found, counts = defaultdict(list), Counter()
    for notice in notices:
        pk = by_doi.get(notice.doi) or by_pmid.get(notice.pmid)
        counts["rows"] += 1
        if not notice.status:
            counts["rows of another nature"] += 1
        elif pk is not None:
            found[pk].append(notice)
    return Found(dict(found), counts)


def mark_works(found: dict[int, list[Notice]], *, by, dry_run: bool = False) -> Iterator[Outcome]:
    """Note on each work what its rows come to: a revision each, published where readers see the one before it.

    Each is a transaction of its own. What shows the works is refreshed at the end.
    """
    for pk, notices in found.items():
        reference = Reference.objects.select_related("artifact").get(pk=pk)
        yield _outcome(reference, verdict(notices), by, dry_run)
    if not dry_run:
        refresh_after_commit()


def _outcome(reference: Reference, notice: Notice, by, dry_run: bool) -> Outcome:
    told = (reference.public_id, notice.status, reference.status)
    result = _foreseen(reference, notice)
    if result == MARKED and not dry_run:
        try:
            result = _mark(reference.artifact, notice, by)
        except ArtifactError as error:
            return Outcome(told[0], LEFT, *told[1:], error.sentence)
    return Outcome(told[0], result, *told[1:])


def _foreseen(reference: Reference, notice: Notice) -> str:
    """What a row comes to for a work: nothing new, a person's graver or equal word, or a mark."""
    lifts = notice.status == "verified"
    if lifts and not WEIGHTS[reference.status]:
        return SAME
    standing = (reference.status, reference.status_date, reference.status_source)
    if standing == (notice.status, notice.date, notice.source):
        return SAME
    by_hand = WEIGHTS[reference.status] and not said_by_file(reference.status, reference.status_source)
    return KEPT if by_hand and WEIGHTS[notice.status] <= WEIGHTS[reference.status] else MARKED


def _mark(artifact: Artifact, notice: Notice, by) -> str:
    with transaction.atomic():
        public = Publication.objects.of_newest().filter(artifact=artifact).exists()
        standing = content_of(artifact)
        content = standing | {
            "status": notice.status,
            "status_date": notice.date and notice.date.isoformat(),
            "status_source": notice.source,
        }
        saved = save(
            content,
            by=by,
            artifact=artifact,
            base=artifact.revisions.newest().number,
            summary=f"{notice.nature}, by Retraction Watch",
            tags=["import"],
        )
        if public:
            publish(saved.revision, by=by, refreshing=False)
        if content["status"] != standing["status"]:
            announce_judgement(saved.revision)
    waits = not public and Publication.objects.filter(artifact=artifact).exists()
    return WAITS if waits else MARKED
