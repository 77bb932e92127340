"""Texts of a dump: files of our own exchange format, and captured pages, each a record of its own."""

from artifacts.errors import ContentError
from artifacts.representations.dumps.incoming import Incoming
from artifacts.representations.dumps.records import CAPTURED, EXCHANGED, Record
from artifacts.representations.exchange import Exchanged, read_artifact, read_reference
from artifacts.text.addresses import ARTIFACT_ID
from artifacts.text.captures import Capture, read_capture


def text_record(raw: bytes, kind: str, file: str) -> Record:
    """A text as the record of its kind; ArtifactError where it is none."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise ContentError(f"Byte {error.start + 1}, 0x{raw[error.start]:02x}, is no UTF-8.") from error
    if kind == CAPTURED:
        read_capture(raw, file)
        return Record(kind, {"text": text}, file, 1)
    return _record(read_artifact(text, EXCHANGED[kind], file), file, 1)


def reference_record(item, file: str, line: int) -> Record:
    """A work of the exchange format's `references.json`."""
    return _record(read_reference(item, f"{file}, line {line}"), file, line)


def _record(exchanged: Exchanged, file: str, line: int) -> Record:
    content = exchanged.content
    data = {"public_id": exchanged.public_id, "addresses": list(exchanged.addresses), "content": content}
    if exchanged.works:
        data["works"] = {key: {"id": work.public_id, "content": work.content} for key, work in exchanged.works}
    return Record(f"exchanged_{content['kind']}", data, file, line)


def exchanged(record: Record) -> Incoming:
    """A record of the exchange format; ContentError where somebody mended it to what is none."""
    public_id, content = record.data.get("public_id"), record.data.get("content")
    addresses, works = record.data.get("addresses", []), record.data.get("works", {})
    if not isinstance(public_id, str) or not ARTIFACT_ID.fullmatch(public_id):
        raise ContentError("The record has no public_id, as in wiki-genes-smn1.")
    if not isinstance(content, dict) or content.get("kind") != EXCHANGED[record.kind]:
        raise ContentError(f"The content must be that of a {EXCHANGED[record.kind]}.")
    citations, evidence = content.get("citations", {}), content.get("evidence", [])
    if not isinstance(citations, dict) or not _all(evidence, dict):
        raise ContentError("The citations must be an object, and the evidence a list of objects.")
    if not _all(addresses, str):
        raise ContentError("The addresses must be a list of names.")
    if not isinstance(works, dict) or not all(map(_is_work, works.values())):
        raise ContentError("The works must be objects with id and content.")
    found = {key: Incoming(work["id"], "reference", work["content"]) for key, work in works.items()}
    if found:
        content = {**content, "citations": citations | {key: work.public_id for key, work in found.items()}}
    return Incoming(public_id, content["kind"], content, list(addresses), works=list(found.values()))


def captured(record: Record) -> Capture:
    """The page of a captured text; ArtifactError where it is none."""
    text = record.data.get("text")
    if not isinstance(text, str):
        raise ContentError("The record has no text.")
    return read_capture(text.encode(errors="replace"), record.file)


def _all(values, kind: type) -> bool:
    return isinstance(values, list) and all(isinstance(value, kind) for value in values)


def _is_work(work) -> bool:
    return isinstance(work, dict) and isinstance(work.get("id"), str) and isinstance(work.get("content"), dict)
