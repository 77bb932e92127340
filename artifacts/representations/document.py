"""Documents: one artifact's state as canonical JSON (content and pins), packed for storage and read again."""

import base64
import binascii
import hashlib
import json
import zlib

from artifacts.errors import DocumentError
from artifacts.errors import marked as _
from artifacts.representations.canonical import canonical
from artifacts.text.markdown import cited_keys

SCHEMA = 1
MAX_DOCUMENT_BYTES = 64 * 1024 * 1024

# {schema: function that turns a document of that schema into one of the next}
UPCASTS: dict[int, callable] = {}


def make_document(content: dict, pins: dict[str, int]) -> dict:
    return {"schema": SCHEMA, "content": content, "pins": pins}


def pack(document: dict) -> str:
    """A document as zlib-compressed canonical JSON in base64 (ASCII)."""
    return packed(canonical(document))


def packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, 9)).decode("ascii")


def digests_of(document: dict) -> dict:
    """How large a document is, and the hashes of it and of its content, as its revision keeps them."""
    return seal(document)[1]


def seal(document: dict) -> tuple[bytes, dict]:
    """A document as canonical JSON, and its digests; its content, nearly all of it, is written once for both."""
    content = canonical(document["content"])
    data = b'{"content":%b,"pins":%b,"schema":%d}' % (content, canonical(document["pins"]), document["schema"])
    hashes = [hashlib.sha256(of).hexdigest() for of in (content, data)]
    return data, {"size": len(data), "content_sha256": hashes[0], "document_sha256": hashes[1]}


def unpack_raw(packed: str) -> dict:
    """The document as it was stored, of whatever schema."""
    try:
        decompressor, compressed = zlib.decompressobj(), base64.b64decode(packed, validate=True)
        data = decompressor.decompress(compressed, MAX_DOCUMENT_BYTES)
        if decompressor.unconsumed_tail or not decompressor.eof:
            raise DocumentError(_("The stored document is cut off or larger than 64 MiB."))
        # Base64 has bits to spare in its last letters, and zlib stops at its own end: neither may hold anything.
        if decompressor.unused_data or base64.b64encode(compressed).decode() != packed:
            raise DocumentError(_("The stored document is damaged: {error}."), error="something stands behind its end")
        document = json.loads(data, parse_constant=_refuse)
    except (binascii.Error, zlib.error, ValueError, RecursionError) as error:
        raise DocumentError(_("The stored document is damaged: {error}."), error=error) from error
    if not isinstance(document, dict) or type(document.get("schema")) is not int:
        raise DocumentError(_("The stored document does not say its schema."))
    return document


def _refuse(constant: str):
    raise ValueError(f"{constant} is no number")


def unpack(packed: str) -> dict:
    """The document in today's schema; a DocumentError where no up-casting function leads there."""
    return upcast(unpack_raw(packed))


def upcast(document: dict) -> dict:
    """A document of whatever schema in today's."""
    while document["schema"] != SCHEMA:
        step = UPCASTS.get(document["schema"])
        if step is None:
            raise DocumentError(
                _("The stored document has schema {schema}, which this version cannot read."), schema=document["schema"]
            )
        document = step(document)
    if not isinstance(document.get("content"), dict) or not isinstance(document.get("pins"), dict):
        raise DocumentError(_("The stored document holds no content."))
    return document


def cited_names(content: dict) -> list[str]:
    """The citekeys that no reference is listed for: a page's unresolved ones, and all in the texts of other kinds."""
    texts = [content.get("statement", ""), content.get("summary", "")]
    keys = [key for key, target in content.get("citations", {}).items() if target is None]
    keys += [key for text in texts for key in cited_keys(text)]
    keys += [key for piece in content.get("evidence", []) for key in cited_keys(piece["claim"], inline=True)]
    return list(dict.fromkeys(keys))


def shown_ids(content: dict) -> list[str]:
    """The references, hypotheses and analyses that an artifact shows, by id: what its document pins."""
    ids = set()
    ids.update(target for target in content.get("citations", {}).values() if target)
    ids.update(relation["to"] for relation in content.get("relations", []))
    ids.update(piece["reference"] for piece in content.get("evidence", []) if piece["reference"])
    if content.get("analysis"):
        ids.add(content["analysis"])
    return sorted(ids)
