"""Verify: every hash, chain, row and publication computed again, and whether ids lead home; reads only."""

from collections.abc import Iterator
from typing import NamedTuple

from reversion.models import Version

from artifacts.domain.addressing import identifier_keys
from artifacts.domain.publications import entity_tag, render_in_site_language
from artifacts.domain.render import RENDERER_VERSION
from artifacts.domain.save import chain_hash
from artifacts.errors import ArtifactError
from artifacts.models import Address, Artifact, RevisionInfo
from artifacts.representations.canonical import sha256
from artifacts.representations.contents import content_of
from artifacts.representations.document import unpack, unpack_raw
from artifacts.text.addresses import normalise_key


class Problem(NamedTuple):
    """`number` is a revision's, or 0 where the artifact itself is meant."""

    public_id: str
    number: int
    sentence: str

    def __str__(self):
        return f"{self.public_id}{f', revision {self.number}' if self.number else ''}: {self.sentence}"


def verify(artifact: Artifact, *, publications: bool = True) -> list[Problem]:
    """What does not agree in an artifact's history, working copy, addresses, merges and publication."""
    checks = [
        _history(artifact),
        _stray_documents(artifact),
        _working_copy(artifact),
        _identity(artifact),
        _merges(artifact),
    ]
    if publications:
        checks.append(_publication(artifact))
    return [problem for check in checks for problem in check]


def _history(artifact: Artifact) -> Iterator[Problem]:
    """Numbers from 1 without a gap; each document as its hashes say; each chain hash from the one before."""
    previous, expected = "", 1
    for info in artifact.revisions.order_by("number").select_related("version").iterator(chunk_size=100):
        if info.number != expected:
            yield Problem(artifact.public_id, info.number, f"revision {expected} is missing before it")
        # A suppressed or pruned revision has no document; its hashes still carry the chain.
        if info.version is not None:
            yield from _document(artifact, info)
        if info.chain_sha256 != chain_hash(info, previous):
            yield Problem(
                artifact.public_id, info.number, "its author, date, summary or hashes were changed, or those before it"
            )
        if info.review != RevisionInfo.Review.UNREVIEWED and info.review_by_id is None:
            yield Problem(artifact.public_id, info.number, f"it is {info.review}, and nobody is named who judged it")
        previous, expected = info.chain_sha256, info.number + 1
    if expected == 1:
        yield Problem(artifact.public_id, 0, "it has no revision")


def _document(artifact: Artifact, info: RevisionInfo) -> Iterator[Problem]:
    try:
        document = unpack_raw(info.version.serialized_data)
    except ArtifactError as error:
        yield Problem(artifact.public_id, info.number, error.sentence)
        return
    if sha256(document) != info.document_sha256:
        yield Problem(artifact.public_id, info.number, "its document is not the one that was saved")
    elif sha256(document.get("content")) != info.content_sha256:
        yield Problem(artifact.public_id, info.number, "its content is not the one that was saved")


def _working_copy(artifact: Artifact) -> Iterator[Problem]:
    newest = artifact.revisions.newest()
    if newest is not None and sha256(content_of(artifact)) != newest.content_sha256:
        yield Problem(artifact.public_id, newest.number, "the rows are not what the newest revision says")


def _stray_documents(artifact: Artifact) -> Iterator[Problem]:
    """Versions that no revision holds: written by something else than the save verb."""
    model = type(artifact.row)
    stray = Version.objects.get_for_object_reference(model, artifact.pk).filter(info__isnull=True).count()
    if stray:
        yield Problem(artifact.public_id, 0, f"{stray} of its stored documents belong to no revision")


def _identity(artifact: Artifact) -> Iterator[Problem]:
    if artifact.merged_into is not None and artifact.merged_into.leads_to(artifact):
        yield Problem(artifact.public_id, 0, "its merges lead in a circle")
    own = Address.objects.filter(key=normalise_key(artifact.public_id)).first()
    if own is None or own.artifact_id != artifact.pk:
        yield Problem(artifact.public_id, 0, "its id does not lead to it")
    for address in artifact.addresses.all():
        if address.kind != Address.Kind.IDENTIFIER and address.key != normalise_key(address.key):
            yield Problem(artifact.public_id, 0, f"nobody finds its address {address.key!r}, which is not normalised")
        elif address.kind == Address.Kind.ID and address != own:
            yield Problem(artifact.public_id, 0, f"its address {address.key!r} is kept as its id and is not")
    yield from _names(artifact)


def _names(artifact: Artifact) -> Iterator[Problem]:
    """The slug and the identifiers that its rows name lead somewhere, an identifier to it."""
    row = artifact.row
    slug = normalise_key(getattr(row, "slug", ""))
    if slug and not Address.objects.filter(key=slug).exists():
        yield Problem(artifact.public_id, 0, f"its slug {slug!r} leads nowhere")
    # One held by a record that was merged into this one, or that this one was merged into, leads there all the same.
    keys = identifier_keys({name: getattr(row, name, None) for name in ("doi", "pmid", "pmcid")})
    holders = {address.key: address.artifact for address in Address.objects.filter(key__in=keys)}
    for key in keys:
        if key not in holders or holders[key].final() != artifact.final():
            yield Problem(artifact.public_id, 0, f"its identifier {key!r} does not lead to it")


def _merges(artifact: Artifact) -> Iterator[Problem]:
    """A merged artifact has one standing merge into what it leads to, and no other artifact has any."""
    standing = list(artifact.merges_away.filter(undone_at__isnull=True).select_related("target"))
    if artifact.state == Artifact.State.MERGED and not standing:
        yield Problem(artifact.public_id, 0, "it is merged, and no merge that stands says so")
    for merge in standing:
        if artifact.state != Artifact.State.MERGED:
            yield Problem(
                artifact.public_id, 0, f"its merge into {merge.target.public_id} stands, and it is {artifact.state}"
            )
        elif merge.target_id != artifact.merged_into_id:
            yield Problem(
                artifact.public_id, 0, f"it was merged into {merge.target.public_id}, and leads somewhere else"
            )


def _publication(artifact: Artifact) -> Iterator[Problem]:
    """A publication that is not stale equals a fresh rendering; one by an older renderer is told apart."""
    publication = getattr(artifact, "publication", None)
    if publication is not None and publication.revision.first_published is None:
        yield Problem(artifact.public_id, publication.revision.number, "readers see it, and nobody published it")
    if publication is None or publication.stale or artifact.state != Artifact.State.ACTIVE:
        return
    revision = publication.revision
    if revision.version is None:
        return
    if publication.renderer_version != RENDERER_VERSION:
        yield Problem(artifact.public_id, revision.number, "an older renderer made its publication: refresh it")
        return
    try:
        document = unpack(revision.version.serialized_data)
    except ArtifactError:
        # Named with its document above.
        return
    if sha256(unpack_raw(revision.version.serialized_data)) != revision.document_sha256:
        # Named above too; it may hold anything, so that nothing is made of it.
        return
    fresh = render_in_site_language(document["content"], artifact, revision)
    if entity_tag(fresh.parts) != publication.etag or entity_tag(publication.parts) != publication.etag:
        yield Problem(artifact.public_id, revision.number, "its publication is not what a fresh rendering gives")
