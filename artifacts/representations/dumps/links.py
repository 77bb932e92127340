"""Links and edges of a dump: which two things stand in which relation."""

from typing import NamedTuple

from artifacts.errors import ContentError
from artifacts.representations.dumps.fields import Fields
from artifacts.representations.dumps.records import TABLES, Record
from artifacts.text.addresses import MAX_KEY_LENGTH

# Where a thing came from is provenance, by W3C PROV's names; every other relation is an edge of the graph.
PROVENANCE = {"derives_from": "wasDerivedFrom", "extracts": "wasQuotedFrom", "supersedes": "wasRevisionOf"}
MOST_OF_A_RELATION, MOST_OF_A_SOURCE = 50, 250


class Link(NamedTuple):
    subject: str
    relation: str
    object: str
    provenance: bool


def link(row: Record) -> Link:
    """A row of `artifact_links`; ContentError where an end or the relation is missing."""
    fields = Fields(row.data)
    subject, relation, target = _triple(fields, "source", "link_type", "target")
    return Link(subject, PROVENANCE.get(relation, relation), target, relation in PROVENANCE)


def edge(row: Record) -> dict:
    """A row of the edges, or of the links, as `{subject, relation, object, source, confidence}`; ContentError too."""
    if row.kind == "artifact_link":
        subject, relation, target, _provenance = link(row)
        return _edge(subject, relation, target, TABLES[row.kind], None)
    fields = Fields(row.data)
    subject, relation, target = _triple(fields, "subject", "relation", "object")
    return _edge(subject, relation, target, fields.line("source", MOST_OF_A_SOURCE), fields.score("confidence"))


def _edge(subject: str, relation: str, target: str, source: str, confidence: float | None) -> dict:
    return {"subject": subject, "relation": relation, "object": target, "source": source, "confidence": confidence}


def _triple(fields: Fields, subject: str, relation: str, target: str) -> tuple[str, str, str]:
    told = (
        fields.line(subject, MAX_KEY_LENGTH),
        fields.line(relation, MOST_OF_A_RELATION),
        fields.line(target, MAX_KEY_LENGTH),
    )
    for name, value in zip((subject, relation, target), told, strict=True):
        if not value:
            raise ContentError(f"The row has no {name!r}.")
    return told
