"""Documents of revisions: what a revision said, unless its text was suppressed or pruned."""

from artifacts.errors import DocumentError
from artifacts.errors import marked as _
from artifacts.models import RevisionInfo
from artifacts.representations.document import unpack, unpack_raw

# What every content says of the artifact that it is of.
WHOSE = {"id", "kind", "state"}


def content_of_revision(revision: RevisionInfo) -> dict:
    return document_of_revision(revision)["content"]


def document_of_revision(revision: RevisionInfo) -> dict:
    """The document in today's schema; DocumentError, with the reason where one was given, if there is none."""
    document = unpack(_packed(revision))
    if not document["content"].keys() >= WHOSE:
        raise DocumentError(_("The stored document does not say whose it is."))
    return document


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
