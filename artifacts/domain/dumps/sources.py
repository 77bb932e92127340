"""Sources: what a record of a dump said before its repairs, kept small beside what these made of it."""

import json
import zlib

from artifacts.domain.documents import content_of_revision
from artifacts.errors import DocumentError
from artifacts.errors import marked as _
from artifacts.models import ImportRecord
from artifacts.representations.canonical import canonical

# How far back zlib looks for what stands in both.
WINDOW = 32_768


def pack_source(before: dict, content: dict) -> bytes:
    """A content before its repairs, packed against the one that was saved: some 300 bytes instead of 4,000."""
    packer = zlib.compressobj(9, zdict=canonical(content)[-WINDOW:])
    return packer.compress(canonical(before)) + packer.flush()


def source_of(record: ImportRecord) -> dict | None:
    """The content before its repairs, as `repair_page` takes it; None where nothing was repaired.

    DocumentError where the revision's text was taken away, and the source with it.
    """
    if record.source is None:
        return None
    unpacker = zlib.decompressobj(zdict=canonical(content_of_revision(record.revision))[-WINDOW:])
    try:
        return json.loads(unpacker.decompress(bytes(record.source)) + unpacker.flush())
    except (zlib.error, ValueError) as error:
        raise DocumentError(_("The stored source is damaged: {error}."), error=error) from error
