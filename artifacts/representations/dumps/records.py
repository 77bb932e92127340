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
# What our own exchange format holds is content already, and what a captured page says is read by the captures.
EXCHANGED = {f"exchanged_{kind}": kind for kind in ("reference", "analysis", "hypothesis", "page")}
CAPTURED = "captured"
KINDS = (*TABLES, *EXCHANGED, CAPTURED)
# Bytes of a line, a row or a text; a page of the longest text allowed takes three quarters with all its signs escaped.
MAX_RECORD = 4 * 1024 * 1024
# What is kept of one that is longer.
KEPT = 2000
TOO_LONG = f"It is longer than {MAX_RECORD // 1024**2} MiB; only its beginning is kept here."


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
        return Reject(self.file, self.line, reason, as_json(self.data), self.kind)


def as_json(value) -> bytes:
    """A value in UTF-8 on one line, whatever its texts hold."""
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()
