"""Papers of a dump: references that pages and evidence share, known by DOI, PMID or PMCID."""

import re
from collections.abc import Sequence
from dataclasses import replace

from artifacts.errors import ContentError
from artifacts.representations.dumps.artifact_rows import Beside
from artifacts.representations.dumps.fields import Fields, read_printed_values
from artifacts.representations.dumps.incoming import Incoming
from artifacts.representations.dumps.records import Record
from artifacts.representations.dumps.references import read_work
from artifacts.text.addresses import ARTIFACT_ID, MAX_KEY_LENGTH

# A bare number is the key of a row there, and would be somebody else's address here.
NAMED = re.compile(r"(?=.*[A-Za-z])" + ARTIFACT_ID.pattern)
# JSON in a text where the table has no better type.
STRUCTURED = ("authors", "author")


def paper(row: Record | None, artifacts: Sequence[Record] = ()) -> Incoming:
    """A row of `papers`, or its artifact alone; ContentError with a sentence where it tells of no work."""
    fields = Fields(row.data) if row else _of_artifact(artifacts[0])
    own = fields.line("id", MAX_KEY_LENGTH)
    for name in STRUCTURED:
        if isinstance(value := fields.left.get(name), str) and value.lstrip().startswith("["):
            fields.left[name] = fields.structure(name, list)
    work, left, notes = read_work(fields.left)
    if work is None:
        raise ContentError("The paper has no title, no identifier and no authors.")
    beside = Beside(artifacts if row else artifacts[1:], own)
    rest = read_printed_values(left) | ({"paper_id": own} if own else {})
    metadata = beside.metadata_with(rest, work.content["csl"]["title"])
    return replace(
        work,
        content={**work.content, "metadata": metadata},
        addresses=[*([own] if NAMED.fullmatch(own) and own != work.public_id else []), *beside.addresses],
        edges=beside.edges,
        notes=[*notes, *fields.notes, *beside.notes],
    )


def _of_artifact(artifact: Record) -> Fields:
    """Where a paper has no row of its own, its metadata tells of it."""
    fields = Fields(artifact.data)
    fields.value("artifact_type")
    return Fields({**fields.structure("metadata", dict), **fields.left})
