"""Imports: content from outside becomes a revision, unless it is known already or a person edited last."""

from collections import Counter
from itertools import chain, count

from django.utils import timezone

from artifacts.domain.addressing import give_addresses
from artifacts.domain.contents import tidied
from artifacts.domain.publish import publish
from artifacts.domain.save import locked, save
from artifacts.models import Artifact, Batch, Draft, ProvenanceEdge
from artifacts.representations.canonical import normalised, sha256
from artifacts.representations.contents import content_of, identity_of
from artifacts.representations.exchange import Exchanged

MOST_OF_A_NAME = 150
NEW, CHANGED, SAME, PROPOSED = "new", "changed", "unchanged", "proposed"


def make_batch(name: str, source: str, by) -> Batch:
    """A batch by that name and today's moment; the counts are filled in when it is done."""
    stem = f"{name[:MOST_OF_A_NAME]} {timezone.now():%Y-%m-%d %H:%M:%S}"
    taken = set(Batch.objects.filter(name__startswith=stem).values_list("name", flat=True))
    names = chain([stem], (f"{stem} ({number})" for number in count(2)))
    return Batch.objects.create(name=next(name for name in names if name not in taken), source=source[:1000], by=by)


def close_batch(batch: Batch, outcomes) -> bool:
    """Note the counts of a batch, of outcomes or counted already; one that changed nothing leaves no trace: False."""
    counts = +Counter(outcomes)
    if set(counts) <= {SAME} and not (
        batch.edges.exists() or batch.graph_edges.exists() or batch.graph_ratings.exists()
    ):
        batch.delete()
        return False
    batch.counts = dict(counts)
    batch.save(update_fields=["counts"])
    return True


def import_artifact(exchanged: Exchanged, *, by, batch: Batch, summary: str, tags=("import",), provenance=()) -> str:
    """Save and publish; what a person edited last is left alone and the import waits as a proposal.

    `provenance` holds pairs of relation and object.
    """
    artifact = Artifact.objects.filter(public_id=exchanged.public_id).first()
    newest = None
    if artifact is not None:
        artifact = locked(artifact)
        newest = artifact.revisions.newest()
        if newest.batch_id is None:
            give_addresses(artifact, content_of(artifact), exchanged.addresses)
            add_provenance(artifact, provenance, batch)
            return propose(artifact, newest, exchanged.content, batch)
    saved = save(
        exchanged.content,
        by=by,
        artifact=artifact,
        base=newest and newest.number,
        public_id=exchanged.public_id,
        summary=summary,
        addresses=exchanged.addresses,
        tags=tags,
        batch=batch,
    )
    news = add_provenance(saved.revision.artifact, provenance, batch)
    if saved.changed or news or not hasattr(saved.revision.artifact, "publication"):
        publish(saved.revision, by=by, refreshing=False)
    return SAME if not saved.changed else CHANGED if newest else NEW


def add_provenance(artifact: Artifact, edges, batch: Batch) -> bool:
    """Write the edges that are not there yet; whether there were any."""
    made = [
        ProvenanceEdge.objects.get_or_create(
            subject=artifact, relation=relation[:50], object=target[:1000], defaults={"batch": batch}
        )[1]
        for relation, target in edges
    ]
    return any(made)


def propose(artifact: Artifact, newest, content: dict, batch: Batch) -> str:
    """Keep an import beside what a person edited, in place of what waited; what was proposed before is no news."""
    content = tidied(content) | normalised(identity_of(artifact))
    digest = sha256(content)
    known = artifact.revisions.filter(content_sha256=digest).exists()
    proposed = Draft.objects.filter(artifact=artifact, kind=Draft.Kind.PROPOSAL)
    if known or any(sha256(draft.document) == digest for draft in proposed):
        return SAME
    artifact.proposals.delete()
    Draft.objects.create(
        artifact=artifact, base_number=newest.number, document=content, kind=Draft.Kind.PROPOSAL, batch=batch
    )
    return PROPOSED
