"""Save: one edit of one artifact becomes its rows, one numbered revision and one version, or nothing at all."""

import hashlib
from typing import NamedTuple

import reversion
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from reversion.models import Version

from artifacts.domain.accounts import IMPORTER, name_of
from artifacts.domain.addressing import give_addresses
from artifacts.domain.announcing import announce
from artifacts.domain.checkup import check_dependents_after_commit, check_saved
from artifacts.domain.contents import tidied, works_by_name
from artifacts.domain.documents import content_of_revision
from artifacts.domain.rows import write_rows
from artifacts.errors import ContentError, DocumentError, StaleSaveError, StateError
from artifacts.errors import marked as _
from artifacts.models import Artifact, Batch, Publication, RevisionInfo, RevisionTag
from artifacts.models.validators import validate_public_id
from artifacts.representations.canonical import canonical, normalised, sha256
from artifacts.representations.changes import Changes, compare_contents
from artifacts.representations.contents import identity_of
from artifacts.representations.document import cited_names, digests_of, make_document, shown_ids

MOST_OF_A_NAME = RevisionInfo._meta.get_field("author_name").max_length


class Saved(NamedTuple):
    revision: RevisionInfo
    changed: bool


def save(
    content: dict,
    *,
    by,
    artifact: Artifact | None = None,
    base: int | None = None,
    public_id: str | None = None,
    summary: str = "",
    addresses=(),
    tags=(),
    batch: Batch | None = None,
) -> Saved:
    """Save content as the next revision of an artifact, or as the first of a new one.

    `base` is the number of the revision that the content was made from: StaleSaveError if it is the newest no more.
    Content equal to the newest revision's writes no revision and no row, new addresses only.
    ContentError where a rule forbids the content.
    """
    content = tidied(content)
    # Compared before anything is locked: the transaction then only checks that `base` is still the newest.
    made_from = artifact and artifact.revisions.filter(number=base).select_related("version").first()
    changes = changes_since(made_from, content)
    try:
        with transaction.atomic():
            if artifact is None:
                artifact = _new_artifact(content, public_id)
                newest = None
            else:
                artifact = locked(artifact)
                newest = artifact.revisions.newest()
                _check_base(artifact, newest, base, content)
            content |= normalised(identity_of(artifact))
            if newest is not None and newest.content_sha256 == sha256(content):
                give_addresses(artifact, content, addresses)
                return Saved(newest, changed=False)
            give_addresses(artifact, content, addresses)
            write_rows(artifact, content, new=newest is None)
            tags = [*tags, *changes.alters]
            revision = write_revision(artifact, content, newest, by, summary, tags, batch, changes.tally())
            return Saved(revision, changed=True)
    except IntegrityError as error:
        raise ContentError(
            _("Somebody just took one of these addresses or identifiers: look again and save.")
        ) from error


def changes_since(revision: RevisionInfo | None, content: dict) -> Changes:
    """What the content changes of a revision; nothing where there is none, or none that can be read."""
    try:
        return compare_contents(content_of_revision(revision), content) if revision else Changes((), ())
    except DocumentError:
        # Removed or damaged: the rows are whole, and the next revision holds them again.
        return Changes((), ())


def locked(artifact: Artifact) -> Artifact:
    """The artifact's row, locked to the end of the transaction; key-share locks of rows pointing at it pass."""
    return (
        Artifact.objects.select_for_update(no_key=True, of=("self",)).select_related("merged_into").get(pk=artifact.pk)
    )


def both_locked(first: Artifact, second: Artifact) -> tuple[Artifact, Artifact]:
    """The rows of two artifacts, locked in the one order in which everybody locks them."""
    rows = {artifact.pk: locked(artifact) for artifact in sorted((first, second), key=lambda artifact: artifact.pk)}
    return rows[first.pk], rows[second.pk]


def _new_artifact(content: dict, public_id: str | None) -> Artifact:
    public_id = public_id or _default_id(content)
    try:
        validate_public_id(public_id)
    except ValidationError as error:
        raise ContentError(error.message, field="slug") from error
    if Artifact.objects.filter(public_id=public_id).exists():
        raise ContentError(
            _("There is already an artifact with the id {public_id!r}."), public_id=public_id, field="slug"
        )
    return Artifact.objects.create(public_id=public_id, kind=content["kind"])


