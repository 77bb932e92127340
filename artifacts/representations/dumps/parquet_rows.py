"""Parquet tables, a few rows at a time."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from importlib import import_module
from math import isfinite
from typing import BinaryIO

from artifacts.errors import DumpError
from artifacts.representations.dumps.records import MAX_RECORD, TOO_LONG
from artifacts.representations.dumps.streams import FREE, MAX_RATIO

# Rows that are unpacked together.
BATCH = 32
MOST_COLUMNS = 1000
BUFFER = 64 * 1024


def read_parquet(file: BinaryIO) -> Iterator[tuple[int, dict | str]]:
    """Each row's number and its cells, or what is wrong with it; DumpError where the file is damaged."""
    # Found when it is needed: it takes a third of a second and 60 MB, and few dumps are Parquet.
    arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    number = 0
    try:
        table = parquet.ParquetFile(file, buffer_size=BUFFER, pre_buffer=False, page_checksum_verification=True)
        _check_columns(table.schema_arrow.names)
        _check_sizes(table.metadata)
        for batch in table.iter_batches(batch_size=BATCH, use_threads=False):
            for row in range(batch.num_rows):
                number += 1
                yield number, _row(batch, row)
    except (arrow.ArrowException, OSError, ValueError, TypeError, LookupError, MemoryError) as error:
        told = str(error).partition("\n")[0][:200].rstrip(".") or type(error).__name__
        raise DumpError(f"The Parquet file cannot be read from row {number + 1} on: {told}.") from error


def _check_columns(names: list[str]) -> None:
    if not all(names) or len(set(names)) < len(names) or len(names) > MOST_COLUMNS:
        raise DumpError("It must name each column, by a name of its own.")


def _check_sizes(metadata) -> None:
    for group in map(metadata.row_group, range(metadata.num_row_groups)):
        for column in map(group.column, range(group.num_columns)):
            size, packed = column.total_uncompressed_size, column.total_compressed_size
            if size > FREE and size > MAX_RATIO * packed:
                raise DumpError(f"Its column {column.path_in_schema} unpacks to more than {MAX_RATIO} times its size.")


def _row(batch, row: int) -> dict | str:
    try:
        cells = {name: _plain(batch.column(at)[row].as_py()) for at, name in enumerate(batch.schema.names)}
    except (ValueError, TypeError, OverflowError, DumpError) as error:
        return f"A cell cannot be read: {error}" + ("" if str(error).endswith(".") else ".")
    return cells if sum(len(cell) for cell in cells.values() if isinstance(cell, str)) <= MAX_RECORD else TOO_LONG


def _plain(value):
    """What Parquet knows and JSON does not, as text."""
    if isinstance(value, dict):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, Decimal):
        number = float(value)
        value = number if Decimal(repr(number)) == value else str(value)
    if isinstance(value, float) and not isfinite(value):
        raise DumpError(f"{value} is no number that can be stored: write null.")
    if value is None or isinstance(value, (str, int, float)):
        return value
    return str(value)
