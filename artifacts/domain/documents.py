"""Documents of revisions: what a revision said, unless its text was suppressed or pruned."""

from artifacts.errors import DocumentError
from artifacts.errors import marked as _
from artifacts.models import RevisionInfo
from artifacts.representations.document import unpack, unpack_raw


def content_of_revision(revision: RevisionInfo) -> dict:
    return document_of_revision(revision)["content"]


def document_of_revision(revision: RevisionInfo) -> dict:
    """The document in today's schema; DocumentError, with the reason where one was given, if there is none."""
    return unpack(_packed(revision))


def raw_document(revision: RevisionInfo) -> dict:
    """The document as it was stored, of whatever schema; DocumentError if there is none or it is damaged."""
    return unpack_raw(_packed(revision))


def _packed(revision: RevisionInfo) -> str:
    if revision.removed == RevisionInfo.Removed.SUPPRESSED:
        raise DocumentError(
            _("The text of revision {number} was suppressed: {reason}"),
            number=revision.number,
            reason=revision.removed_reason,
        )
    if revision.version is None:
        raise DocumentError(_("The text of revision {number} was pruned."), number=revision.number)
    return revision.version.serialized_data
