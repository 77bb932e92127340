"""Suppress: take a revision's text away for good, for privacy or copyright; its place, hashes and author stay."""

import json

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from artifacts.domain.checkup import forget_findings
from artifacts.domain.documents import raw_document
from artifacts.domain.duplicate_rules import SHOWN
from artifacts.domain.refresh import show_again_after_commit
from artifacts.domain.save import locked
from artifacts.errors import ContentError, DocumentError, StateError
from artifacts.errors import marked as _
from artifacts.models import Artifact, Draft, DuplicateCandidate, Merge, Publication, PublicationInput, RevisionInfo
from artifacts.representations.canonical import normalised
from artifacts.text.addresses import normalise_key
from artifacts.text.figures import STORED_PICTURE

# What the admin's log keeps of a title.
MOST_LOGGED = 200


def suppress(revision: RevisionInfo, *, by, reason: str) -> None:
    """Remove a revision's document at once; StateError while readers or editors still work with that text."""
    reason = normalised(reason).strip()
    if not reason:
        raise ContentError(_("Say why the text is suppressed: the reason stands in its place."), field="reason")
    with transaction.atomic():
        artifact = locked(revision.artifact)
        revision.refresh_from_db(from_queryset=RevisionInfo.objects.select_related("version", "artifact"))
        check_unused(revision)
        pictures, title = _pictures(revision), revision.version.object_repr
        _forget_copies(artifact, revision)
        remove_document(revision, RevisionInfo.Removed.SUPPRESSED, by=by, reason=reason)
        if title != str(artifact.row):
            _forget_title(artifact, title)
        _hide_pictures(artifact, pictures)
        if revision.first_published is not None:
            # A hypothesis tells when its status changed, by what its published revisions say.
            show_again_after_commit(artifact)


def _forget_copies(artifact: Artifact, revision: RevisionInfo) -> None:
    """Take what else holds the text: its author's returned copy, the proposal that it took over, a merge's headings."""
    artifact.drafts.filter(kind=Draft.Kind.RETURNED, base_number=revision.previous).delete()
    if Draft.Kind.PROPOSAL in revision.tags:
        settled = artifact.drafts.filter(kind=Draft.Kind.PROPOSAL, settled_at__gte=revision.date)
        taken_over = settled.order_by("settled_at").first()
        if taken_over is not None:
            taken_over.delete()
    for merge in Merge.objects.holding(revision):
        merge.decisions = {
            **merge.decisions,
            "items": [item | {"name": ""} for item in merge.decisions.get("items", [])],
        }
        merge.save(update_fields=["decisions"])


def _forget_title(artifact: Artifact, title: str) -> None:
    """Take a title that the artifact bears no more out of the admin's log and the reasons of possible duplicates."""
    row = artifact.row
    logged = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk))
    logged.filter(object_repr=title[:MOST_LOGGED]).update(object_repr=artifact.public_id)
    for candidate in DuplicateCandidate.objects.of(artifact.public_id):
        left = [reason for reason in candidate.reasons if title[:SHOWN] not in reason["detail"]]
        if left and left != candidate.reasons:
            candidate.reasons = left
            candidate.save(update_fields=["reasons"])
        elif not left:
            candidate.delete()


def remove_document(revision: RevisionInfo, how: str, *, by, reason: str) -> None:
    """Delete a revision's document and note how it went. The artifact must be locked."""
    version, revision.version = revision.version, None
    revision.removed, revision.removed_reason = how, reason
    revision.removed_by, revision.removed_at = by, timezone.now()
    forget_findings(revision)
    # What an import was given is packed against this text, and says much of it.
    revision.import_records.update(source=None)
    revision.save(update_fields=["version", "removed", "removed_reason", "removed_by", "removed_at"])
    version.delete()


def check_unused(revision: RevisionInfo) -> None:
    """StateError where a revision has no text any more, is the newest one or is what readers see."""
    if revision.removed:
        raise StateError(
            _("Revision {number} has no text any more: it was {removed}."),
            number=revision.number,
            removed=revision.get_removed_display(),
        )
    artifact, published = revision.artifact, Publication.objects.filter(revision=revision).exists()
    newest = revision.number == artifact.revisions.newest().number
    if artifact.state != Artifact.State.ACTIVE and (newest or published):
        raise StateError(
            _("{public_id} is {state}, with this text still in it: take that back first, and save without the text."),
            public_id=artifact.public_id,
            state=artifact.get_state_display(),
        )
    if newest:
        raise StateError(
            _("Revision {number} is the newest: save one without that text first, then suppress this one."),
            number=revision.number,
        )
    if published:
        raise StateError(
            _("Readers see revision {number}: publish one without that text first, then suppress this one."),
            number=revision.number,
        )


def _pictures(revision: RevisionInfo) -> set[str]:
    """The stored pictures that a revision names; none where its document is damaged, since nobody is shown that."""
    try:
        text = json.dumps(raw_document(revision), ensure_ascii=False)
    except DocumentError:
        return set()
    return {normalise_key(name) for name in STORED_PICTURE.findall(text)}


def _hide_pictures(artifact: Artifact, pictures: set[str]) -> None:
    """Make pictures private again that no other revision which readers may see shows."""
    shown = PublicationInput.objects.filter(publication__artifact=artifact, role=PublicationInput.Role.IMAGE)
    if not pictures or not shown.filter(key__in=pictures).exists():
        return
    others = artifact.revisions.filter(first_published__isnull=False, removed="").select_related("version")
    for other in others.iterator(chunk_size=100):
        pictures -= _pictures(other)
    shown.filter(key__in=pictures).delete()
