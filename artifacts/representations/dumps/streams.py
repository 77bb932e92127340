"""Streams: what is packed is unpacked as it is read, up to a limit, and every text comes out in UTF-8."""

import codecs
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO

import zstandard

from artifacts.errors import DumpError
from artifacts.text.decoding import encoding_of

GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
SUFFIXES = {".gz": GZIP, ".zst": ZSTD, ".zstd": ZSTD}
BUFFER = 256 * 1024
# What is looked at to know the encoding of a text.
BEGINNING = 4096
# Texts shrink three to fifty times; what shrinks more is made to fill a disk or a day.
MAX_RATIO = 200
FREE = 16 * 1024 * 1024
MAX_UNPACKED = 64 * 1024**3
# What a compressor may look back, and so what unpacking holds in memory.
MAX_WINDOW = 64 * 1024 * 1024
# A byte of zstd can stand for 32 KiB: it is fed in small pieces.
PIECE = 1024
BROKEN = (OSError, ValueError, RuntimeError, NotImplementedError, zlib.error, zstandard.ZstdError, zipfile.BadZipFile)


class Stream(io.RawIOBase):
    """A stream of the pieces that a function gives, asked for so many bytes; it may give more, and none at the end.

    Small pieces come together, so that who peeks sees how a file begins; what came before a DumpError comes first.
    """

    def __init__(self, give: Callable[[int], bytes]):
        self.give, self.piece = give, memoryview(b"")
        self.error: DumpError | None = None

    def readable(self):
        return True

    def readinto(self, buffer):
        count = 0
        while count < min(len(buffer), BEGINNING) and (self.piece or self._more(len(buffer) - count)):
            portion = self.piece[: len(buffer) - count]
            buffer[count : count + len(portion)] = portion
            count += len(portion)
            self.piece = self.piece[len(portion) :]
        if not count and self.error is not None:
            raise self.error
        return count

    def _more(self, most: int) -> bool:
        if self.error is None:
            try:
                self.piece = memoryview(self.give(most))
            except DumpError as error:
                self.error = error
        return bool(self.piece)


class Budget:
    """How much may come out of a packed file, by how much went in."""

    def __init__(self, taken: int = 0):
        self.taken, self.given = taken, 0

    def counting(self, source: BinaryIO) -> io.BufferedReader:
        """The packed bytes, counted."""

        def give(most: int) -> bytes:
            data = source.read(most)
            self.taken += len(data)
            return data

        return buffered(Stream(give))

    def limiting(self, source) -> io.BufferedReader:
        """The unpacked bytes, up to the limits; whatever is wrong with what is packed is a DumpError."""

        def give(most: int) -> bytes:
            try:
                # Not `read`, which would lose what it has where the rest is broken.
                data = source.read1(most)
            except EOFError as error:
                raise DumpError("What is packed ends too early: the file was cut off, the rest is missing.") from error
            except BROKEN as error:
                raise DumpError(f"What is packed is damaged from here on: {error}.") from error
            self.given += len(data)
            self._check()
            return data

        return buffered(Stream(give))

    def _check(self) -> None:
        if self.given > MAX_UNPACKED:
            raise DumpError(f"It unpacks to more than {MAX_UNPACKED // 1024**3} GiB: divide it.")
        if self.given > FREE and self.given > MAX_RATIO * self.taken:
            raise DumpError(
                f"It unpacks to more than {MAX_RATIO} times its size, as no real dump does: unpack it first."
            )


class Zstd:
    """Frames of zstd one after another; EOFError where the last one is cut off."""

    def __init__(self, source: BinaryIO):
        self.source, self.left, self.frame = source, b"", None

    def read1(self, _most: int) -> bytes:
        """What the next piece holds, which may be more than was asked for."""
        while piece := self.left or self.source.read(PIECE):
            if self.frame is None:
                self.frame = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW).decompressobj()
            data = self.frame.decompress(piece)
            self.left = self.frame.unused_data
            if self.frame.eof:
                self.frame = None
            if data:
                return data
        if self.frame is not None:
            raise EOFError
        return b""


class Transcoded:
    """Text of another encoding in UTF-8; DumpError where it is not of that encoding."""

    def __init__(self, source: BinaryIO, encoding: str):
        self.source, self.encoding = source, encoding
        self.decoder = codecs.getincrementaldecoder(encoding)()
        self.broken = False

    def give(self, most: int) -> bytes:
        while not self.broken:
            piece = self.source.read(most)
            try:
                text = self.decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                text, self.broken = error.object[: error.start].decode(self.encoding), True
            if text or not (piece or self.broken):
                return text.encode()
        raise DumpError(f"From here on it is no {self.encoding.upper()}: write the file in UTF-8.")


def unpacked(source: BinaryIO, name: str) -> tuple[io.BufferedReader, str]:
    """The bytes of a file, unpacked if they are packed by gzip or zstd, and the name without what says so."""
    stream = buffered(source)
    magic = next((magic for suffix, magic in SUFFIXES.items() if name.casefold().endswith(suffix)), None)
    begins = stream.peek(4)[:4]
    if magic and not begins.startswith(magic):
        raise DumpError("Its name says that it is packed, and it is not." if begins else "It is empty.")
    if not begins.startswith((GZIP, ZSTD)):
        return stream, name
    budget = Budget()
    packed = budget.counting(stream)
    stream = budget.limiting(gzip.GzipFile(fileobj=packed) if begins.startswith(GZIP) else Zstd(packed))
    if stream.peek(4)[:4].startswith((GZIP, ZSTD)):
        raise DumpError("It is packed twice: unpack it once.")
    return stream, name[: name.rindex(".")] if magic else name


def in_utf8(stream: io.BufferedReader) -> io.BufferedReader:
    """A text without the mark of its encoding, which may be UTF-8, UTF-16 or UTF-32."""
    encoding, mark = encoding_of(stream.peek(BEGINNING)[:BEGINNING])
    stream.read(len(mark))
    return stream if encoding == "utf-8" else buffered(Stream(Transcoded(stream, encoding).give))


def buffered(source) -> io.BufferedReader:
    return io.BufferedReader(source, BUFFER)
