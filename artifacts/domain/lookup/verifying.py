"""Verifying: unverified references held against the services; what agrees is marked so, what does not is listed."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Q

from artifacts.domain.judgements import note_judgement
from artifacts.domain.lookup import Found, lookup
from artifacts.domain.lookup.taking import differences
from artifacts.domain.refresh import refresh_after_commit
from artifacts.errors import ArtifactError
from artifacts.models import Artifact, Reference
from artifacts.representations.contents import content_of
from artifacts.text.identifiers import Identifier

VERIFIED, DIFFERS, UNKNOWN, FAILED = "verified", "differs", "unknown to the services", "could not be asked"
SCHEMES = ("pmid", "doi", "pmcid")


class Outcome(NamedTuple):
    public_id: str
    result: str
    lines: tuple[str, ...] = ()


def unverified(ids=(), *, most: int | None = None):
    """The active unverified references that have an identifier, in the order of their ids; `ids` names some of them."""
    named = ~Q(doi="") | ~Q(pmid="") | ~Q(pmcid="")
    waiting = Reference.objects.filter(named, status="unverified", artifact__state=Artifact.State.ACTIVE)
    if ids:
        waiting = waiting.filter(artifact__public_id__in=ids)
    return waiting.select_related("artifact").order_by("artifact__public_id")[:most]


def verify_references(references, *, by, dry_run: bool = False) -> Iterator[Outcome]:
    """Look each up and mark what agrees as verified, with source and date; published where readers see it as it is.

    A service that fails is told of, and the next one goes on.
    """
    for reference in references.iterator(chunk_size=100):
        try:
            yield _verify(reference, by, dry_run)
        except ArtifactError as error:
            yield Outcome(reference.public_id, FAILED, (error.sentence,))
    if not dry_run:
        refresh_after_commit()


def identifier_of(reference: Reference) -> Identifier:
    """The identifier that a reference is looked up by: its PMID before its DOI, for PubMed is curated."""
    return next(Identifier(scheme, value) for scheme in SCHEMES if (value := getattr(reference, scheme)))


def _verify(reference: Reference, by, dry_run: bool) -> Outcome:
    found = lookup(identifier_of(reference))
    if found is None:
        return Outcome(reference.public_id, UNKNOWN)
    lines = differences(content_of(reference.artifact), found)
    if lines:
        return Outcome(reference.public_id, DIFFERS, tuple(lines))
    if not dry_run:
        _mark(reference.artifact, found, by)
    return Outcome(reference.public_id, VERIFIED)


def _mark(artifact: Artifact, found: Found, by) -> None:
    judged = {
        "status": "verified",
        "status_date": found.at.date().isoformat(),
        "status_source": f"{found.service}, by {found.identifier.key}",
    }
    note_judgement(artifact, judged, by=by, summary=f"Verified at {found.service}", tag="lookup")
