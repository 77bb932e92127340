"""CSV and tab-separated tables: each row as an object by the names of the first."""

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from artifacts.errors import DumpError
from artifacts.representations.dumps.json_rows import check_texts
from artifacts.representations.dumps.lines import read_lines
from artifacts.representations.dumps.records import MAX_RECORD, TOO_LONG

MOST_COLUMNS = 1000


class CsvRow(NamedTuple):
    """A row that begins in line `number`, or the `problem` of one that is none.

    `raw` is the row as it stands, below the names of the columns: a table of its own, so that it can be mended.
    """

    number: int
    cells: dict
    problem: str = ""
    raw: bytes = b""


def read_csv(stream: io.BufferedReader, delimiter: str = ",") -> Iterator[CsvRow]:
    """DumpError where the first row does not name the columns."""
    lines = _Lines(stream)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    names = _names(lines, rows)
    head = b"".join(lines.kept)
    while True:
        number = lines.begin()
        try:
            cells = _next(rows)
            if cells:
                yield CsvRow(number, _row(names, cells, lines.odd))
        except StopIteration:
            return
        except (DumpError, csv.Error) as error:
            yield CsvRow(number, {}, _sentence(error), head + b"".join(lines.kept))


def _next(rows) -> list[str]:
    # The limit is the process's: here the longest text may stand in one field, for other readers it stays.
    usual = csv.field_size_limit(MAX_RECORD)
    try:
        return next(rows)
    finally:
        csv.field_size_limit(usual)


def _names(lines: "_Lines", rows) -> list[str]:
    lines.begin()
    try:
        names = [name.strip() for name in _next(rows)]
    except StopIteration:
        raise DumpError("It is empty: a table begins with the names of its columns.") from None
    except csv.Error as error:
        raise DumpError(_sentence(error)) from error
    if lines.odd:
        raise DumpError(lines.odd)
    if not all(names) or len(set(names)) < len(names) or len(names) > MOST_COLUMNS:
        raise DumpError("Its first row must name each column, by a name of its own.")
    return names


def _row(names: list[str], cells: list[str], odd: str) -> dict:
    if odd:
        raise DumpError(odd)
    if len(cells) != len(names):
        raise DumpError(f"The row has {len(cells)} cells for {len(names)} columns.")
    row = dict(zip(names, cells, strict=True))
    check_texts(row)
    return row


def _sentence(error: Exception) -> str:
    return str(error) if isinstance(error, DumpError) else f"It is no CSV: {error}."


class _Lines:
    """The lines of a table for the csv module; `kept` are those of the row at hand, and `odd` is what is odd there."""

    def __init__(self, stream: io.BufferedReader):
        self.lines, self.number = read_lines(stream), 0
        self.begin()

    def begin(self) -> int:
        """The next row begins: the number of its first line."""
        self.kept, self.size, self.odd = [], 0, ""
        return self.number + 1

    def __iter__(self):
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.number = line.number
        self.size += len(line.raw)
        if not line.whole or self.size > MAX_RECORD:
            # What was kept of the row so far is given up: it is not held twice.
            self.kept = [line.raw]
            raise DumpError(TOO_LONG)
        self.kept.append(line.raw + b"\n")
        try:
            return line.raw.decode() + "\n"
        except UnicodeDecodeError as error:
            self.odd = f"Byte {error.start + 1} of line {line.number}, 0x{line.raw[error.start]:02x}, is no UTF-8."
            return line.raw.decode(errors="replace") + "\n"
