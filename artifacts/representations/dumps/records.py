"""Records: one row of a dump with the place where it stands, or why it could not be taken."""

import json
from typing import NamedTuple

# The tables of a dump, by the kind of their rows.
TABLES = {
    "wiki_page": "wiki_pages",
    "artifact": "artifacts",
    "artifact_link": "artifact_links",
    "hypothesis": "hypotheses",
    "analysis": "analyses",
    "paper": "papers",
    "edge": "edges",
}
# What a record of the exchange format, or of a captured page, is called: its data is content already.
EXCHANGED, CAPTURED = "exchanged", "captured"
KINDS = (*TABLES, EXCHANGED, CAPTURED)


class Reject(NamedTuple):
    """What cannot be taken: `reason` is a sentence for whoever mends it, `raw` the record as it stands in the file.

    `line` is 0 where it is the file itself; `kind` is empty where it was not found out.
    """

    file: str
    line: int
    reason: str
    raw: bytes = b""
    kind: str = ""


class Record(NamedTuple):
    """A row as plain JSON values; `line` counts from 1: lines of text, rows of Parquet."""

    kind: str
    data: dict
    file: str
    line: int

    def refused(self, reason: str) -> Reject:
        """The record as one that cannot be taken after all, whole."""
        raw = json.dumps(self.data, ensure_ascii=False).encode(errors="surrogateescape")
        return Reject(self.file, self.line, reason, raw, self.kind)
