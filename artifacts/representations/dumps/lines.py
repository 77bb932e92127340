"""Lines of a stream, each held whole only up to a limit; and the values of a JSON list, one after another."""

import io
import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from artifacts.errors import DumpError
from artifacts.representations.dumps.records import KEPT, MAX_RECORD

BLANK = re.compile(r"[ \t\r\n]*")
PIECE = 256 * 1024
# Of a value that is not at its end yet.
MORE = 1024 * 1024
SCANNER = json.JSONDecoder()


class Line(NamedTuple):
    """`raw` is without its line end; of a line that is too long it is the beginning, and `whole` is false."""

    number: int
    raw: bytes
    whole: bool = True


def read_lines(stream: io.BufferedReader) -> Iterator[Line]:
    number = 0
    while raw := stream.readline(MAX_RECORD + 1):
        number += 1
        if len(raw) > MAX_RECORD:
            # The rest is passed over in portions, never held.
            rest = raw
            while rest and not rest.endswith(b"\n"):
                rest = stream.readline(PIECE)
            yield Line(number, raw[:KEPT], whole=False)
        else:
            yield Line(number, raw.rstrip(b"\r\n"))


def read_items(stream: io.BufferedReader) -> Iterator[Line]:
    """The values of the list that a stream of JSON begins with; DumpError where the list itself is broken."""
    scan = _Scan(stream)
    scan.take("[")
    first = True
    while not scan.comes("]"):
        if not first:
            scan.take(",")
        yield scan.value()
        first = False
    scan.take("]")
    if scan.more():
        raise DumpError("Something follows behind the end of the list.")


class _Scan:
    """A text and a place in it; what lies behind is given up. Its signs are bytes, whatever they mean."""

    def __init__(self, stream: io.BufferedReader):
        self.stream, self.held, self.at, self.line = stream, "", 0, 1

    def more(self) -> bool:
        """Pass over blanks; whether anything comes."""
        while True:
            self._pass(BLANK.match(self.held, self.at).end())
            if self.at < len(self.held) or not self._fill(PIECE):
                return self.at < len(self.held)

    def comes(self, sign: str) -> bool:
        return self.more() and self.held.startswith(sign, self.at)

    def take(self, sign: str) -> None:
        if not self.more():
            raise DumpError("The list ends too early: the file was cut off.")
        if not self.comes(sign):
            raise DumpError(f"A {sign!r} is missing between the rows of the list: what follows cannot be read.")
        self._pass(self.at + 1)

    def value(self) -> Line:
        """The next value as it is written."""
        self.more()
        while True:
            size = len(self.held) - self.at
            try:
                _value, end = SCANNER.raw_decode(self.held, self.at)
            except (ValueError, RecursionError) as error:
                cut = isinstance(error, json.JSONDecodeError) and size <= MAX_RECORD
                if cut and self._fill(MORE):
                    continue
                said = "is longer than it may be" if size > MAX_RECORD else "is no JSON, or was cut off"
                raise DumpError(f"A row of the list {said}: what follows cannot be read.") from error
            # A number may go on in what is not read yet.
            if end == len(self.held) and self._fill(PIECE):
                continue
            raw = self.held[self.at : end].encode("latin-1")
            line = Line(self.line, raw) if len(raw) <= MAX_RECORD else Line(self.line, raw[:KEPT], whole=False)
            self._pass(end)
            return line

    def _fill(self, size: int) -> bool:
        piece = self.stream.read(size).decode("latin-1")
        self.held, self.at = self.held[self.at :] + piece, 0
        return bool(piece)

    def _pass(self, to: int) -> None:
        self.line += self.held.count("\n", self.at, to)
        self.at = to
