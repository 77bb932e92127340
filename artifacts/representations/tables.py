"""Tables: one artifact a row, one field a column; read from and written to CSV, XLSX and JSON by tablib."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import openpyxl
import tablib
from import_export.formats.base_formats import CSV, JSON, XLSX
from openpyxl.utils.escape import escape as escape_signs
from openpyxl.utils.escape import unescape as unescape_signs

from artifacts.errors import ExchangeError
from artifacts.errors import marked as _
from artifacts.text.cells import escape_cell, unescape_cell
from artifacts.text.decoding import decode

FORMATS = {"csv": CSV, "xlsx": XLSX, "json": JSON}
MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 1_000
# So many lines and columns of a sheet are looked at: one cell far out makes a grid of thousands of millions.
MOST_LINES = 20 * MOST_ROWS
MOST_COLUMNS = 200
# What one cell of XLSX holds; openpyxl cuts the rest off without a word.
MOST_IN_XLSX = 32_767
LONG_CELLS = Lock()


def write_table(format: str, headers: list[str], rows: list[list[str]]) -> bytes:
    """The table as a file; ExchangeError where the format cannot hold a text."""
    if format == "xlsx":
        long = next((row for row in rows if any(len(cell) > MOST_IN_XLSX for cell in row)), None)
        if long:
            raise ExchangeError(_("A text of {name} is too long for a cell of XLSX: use CSV or JSON."), name=long[0])
        rows = [[escape_signs(cell) for cell in row] for row in rows]
    if format != "json":
        rows = [[escape_cell(cell) for cell in row] for row in rows]
    written = FORMATS[format]().export_data(tablib.Dataset(*rows, headers=headers))
    # The mark tells spreadsheet programs that it is UTF-8.
    return written if isinstance(written, bytes) else written.encode("utf-8-sig" if format == "csv" else "utf-8")


def read_table(data: bytes, format: str) -> tablib.Dataset:
    """The table of a file, its cells as text (JSON: as they stand); ExchangeError where it is none."""
    if len(data) > MOST_BYTES:
        raise ExchangeError(_("The file is larger than 5 MB: split it."))
    try:
        table = {"csv": _read_csv, "xlsx": _read_xlsx, "json": _read_json}[format](data)
    except ExchangeError:
        raise
    except Exception as error:
        # A broken workbook makes openpyxl raise whatever it trips over.
        raise ExchangeError(_("The file is no {format} that can be read."), format=format.upper()) from error
    if not table.headers or not len(table):
        raise ExchangeError(_("The file holds no rows below its head."))
    if len(table) > MOST_ROWS:
        raise ExchangeError(_("The file holds more than {most} rows: split it."), most=MOST_ROWS)
    return table


def _read_csv(data: bytes) -> tablib.Dataset:
    text = decode(data).text
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    with _long_cells():
        table = tablib.import_set(text, format="csv", delimiter=delimiter)
    return _as_text(table, unescape_cell)


@contextmanager
def _long_cells():
    """A text of 1 MiB may stand in one cell meanwhile; the usual limit, an eighth of that, holds for all readers."""
    with LONG_CELLS:
        usual = csv.field_size_limit(2 * MOST_BYTES)
        try:
            yield
        finally:
            csv.field_size_limit(usual)


def _read_xlsx(data: bytes) -> tablib.Dataset:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
            raise ExchangeError(_("The file unpacks to more than 100 MB: split it."))
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    lines = _lines(book.active)
    table = tablib.Dataset(headers=next(lines, ()))
    for line in lines if table.headers else ():
        table.append([*line, *[""] * (table.width - len(line))])
    return _as_text(table, lambda text: unescape_signs(unescape_cell(text)))


def _lines(sheet) -> Iterator[tuple]:
    """The lines of a sheet that hold anything, as many as a table may have; ExchangeError where there are more."""
    found = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)):
        if found > MOST_ROWS or number > MOST_LINES:
            raise ExchangeError(_("The file holds more than {most} rows: split it."), most=MOST_ROWS)
        width = max((place for place, cell in enumerate(cells, 1) if cell is not None), default=0)
        if width or not number:
            found += 1
            yield cells[:width]


def _read_json(data: bytes) -> tablib.Dataset:
    items = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    # Half a sign, written \\ud800, is none: no page could show it. UnicodeEncodeError.
    json.dumps(items, ensure_ascii=False).encode()
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ExchangeError(_("The file must hold a list of objects, one an artifact."))
    headers = list(dict.fromkeys(name for item in items for name in item))
    return tablib.Dataset(*([item.get(name, "") for name in headers] for item in items), headers=headers)


def _refuse(constant: str):
    raise ValueError(f"{constant} is no number")


def _as_text(table: tablib.Dataset, read) -> tablib.Dataset:
    headers = [_text(header).strip() for header in table.headers or ()]
    rows = ([read(_text(cell)) for cell in row] for row in (table if len(table) else ()))
    return tablib.Dataset(*(row for row in rows if any(row)), headers=headers)


def _text(cell) -> str:
    """A cell as text: whole numbers without a point, a day without its midnight."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if hasattr(cell, "isoformat"):
        return cell.isoformat().removesuffix("T00:00:00")
    return str(cell)
