"""Records: rows of the database as rows of an archive; people by their names, artifacts by their ids, no keys."""

import datetime

from artifacts.domain.documents import raw_document
from artifacts.errors import ArchiveError, DocumentError
from artifacts.models import Artifact, Batch, Draft, GraphEdge, Merge, NotDuplicate, RevisionInfo
from artifacts.representations.canonical import sha256

ADVICE = "manage.py verify_history tells more; suppress that text, or put a back-up of it back, and export again."


def batch_record(batch: Batch) -> dict:
    return {
        "name": batch.name,
        "source": batch.source,
        "by": username(batch.by),
        "at": moment(batch.at),
        "counts": batch.counts,
    }


def artifact_record(artifact: Artifact, pictures: list[str]) -> dict:
    """`pictures` are those that readers may see, in what was published of it up to now."""
    publication = getattr(artifact, "publication", None)
    return {
        "id": artifact.public_id,
        "kind": artifact.kind,
        "state": {
            "name": artifact.state,
            "reason": artifact.state_reason,
            "by": username(artifact.state_by),
            "at": moment(artifact.state_at),
        },
        "merged_into": artifact.merged_into and artifact.merged_into.public_id,
        "addresses": sorted(
            ({"key": address.key, "kind": address.kind} for address in artifact.addresses.all()),
            key=lambda address: address["key"],
        ),
        "provenance": [
            {"relation": edge.relation, "object": edge.object, "batch": edge.batch and edge.batch.name}
            for edge in artifact.provenance.all()
        ],
        "publication": publication
        and {
            "revision": publication.revision.number,
            "at": moment(publication.published_at),
            "pictures": sorted(pictures),
        },
    }


def revision_record(info: RevisionInfo) -> dict:
    """ArchiveError where its document cannot be read, or is not the one that was saved: nobody could import it."""
    document = None
    if not info.removed:
        try:
            document = raw_document(info)
        except DocumentError as error:
            raise ArchiveError(f"{info}: {error.sentence} {ADVICE}") from error
        if sha256(document) != info.document_sha256:
            raise ArchiveError(f"{info}: its document is not the one that was saved. {ADVICE}")
    return {
        "artifact": info.artifact.public_id,
        "number": info.number,
        "author": username(info.author),
        "author_name": info.author_name,
        "date": moment(info.date),
        "summary": info.summary,
        "changed": info.changed,
        "batch": info.batch and info.batch.name,
        "tags": info.tags,
        "name": info.name,
        "size": info.size,
        "content_sha256": info.content_sha256,
        "document_sha256": info.document_sha256,
        "chain_sha256": info.chain_sha256,
        "first_published": moment(info.first_published),
        "review": {
            "state": info.review,
            "by": username(info.review_by),
            "at": moment(info.review_at),
            "note": info.review_note,
        },
        "removed": {
            "how": info.removed,
            "by": username(info.removed_by),
            "at": moment(info.removed_at),
            "reason": info.removed_reason,
        }
        if info.removed
        else None,
        "document": document,
    }


def merge_record(merge: Merge) -> dict:
    undone = merge.undone_at and {
        "by": username(merge.undone_by),
        "at": moment(merge.undone_at),
        "target_parted": merge.target_parted.number,
    }
    sides = ("source_before", "source_after", "target_before", "target_after")
    return {
        "source": merge.source.public_id,
        "target": merge.target.public_id,
        **{side: getattr(merge, side).number for side in sides},
        "decisions": merge.decisions,
        "by": username(merge.by),
        "at": moment(merge.at),
        "reason": merge.reason,
        "undone": undone,
    }


def not_duplicate_record(judged: NotDuplicate) -> dict:
    sides = [(judged.first, judged.first_sha256), (judged.second, judged.second_sha256)]
    # By their ids: which of two comes first in the database depends on its keys.
    first, second = sorted(({"id": side.public_id, "sha256": sha} for side, sha in sides), key=lambda side: side["id"])
    return {
        "first": first,
        "second": second,
        "by": username(judged.by),
        "at": moment(judged.at),
        "why": judged.why,
    }


def proposal_record(draft: Draft) -> dict:
    return {
        "artifact": draft.artifact.public_id,
        "base_number": draft.base_number,
        "content": draft.document,
        "user": username(draft.user),
        "batch": draft.batch and draft.batch.name,
        "at": moment(draft.at),
        "note": draft.note,
        "settled_at": moment(draft.settled_at),
    }


def edge_record(edge: GraphEdge) -> dict:
    ratings = ({"batch": rating.batch.name, "confidence": rating.confidence} for rating in edge.ratings.all())
    return {
        "subject": edge.subject.label,
        "relation": edge.relation.name,
        "object": edge.object.label,
        "source": edge.source.name,
        "confidence": edge.confidence,
        "batch": edge.batch.name,
        "ratings": sorted(ratings, key=lambda rating: rating["batch"]),
    }


def username(user) -> str | None:
    return user and user.get_username()


def moment(at: datetime.datetime | None) -> str | None:
    return at and at.isoformat()
