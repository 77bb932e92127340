"""Files of edges: JSON lines or CSV, read as a stream; what is no edge comes out as a refusal with its line."""

import csv
import gzip
import json
import zlib
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from artifacts.errors import ContentError, ExchangeError
from artifacts.errors import marked as _
from artifacts.text.edges import Edge, read_edge

LONGEST_LINE = 100_000
READERS = {".jsonl": "json", ".ndjson": "json", ".csv": "csv", ".tsv": "tsv"}


class Refusal(NamedTuple):
    line: int
    sentence: str


def read_edge_file(path: Path) -> Iterator[Edge | Refusal]:
    """`edges.jsonl`, `edges.csv`, `edges.tsv` and each with `.gz` behind it; ExchangeError for another name."""
    suffixes = path.suffixes[-2:] if path.suffix == ".gz" else path.suffixes[-1:]
    kind = READERS.get(suffixes[0].lower()) if suffixes else None
    if kind is None:
        sentence = _("{name} is no file of edges: .jsonl, .csv or .tsv, or one of these with .gz.")
        raise ExchangeError(sentence, name=path.name)
    with (gzip.open if path.suffix == ".gz" else open)(path, "rb") as file:
        yield from _json_lines(file) if kind == "json" else _table(file, "," if kind == "csv" else "\t")


def _lines(file: BinaryIO) -> Iterator[tuple[int, str | Refusal]]:
    """Each line with its number. Bytes that are no UTF-8 stay as signs that no text has, and are refused as these."""
    number = 0
    try:
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                while line and not line.endswith(b"\n"):
                    line = file.readline(LONGEST_LINE)
                yield number, Refusal(number, _("The line is too long."))
            else:
                yield number, line.decode("utf-8-sig" if number == 1 else "utf-8", errors="surrogateescape")
    except (EOFError, OSError, zlib.error):
        yield number + 1, Refusal(number + 1, _("The file is damaged: nothing behind this can be read."))


def _json_lines(file: BinaryIO) -> Iterator[Edge | Refusal]:
    for number, line in _lines(file):
        if isinstance(line, Refusal):
            yield line
        elif line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            yield _edge(number, row) if isinstance(row, dict) else Refusal(number, _("The line is no JSON object."))


def _table(file: BinaryIO, delimiter: str) -> Iterator[Edge | Refusal]:
    refused: deque[Refusal] = deque()
    rows = csv.DictReader(_texts(file, refused), delimiter=delimiter)
    ended = False
    while not ended:
        row = None
        try:
            row = next(rows)
        except StopIteration:
            ended = True
        except csv.Error:
            refused.append(Refusal(rows.line_num, _("The line is no row of a table.")))
        while refused:
            yield refused.popleft()
        if row is not None:
            yield _edge(rows.line_num, row)


def _texts(file: BinaryIO, refused: deque[Refusal]) -> Iterator[str]:
    """Lines that can be read; the others go to a list."""
    for _number, line in _lines(file):
        if isinstance(line, Refusal):
            refused.append(line)
        else:
            yield line


def _edge(number: int, row: dict) -> Edge | Refusal:
    try:
        return read_edge(row)
    except ContentError as error:
        return Refusal(number, error.sentence)