def _default_id(content: dict) -> str:
    kind = content["kind"]
    if kind == "page":
        return f"wiki-{content['slug']}"
    prefix = {"hypothesis": "h", "analysis": "SDA", "reference": "ref"}[kind]
    digest = hashlib.sha256(canonical([content, timezone.now().isoformat()])).hexdigest()
    return f"{prefix}-{digest[:10]}"


def check_active(artifact: Artifact) -> None:
    if artifact.state != Artifact.State.ACTIVE:
        raise StateError(
            _("{public_id} is {state} and cannot be edited."),
            public_id=artifact.public_id,
            state=artifact.get_state_display(),
        )


def _check_base(artifact: Artifact, newest: RevisionInfo, base: int | None, content: dict) -> None:
    if content["kind"] != artifact.kind:
        raise ContentError(
            _("{public_id} is a {kind}; its content must be one too."), public_id=artifact.public_id, kind=artifact.kind
        )
    check_active(artifact)
    if newest.number != base:
        raise StaleSaveError(
            _(
                "{author} saved revision {number} while you were editing revision {base}. "
                "Your text is kept below: open the page in another tab, compare, and save again from there."
            ),
            author=newest.author_name,
            number=newest.number,
            base=base,
        )


def write_revision(
    artifact, content, previous, by, summary, tags=(), batch=None, changed=None, approved=False
) -> RevisionInfo:
    """Write the version and its RevisionInfo for content that the rows already hold. The artifact must be locked.

    `changed` counts what differs from the revision before, by part; `approved` where there is no text to review.
    """
    if reversion.is_active():
        raise StateError(_("A revision block is already open: one edit is one revision, so save outside of it."))
    row = artifact.row
    row.pending_document = document = make_document(content, pins_of(content))
    date = timezone.now()
    with reversion.create_revision(manage_manually=True):
        reversion.add_to_revision(row)
        reversion.set_user(by)
        reversion.set_date_created(date)
        reversion.set_comment(summary)
    info = new_info(
        artifact,
        digests_of(document),
        previous=previous,
        by=by,
        date=date,
        summary=summary,
        batch=batch,
        changed=changed,
    )
    info.version = Version.objects.get_for_object(row).first()
    if approved:
        info.review, info.review_by, info.review_at = RevisionInfo.Review.APPROVED, by, date
    info.save(force_insert=True)
    RevisionTag.objects.bulk_create(tag_rows(info, tags))
    check_saved(info, content)
    check_dependents_after_commit(artifact, changed if previous else None)
    announce(info)
    return info


def new_info(
    artifact, digests: dict, *, previous=None, by, date, summary: str, batch=None, changed=None
) -> RevisionInfo:
    """What is told of the next revision beside its document, with its hashes; not written yet."""
    info = RevisionInfo(
        artifact=artifact,
        number=previous.number + 1 if previous else 1,
        author=by,
        author_name=name_of(by)[:MOST_OF_A_NAME],
        date=date,
        summary=normalised(summary)[:1000],
        changed=changed or {},
        batch=batch,
        **digests,
    )
    info.chain_sha256 = chain_hash(info, previous.chain_sha256 if previous else "")
    return info


def tag_rows(info: RevisionInfo, tags) -> list[RevisionTag]:
    # What a program wrote in its own name can be left out of lists.
    tags = [*tags, "bot"] if info.author.get_username() == IMPORTER else tags
    return [RevisionTag(revision=info, name=name) for name in dict.fromkeys(tags)]


def chain_hash(info: RevisionInfo, previous: str) -> str:
    """SHA-256 over the previous chain hash and what a revision says of itself, its document by its hash."""
    return sha256(
        {
            "previous": previous,
            "document": info.document_sha256,
            "artifact": info.artifact.public_id,
            "number": info.number,
            "author": info.author_name,
            "date": info.date.isoformat(),
            "summary": info.summary,
        }
    )


def pins_of(content: dict) -> dict[str, int]:
    """The published revision of everything that the content shows, by artifact id."""
    named = works_by_name(cited_names(content)).values()
    published = Publication.objects.filter(artifact__public_id__in={*shown_ids(content), *named})
    return dict(published.values_list("artifact__public_id", "revision__number"))
