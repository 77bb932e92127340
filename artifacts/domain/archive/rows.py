"""Rows: what the lines of an archive tell, as rows of today's tables; people, artifacts and batches go by names."""

from artifacts.domain.archive.known import Names, moment
from artifacts.models import Artifact, Draft, GraphEdge, Merge, NotDuplicate, ProvenanceEdge
from artifacts.text.graph_names import node_key


def artifact_of(data: dict, names: Names) -> Artifact:
    state = data["state"]
    return Artifact(
        public_id=data["id"],
        kind=data["kind"],
        state_reason=state["reason"],
        state_by_id=names.person(state["by"]),
        state_at=moment(state["at"]),
    )


def provenance_of(artifact: Artifact, names: Names, *, relation: str, object: str, batch: str | None) -> ProvenanceEdge:
    return ProvenanceEdge(subject=artifact, relation=relation, object=object, batch_id=names.batch(batch))


def merge_of(data: dict, names: Names, found: dict[tuple[str, int], int]) -> Merge:
    """`found` are the primary keys of the revisions of both sides, by id and number."""
    source, target, undone = data["source"], data["target"], data["undone"]
    return Merge(
        source_id=names.artifact(source).pk,
        target_id=names.artifact(target).pk,
        source_before_id=found[source, data["source_before"]],
        source_after_id=found[source, data["source_after"]],
        target_before_id=found[target, data["target_before"]],
        target_after_id=found[target, data["target_after"]],
        decisions=data["decisions"],
        by_id=names.person(data["by"]),
        at=moment(data["at"]),
        reason=data["reason"],
        undone_by_id=undone and names.person(undone["by"]),
        undone_at=undone and moment(undone["at"]),
        target_parted_id=undone and found[target, undone["target_parted"]],
    )


def judgement_of(data: dict, names: Names) -> NotDuplicate:
    sides = [(names.artifact(side["id"]).pk, side["sha256"]) for side in (data["first"], data["second"])]
    (first, first_sha256), (second, second_sha256) = sorted(sides)
    return NotDuplicate(
        first_id=first,
        second_id=second,
        first_sha256=first_sha256,
        second_sha256=second_sha256,
        by_id=names.person(data["by"]),
        why=data["why"],
    )


def proposal_of(data: dict, names: Names) -> Draft:
    return Draft(
        kind=Draft.Kind.PROPOSAL,
        artifact=names.artifact(data["artifact"]).artifact,
        base_number=data["base_number"],
        document=data["content"],
        user_id=names.person(data["user"]),
        batch_id=names.batch(data["batch"]),
        note=data["note"],
        settled_at=moment(data["settled_at"]),
    )


def edge_of(data: dict) -> GraphEdge:
    """The edge that a row tells of."""
    return GraphEdge.objects.get(
        subject__key=node_key(data["subject"]),
        object__key=node_key(data["object"]),
        relation__name=data["relation"],
        source__name=data["source"],
    )
