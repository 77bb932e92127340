"""Decoding: bytes of an unknown encoding as text, and the name of the encoding that they were taken for."""

import codecs
import re
from typing import NamedTuple

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What UTF-8 makes of one sign beyond ASCII.
SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
SAMPLE = 4096


class Decoded(NamedTuple):
    """`odd_bytes` counts the bytes of a UTF-8 text that are none, and were read as Windows-1252."""

    text: str
    encoding: str
    odd_bytes: int = 0


def decode(data: bytes) -> Decoded:
    """Text of any bytes: by its mark, else UTF-16 by its NULs, UTF-8 if it is that, Windows-1252 at last."""
    encoding, mark = encoding_of(data)
    if encoding != "utf-8" or mark:
        return Decoded(data[len(mark) :].decode(encoding, errors="replace"), encoding)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _decode_odd(data)


def encoding_of(data: bytes) -> tuple[str, bytes]:
    """The encoding that the beginning of a text tells, and its mark if it has one; UTF-8 where nothing tells."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding, mark
    return _wide(data[:SAMPLE]) or "utf-8", b""


def _wide(sample: bytes) -> str | None:
    """Latin text in UTF-16 has a NUL in every other byte, and none in the others."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half and odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if half and even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _decode_odd(data: bytes) -> Decoded:
    """Either Windows-1252, or UTF-8 into which somebody pasted something else: whichever more of the bytes are."""
    whole = len(SEQUENCE.findall(data))
    odd = sum(byte > 127 for byte in SEQUENCE.sub(b"", data))
    if whole < odd:
        return Decoded(data.decode("cp1252", errors="scidex-latin-1"), "windows-1252")
    return Decoded(data.decode("utf-8", errors="scidex-cp1252"), "utf-8", odd)


def _as_latin_1(error):
    """Windows-1252 has no sign at five places; Latin-1 has a control character there."""
    return error.object[error.start : error.end].decode("latin-1"), error.end


def _as_cp1252(error):
    return error.object[error.start : error.end].decode("cp1252", errors="scidex-latin-1"), error.end


codecs.register_error("scidex-latin-1", _as_latin_1)
codecs.register_error("scidex-cp1252", _as_cp1252)
