"""Subjects: what the rules of lint need to know of the site, looked up for many contents as for one."""

from collections.abc import Iterable

from artifacts.domain.known import Known
from artifacts.domain.titles import terms_of
from artifacts.models import Address, Artifact
from artifacts.text.addresses import normalise_key
from artifacts.text.citations import leads_by_itself
from artifacts.text.lint import Subject, Target, Work

# Addresses that lead to an artifact and are not its own.
FORMER = (Address.Kind.IMPORTED, Address.Kind.RENAMED)


def subject_of(content: dict, artifact: Artifact | None = None) -> Subject:
    """A content with its works, link targets and the titles of other pages that stand in it. Reads only."""
    return subjects_of([(content, artifact)])[0]


def subjects_of(contents: Iterable[tuple[dict, Artifact | None]]) -> list[Subject]:
    """Contents, each with the artifact that it is of, if any, as `subject_of` gives them."""
    contents = list(contents)
    subjects = [Subject(content, artifact.public_id if artifact else "") for content, artifact in contents]
    known = Known(
        (key for subject in subjects for key in (*subject.target_keys, *_addresses_of(subject).values())),
        (public_id for subject in subjects for public_id in _works_named(subject).values()),
    )
    terms = terms_of(
        (subject.bare if subject.field else "", artifact and artifact.pk)
        for subject, (_content, artifact) in zip(subjects, contents, strict=True)
    )
    for subject, found in zip(subjects, terms, strict=True):
        subject.works = _works(subject, known)
        subject.targets = _targets(subject, known)
        subject.terms = found
    return subjects


def _works_named(subject: Subject) -> dict[str, str | None]:
    """The id that the content itself names for each citekey."""
    named = {key: subject.content.get("citations", {}).get(key) for key in subject.citekeys}
    return named | {piece["reference"]: piece["reference"] for piece in subject.evidence if piece.get("reference")}


def _addresses_of(subject: Subject) -> dict[str, str]:
    """The address that each citekey is which the content names no work for."""
    citations = subject.content.get("citations", {})
    return {key: normalise_key(key) for key in subject.citekeys if not citations.get(key) and leads_by_itself(key)}


def _works(subject: Subject, known: Known) -> dict[str, Work | None]:
    """What each citekey stands for, merges followed; None where it stands for nothing."""
    by_name = {key: known.work_by_name(address) for key, address in _addresses_of(subject).items()}
    return {key: _work(public_id or by_name.get(key), known) for key, public_id in _works_named(subject).items()}


def _work(public_id: str | None, known: Known) -> Work | None:
    final = known.final(public_id)
    record = final and known.records.get(final.pk)
    return record and Work(final.public_id, str(record), record.status, final.pk in known.published)


def _targets(subject: Subject, known: Known) -> dict[str, Target]:
    """Where each address key leads, merges followed; what was withdrawn is told as such."""
    found = {}
    for key in subject.target_keys:
        if (final := known.lead(key)) is not None:
            address = known.addresses[key]
            redirect = final.pk != address.artifact_id or address.kind in FORMER
            found[key] = Target(final.public_id, *known.names[final.pk], state=final.state, redirect=redirect)
    return found
