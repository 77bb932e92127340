"""Tying: rows that make no artifact of their own kind: links and edges between things, and captured pages whole."""

from collections.abc import Callable

from artifacts.domain.captures import take_capture
from artifacts.domain.dumps.passes import Unit
from artifacts.domain.dumps.preparing import refusing
from artifacts.domain.graph.writing import write_edges
from artifacts.models import Artifact, Batch, ImportRecord, ProvenanceEdge
from artifacts.representations.dumps import Record, Reject, captured, edge, link
from artifacts.text.addresses import normalise_key
from artifacts.text.edges import Edge, read_edge

MOST_OF_A_RELATION = ProvenanceEdge._meta.get_field("relation").max_length


class Tying:
    """Writes chunks of such rows for one batch; `count` is told the kind, the outcome and how many."""

    def __init__(self, batch: Batch, by, count: Callable[[str, str, int], None]):
        self.batch, self.by, self.count = batch, by, count
        self.refused: list[Reject] = []

    def write(self, kind: str, records: list[Record]) -> list[Reject]:
        """Write a chunk in the transaction of the caller; what of it is refused."""
        self.refused = []
        {"artifact_link": self.links, "edge": self.edges, "captured": self.captures}[kind](records)
        return self.refused

    def edges(self, records: list[Record]) -> None:
        rows: list[Edge] = []
        for record in records:
            with self._refusing(record):
                rows.append(read_edge(edge(record)))
        for outcome, number in write_edges(rows, self.batch).items():
            self.count("edge", outcome, number)

    def links(self, records: list[Record]) -> None:
        """Where a thing came from is provenance of its artifact, if that is here; all else an edge of the graph."""
        told, others = [], []
        for record in records:
            with self._refusing(record):
                one = link(record)
                (told if one.provenance else others).append((one, record))
        leads = Artifact.objects.for_keys(normalise_key(one.subject) for one, _record in told) if told else {}
        here = [(leads.get(normalise_key(one.subject)), one, record) for one, record in told]
        rows = [
            ProvenanceEdge(
                subject=artifact, relation=one.relation[:MOST_OF_A_RELATION], object=one.object, batch=self.batch
            )
            for artifact, one, _record in here
            if artifact is not None
        ]
        ProvenanceEdge.objects.bulk_create(rows, ignore_conflicts=True)
        self.count("provenance", "new", len(rows))
        self.edges(
            [*(record for artifact, _one, record in here if artifact is None), *(record for _one, record in others)]
        )

    def captures(self, records: list[Record]) -> None:
        """Each by the ordinary verbs, with its related works."""
        for record in records:
            with self._refusing(record):
                imported = take_capture(captured(record), by=self.by, batch=self.batch, name=self.batch.name)
                self._record(record, imported)

    def _record(self, record: Record, imported) -> None:
        artifacts = Artifact.objects.filter(public_id__in=imported.outcomes).order_by("pk")
        came = set(
            ImportRecord.objects.filter(batch=self.batch, artifact__in=artifacts).values_list("artifact", flat=True)
        )
        for artifact in artifacts:
            outcome = imported.outcomes[artifact.public_id]
            self.count(artifact.kind, outcome, 1)
            if artifact.pk not in came:
                ImportRecord.objects.create(
                    batch=self.batch,
                    artifact=artifact,
                    revision=artifact.revisions.filter(batch=self.batch).newest(),
                    outcome=outcome,
                    file=record.file[-255:],
                    line=record.line,
                    remarks=imported.remarks if artifact.public_id == imported.public_id else [],
                )

    def _refusing(self, record: Record):
        return refusing(Unit(record.kind, record), self.refused)
