"""Reject files: what could not be taken as JSON lines `{file, line, reason, record}`, to be mended and read again."""

from artifacts.errors import DumpError
from artifacts.representations.dumps.json_rows import read_json
from artifacts.representations.dumps.records import Reject, as_json

FIELDS = {"file", "line", "reason", "kind", "record"}
NEEDED = {"file", "line", "record"}


def reject_line(reject: Reject) -> bytes:
    """A line of a reject file: the record as an object if it is one, else as the text that it is."""
    told = {"file": reject.file, "line": reject.line, "reason": reject.reason}
    if reject.kind:
        told["kind"] = reject.kind
    return as_json({**told, "record": _record(reject.raw)}) + b"\n"


def _record(raw: bytes):
    if not raw:
        return None
    try:
        record = read_json(raw)
    except DumpError:
        record = None
    return record if isinstance(record, dict) else raw.decode(errors="surrogateescape")


def is_reject(row: dict) -> bool:
    return row.keys() >= NEEDED and row.keys() <= FIELDS


def mended(row: dict) -> Reject:
    """A line of a reject file once more; `raw` is the record as it was mended. DumpError where it is no such line."""
    file, line, record, kind = row["file"], row["line"], row["record"], row.get("kind", "")
    if not isinstance(file, str) or not isinstance(kind, str) or not isinstance(line, int) or isinstance(line, bool):
        raise DumpError("A line of a reject file names a file, a line and the kind of its record.")
    if record is None:
        raise DumpError("It holds no record that could be mended: mend the file itself.")
    if not isinstance(record, (str, dict)):
        raise DumpError("The record of a reject must be an object, or the text that it was.")
    raw = as_json(record) if isinstance(record, dict) else record.encode(errors="surrogateescape")
    return Reject(file, line, str(row.get("reason", "")), raw, kind)
