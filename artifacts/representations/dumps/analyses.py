"""Analyses of a dump: a question, its domain, its status and its date."""

from collections.abc import Sequence

from artifacts.models import Analysis
from artifacts.representations.dumps.artifact_rows import named_row
from artifacts.representations.dumps.incoming import Incoming
from artifacts.representations.dumps.records import Record

MOST_OF_A_DOMAIN = 200


def analysis(row: Record | None, artifacts: Sequence[Record] = ()) -> Incoming:
    """A row of `analyses`, or its artifact alone; ContentError with a sentence where it can be none."""
    fields, beside, public_id, title = named_row(row, artifacts)
    content = {
        "kind": "analysis",
        "title": title,
        "question": fields.text("question"),
        "domain": fields.line("domain", MOST_OF_A_DOMAIN),
        "status": fields.choice("status", Analysis.Status.values, "open"),
        "date": fields.date("created_at"),
        "summary": fields.text("summary"),
    }
    content["metadata"] = beside.metadata_with(fields.rest(), title)
    return Incoming(
        public_id, "analysis", content, beside.addresses, beside.edges, notes=[*fields.notes, *beside.notes]
    )
