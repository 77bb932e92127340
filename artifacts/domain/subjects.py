"""Subjects: what the rules of lint need to know of the site, looked up for one content in a fixed number of queries."""

from django.db.models import F
from django.db.models.functions import Coalesce

from artifacts.domain.contents import works_by_name
from artifacts.domain.shown import is_key
from artifacts.domain.titles import terms_in
from artifacts.models import ROWS, Address, Artifact, Publication, Reference
from artifacts.text.lint import Subject, Target, Work

# Addresses that lead to an artifact and are not its own.
FORMER = (Address.Kind.IMPORTED, Address.Kind.RENAMED)


def subject_of(content: dict, artifact: Artifact | None = None) -> Subject:
    """A content with its works, link targets and the titles of other pages that stand in it. Reads only."""
    subject = Subject(content, artifact.public_id if artifact else "")
    return Subject(
        content,
        subject.public_id,
        works=works_of(subject),
        targets=targets_of(subject.target_keys),
        terms=terms_in(subject.bare, but=artifact) if subject.field else {},
    )


def works_of(subject: Subject) -> dict[str, Work | None]:
    """What each citekey stands for, merges followed; None where it stands for nothing."""
    citations, keys = subject.content.get("citations", {}), subject.citekeys
    ids = {key: citations.get(key) for key in keys} | works_by_name(key for key in keys if not citations.get(key))
    ids |= {piece["reference"]: piece["reference"] for piece in subject.evidence if piece.get("reference")}
    named = {
        artifact.public_id: artifact for artifact in Artifact.objects.filter(public_id__in=set(ids.values()) - {None})
    }
    finals = Artifact.objects.finals(named.values())
    pks = {artifact.pk for artifact in finals.values()}
    records = Reference.objects.in_bulk(pks)
    published = set(Publication.objects.of_active().filter(artifact__in=pks).values_list("artifact", flat=True))

    def work(public_id: str | None) -> Work | None:
        final = finals[named[public_id].pk] if public_id in named else None
        if final is None or final.pk not in records:
            return None
        record = records[final.pk]
        return Work(final.public_id, str(record), record.status, final.pk in published)

    return {key: work(ids.get(key)) for key in keys}


def targets_of(keys) -> dict[str, Target]:
    """Where each address key leads, merges followed; what was withdrawn is told as such."""
    keys = {key for key in keys if is_key(key)}
    addresses = list(Address.objects.filter(key__in=keys).select_related("artifact"))
    finals = Artifact.objects.finals(address.artifact for address in addresses)
    names = _names([final.pk for final in finals.values()])
    return {
        address.key: Target(
            final.public_id,
            *names[final.pk],
            state=final.state,
            redirect=final.pk != address.artifact_id or address.kind in FORMER,
        )
        for address in addresses
        for final in [finals[address.artifact_id]]
    }


def _names(pks) -> dict[int, tuple[str, str]]:
    """The title of each artifact and, of a page, its entity type, by primary key."""
    titled = Coalesce(*(F(f"{row}__title") for row in ROWS.values()))
    artifacts = Artifact.objects.filter(pk__in=pks).order_by().annotate(titled=titled)
    rows = artifacts.values_list("pk", "titled", "wikipage__entity_type")
    return {pk: (title, entity_type or "") for pk, title, entity_type in rows}
