"""Dumps read as streams: every row of every file is a Record or a Reject, in one order at each reading."""

import io
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from artifacts.errors import ArtifactError, DumpError
from artifacts.representations.dumps.csv_rows import read_csv
from artifacts.representations.dumps.json_rows import check_texts, check_texts_of, parse_json
from artifacts.representations.dumps.kinds import kind_of_file, told_kind
from artifacts.representations.dumps.lines import Line, read_items, read_lines
from artifacts.representations.dumps.parquet_rows import read_parquet
from artifacts.representations.dumps.records import KEPT, KINDS, MAX_RECORD, TOO_LONG, Record, Reject, as_json
from artifacts.representations.dumps.rejects import is_reject, mended
from artifacts.representations.dumps.sources import Source, sources
from artifacts.representations.dumps.streams import in_utf8
from artifacts.representations.dumps.texts import reference_record, text_record

Read = Iterator[Record | Reject]
REFERENCE = "exchanged_reference"
# What somebody's odd values can make of reading them, beside what is told in a sentence.
ODD = (TypeError, ValueError, OverflowError, RecursionError)
PLAIN = {".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".md", ".txt"}
ARCHIVES = {".zip", ".tar", ".tgz"}


def read_dump(paths: Iterable[Path], kinds: Collection[str] | None = None) -> Read:
    """What files, folders and archives hold, in the order given, folders by name; only some `kinds` where given.

    Nothing that is wrong in a file stops it: that is a Reject. Held in memory is the record at hand. A Reject whose
    kind is not known comes with every reading.
    """
    for path in map(Path, paths):
        for source in sources(path):
            if kinds is None or kind_of_file(source.name) in ("", *kinds):
                for read in _guarded(source):
                    if kinds is None or not read.kind or read.kind in kinds:
                        yield read


def _guarded(source: Source) -> Read:
    """The rows of a source; where it breaks off, a Reject tells from which line on."""
    line = 0
    try:
        for read in _rows(source):
            line = read.line
            yield read
    except ArtifactError as error:
        yield Reject(source.name, line and line + 1, str(error), kind=kind_of_file(source.name))
    except OSError as error:
        sentence = f"It cannot be read: {error.strerror or error}."
        yield Reject(source.name, line and line + 1, sentence, kind=kind_of_file(source.name))


def _rows(source: Source) -> Read:
    if source.problem:
        raise DumpError(source.problem)
    suffix = PurePosixPath(source.name.casefold()).suffix
    if suffix in ARCHIVES:
        raise DumpError("It is an archive in an archive: unpack it first.")
    if suffix not in PLAIN:
        raise DumpError(f"Its name ends in none of {', '.join(sorted(PLAIN))}: it is no part of a dump that we know.")
    if suffix == ".parquet":
        yield from _parquet_rows(source)
        return
    stream = in_utf8(source.stream)
    if suffix in (".csv", ".tsv"):
        yield from _csv_rows(stream, source.name)
    elif suffix in (".md", ".txt"):
        yield _text(stream, source.name)
    elif stream.peek(1).lstrip().startswith(b"["):
        for item in read_items(stream):
            yield from _line(item, source.name)
    else:
        for line in read_lines(stream):
            if line.raw.strip():
                yield from _line(line, source.name)


def _line(line: Line, file: str) -> Read:
    if line.whole:
        yield from _json_row(line.raw, file, line.number)
    else:
        yield Reject(file, line.number, TOO_LONG, line.raw, kind_of_file(file))


def _json_row(raw: bytes, file: str, line: int, *, again: bool = False) -> Read:
    """A row in JSON; a line of a reject file as the record in it, unless it is read `again` from one."""
    try:
        row = parse_json(raw)
        if isinstance(row, dict) and is_reject(row) and not again:
            yield from _mended(mended(row))
            return
        check_texts_of(raw, row)
        yield _record(row, file, line)
    except (ArtifactError, *ODD) as error:
        yield Reject(file, line, _sentence(error), raw, kind_of_file(file))


def _record(row, file: str, line: int, kind: str = "") -> Record:
    if not isinstance(row, dict):
        raise DumpError("It is no object with the fields of a row.")
    if kind in KINDS:
        return Record(kind, row, file, line)
    if kind_of_file(file) == REFERENCE:
        return reference_record(row, file, line)
    kind, field = told_kind(row, file)
    row.pop(field, None)
    return Record(kind, row, file, line)


def _mended(reject: Reject) -> Read:
    """The record of a reject file's line, read as in the file that it is from."""
    suffix = PurePosixPath(reject.file.casefold()).suffix
    is_object = reject.raw.lstrip().startswith(b"{")
    try:
        if is_object and reject.kind in KINDS:
            row = parse_json(reject.raw)
            check_texts(row)
            yield _record(row, reject.file, reject.line, reject.kind)
        elif suffix in (".csv", ".tsv") and not is_object:
            for read in _csv_rows(io.BufferedReader(io.BytesIO(reject.raw)), reject.file):
                yield read._replace(line=reject.line)
        elif suffix in (".md", ".txt") and not is_object:
            yield _text(io.BytesIO(reject.raw), reject.file)
        else:
            yield from _json_row(reject.raw, reject.file, reject.line, again=True)
    except (ArtifactError, *ODD) as error:
        yield reject._replace(reason=_sentence(error))


def _csv_rows(stream: io.BufferedReader, file: str) -> Read:
    for row in read_csv(stream, "\t" if file.casefold().endswith(".tsv") else ","):
        if row.problem:
            yield Reject(file, row.number, row.problem, row.raw, kind_of_file(file))
        else:
            yield _checked(row.cells, file, row.number)


def _parquet_rows(source: Source) -> Read:
    if source.whole is None:
        raise DumpError("A Parquet file cannot be read from a packed file or an archive: unpack it first.")
    for number, row in read_parquet(source.whole):
        if isinstance(row, str):
            yield Reject(source.name, number, row, kind=kind_of_file(source.name))
        else:
            yield _checked(row, source.name, number)


def _checked(row: dict, file: str, line: int) -> Record | Reject:
    try:
        check_texts(row)
        return _record(dict(row), file, line)
    except (ArtifactError, *ODD) as error:
        return Reject(file, line, _sentence(error), as_json(row), kind_of_file(file))


def _text(stream: io.BufferedReader, file: str) -> Record | Reject:
    raw, kind = stream.read(MAX_RECORD + 1), kind_of_file(file)
    if len(raw) > MAX_RECORD:
        return Reject(file, 1, TOO_LONG, raw[:KEPT], kind)
    try:
        if not kind:
            raise DumpError("It stands in no folder that tells what it is: pages, hypotheses or analyses.")
        return text_record(raw, kind, file)
    except (ArtifactError, *ODD) as error:
        return Reject(file, 1, _sentence(error), raw, kind)


def _sentence(error: Exception) -> str:
    return (
        str(error) if isinstance(error, ArtifactError) else f"It holds a value that cannot be read: {str(error)[:200]}."
    )
