"""Retractions: what a file says of works is noted on those that the library holds, and a person's word is kept."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from artifacts.domain.judgements import note_judgement
from artifacts.domain.refresh import refresh_after_commit
from artifacts.errors import ArtifactError
from artifacts.models import Artifact, Publication, Reference
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
    judged = {
        "status": notice.status,
        "status_date": notice.date and notice.date.isoformat(),
        "status_source": notice.source,
    }
    public = note_judgement(artifact, judged, by=by, summary=f"{notice.nature}, by Retraction Watch", tag="import")
    return MARKED if public or not Publication.objects.filter(artifact=artifact).exists() else WAITS
