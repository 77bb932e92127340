"""Tagged lines, which RIS and MEDLINE are made of: `TI  - Title`, `FAU - Lefebvre, Suzie`, continued below."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from artifacts.errors import marked as _
from artifacts.representations.intake.entry import Note


class Line(NamedTuple):
    tag: str
    value: str
    number: int


class Record:
    """The lines of one entry, asked by tag."""

    def __init__(self, line: int):
        self.line = line
        self.lines: list[Line] = []

    def all(self, *tags: str) -> list[str]:
        """The values of these tags, in the order of the tags."""
        return [line.value for tag in tags for line in self.lines if line.tag == tag and line.value]

    def in_order(self, *tags: str) -> list[Line]:
        """The lines of these tags, in the order of the file."""
        return [line for line in self.lines if line.tag in tags and line.value]

    def first(self, *tags: str) -> str:
        return next(iter(self.all(*tags)), "")


def records(text: str, tag: re.Pattern, start: str, end: str = "") -> Iterator[Record | Note]:
    """The records of a file, each from its start tag to its end tag, to the next start where that is missing.

    `tag` matches a line's tag and blanks; a line without one goes on with the value before it.
    """
    record, values = None, []
    stray = 0
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        found = tag.match(line)
        name = found[1].upper() if found else ""
        if name == start:
            if record is not None:
                yield _closed(record, values)
            record, values = Record(number), []
        if record is None:
            if line.strip("\ufeff \t\x0c\x1a") and not stray:
                stray = number
                yield Note(number, _("This line belongs to no entry and is left out."))
            continue
        if end and name == end:
            yield _closed(record, values)
            record, values, stray = None, [], 0
        elif found:
            values.append((name, [line[found.end() :].strip()], number))
        elif line.strip() and values:
            values[-1][1].append(line.strip())
    if record is not None:
        yield _closed(record, values)


def _closed(record: Record, values: list) -> Record:
    record.lines = [Line(tag, " ".join(filter(None, pieces)), number) for tag, pieces, number in values]
    return record
