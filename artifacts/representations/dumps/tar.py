"""Tar read from front to back in bounded memory.

Python's own reader takes a damaged header for the end, holds every header, and reads extended ones whole whatever
length they claim.
"""

import io
from collections.abc import Iterator
from typing import NamedTuple

from artifacts.errors import DumpError
from artifacts.representations.dumps.streams import Stream, buffered

BLOCK = 512
MAX_EXTENDED = 64 * 1024
PLAIN, FOLDER = (b"0", b"\x00", b"7"), b"5"
# What tells more of the file behind it; of links and of all files together nothing is asked.
LONG_NAME, LONG_LINK, EXTENDED, COMMON = b"L", b"K", b"x", b"g"
PROBLEMS = {b"1": "It is a link.", b"2": "It is a link.", b"3": "It is a device.", b"4": "It is a device."}
PIECE = 64 * 1024


class Member(NamedTuple):
    """A file and its bytes, to be read before the next one; or the `problem` for which it is none."""

    name: str
    stream: io.BufferedReader
    problem: str = ""


def read_tar(stream: io.BufferedReader) -> Iterator[Member]:
    """DumpError where the archive is damaged or cut off."""
    told: dict[str, str] = {}
    while (header := _header(stream)) is not None:
        kind, size = header[156:157], _number(header[124:136])
        if kind in (LONG_NAME, LONG_LINK, EXTENDED, COMMON):
            if size > MAX_EXTENDED:
                raise DumpError("The archive tells more of one file than can be believed: it is damaged from here on.")
            text = _whole(stream, size + -size % BLOCK)[:size]
            if kind == LONG_NAME:
                told["path"] = _decoded(text.rstrip(b"\0"))
            elif kind == EXTENDED:
                told |= _extended(text)
            continue
        size = _claimed(told.get("size"), size)
        name = told.get("path") or _name(header)
        told = {}
        content = _Content(stream, size)
        if kind != FOLDER and not (kind in PLAIN and name.endswith("/")):
            yield Member(
                name,
                buffered(Stream(content.give)),
                "" if kind in PLAIN else PROBLEMS.get(kind, "It is no plain file."),
            )
        content.skip()
    while rest := stream.read(PIECE):
        if rest.strip(b"\0"):
            raise DumpError("Something follows behind the end of the archive: it is not read.")


class _Content:
    """The bytes of one file, and how many are still to come with those that fill its last block."""

    def __init__(self, stream: io.BufferedReader, size: int):
        self.stream, self.left, self.fill = stream, size, -size % BLOCK

    def give(self, most: int) -> bytes:
        data = self.stream.read1(min(most, self.left)) if self.left else b""
        if self.left and not data:
            raise DumpError("The archive ends too early: it was cut off.")
        self.left -= len(data)
        return data

    def skip(self) -> None:
        while self.left:
            self.give(PIECE)
        _whole(self.stream, self.fill)


def _header(stream: io.BufferedReader) -> bytes | None:
    header = stream.read(BLOCK)
    if not header.strip(b"\0"):
        if not header:
            raise DumpError("The archive ends too early: it was cut off.")
        return None
    if len(header) < BLOCK:
        raise DumpError("The archive ends too early: it was cut off.")
    told, summed = _number(header[148:156]), sum(header[:148]) + sum(header[156:]) + 8 * ord(" ")
    if told != summed:
        raise DumpError("The archive is damaged from here on: the check sum of a header is wrong.")
    return header


def _whole(stream: io.BufferedReader, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise DumpError("The archive ends too early: it was cut off.")
    return data


def _number(field: bytes) -> int:
    """Octal digits, or as GNU writes large ones, bytes behind a first one of 0x80."""
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \0")
    try:
        return int(digits, 8) if digits else 0
    except ValueError:
        raise DumpError("The archive is damaged from here on: a number in a header is none.") from None


def _claimed(told: str | None, size: int) -> int:
    if told is None:
        return size
    if not (told.isascii() and told.isdecimal() and len(told) < 20):
        raise DumpError("The archive is damaged from here on: the size of a file is no number.")
    return int(told)


def _name(header: bytes) -> str:
    name, prefix = header[:100].partition(b"\0")[0], header[345:500].partition(b"\0")[0]
    with_prefix = header[257:263] == b"ustar\0" and prefix
    return _decoded(prefix + b"/" + name if with_prefix else name)


def _extended(text: bytes) -> dict[str, str]:
    """`30 path=pages/genes-smn1.md` and its like, each as long as it says."""
    told, at = {}, 0
    while at < len(text):
        length, blank, _rest = text[at : at + 10].partition(b" ")
        if not (blank and length.isdigit() and 0 < int(length) <= len(text) - at):
            raise DumpError("The archive is damaged from here on: an extended header cannot be read.")
        name, _sign, value = text[at : at + int(length)].removesuffix(b"\n")[len(length) + 1 :].partition(b"=")
        told[_decoded(name)] = _decoded(value)
        at += int(length)
    return {name: value for name, value in told.items() if name in ("path", "size")}


def _decoded(name: bytes) -> str:
    return name.decode(errors="replace")
