"""Pasted tables: HTML, Markdown or the cells of a spreadsheet, read as infobox rows."""

import csv
import re

from artifacts.errors import ContentError
from artifacts.errors import marked as _
from artifacts.text.infobox import Row, read_table
from artifacts.text.limits import MAX_BYTES

HTML = re.compile(r"<(?:table|tr|t[dh])\b", re.IGNORECASE)
RULE = re.compile(r"\s*:?-+:?\s*")
BAR = re.compile(r"(?<!\\)\|")
STRONG = re.compile(r"(\*\*|__)(.+)\1")
MOST_ROWS = 500


def read_pasted(text: str) -> tuple[list[Row], list[str]]:
    """The rows of a pasted table, and notes on what could not be kept as it was; ContentError where there is none."""
    if len(text.encode(errors="replace")) > MAX_BYTES:
        raise ContentError(_("That is more than 1 MiB: paste the table in pieces."))
    text = text.replace("\x00", "")
    if HTML.search(text):
        rows, notes = read_table(text)
    elif "\t" in text:
        rows, notes = _rows_of(_spreadsheet(text))
    else:
        rows, notes = _rows_of(_markdown(text))
    if not rows:
        raise ContentError(
            _("There is no table in this: paste one as HTML, as Markdown with bars (|), or cells of a spreadsheet.")
        )
    if len(rows) > MOST_ROWS:
        raise ContentError(_("The table has {number} rows; {most} are read at once."), number=len(rows), most=MOST_ROWS)
    return rows, notes


def _spreadsheet(text: str) -> list[list[str]]:
    try:
        return list(csv.reader(text.splitlines(keepends=True), delimiter="\t"))
    except csv.Error as error:
        raise ContentError(_("These cells cannot be read: paste fewer of them.")) from error


def _markdown(text: str) -> list[list[str]]:
    """The cells of each line that has bars, without the line that parts a table's head from its body."""
    lines = [line.strip() for line in text.splitlines() if BAR.search(line)]
    split = [BAR.split(line.removeprefix("|")) for line in lines]
    cells = [[cell.replace(r"\|", "|") for cell in (row[:-1] if row[-1] == "" else row)] for row in split]
    return [row for row in cells if not all(RULE.fullmatch(cell) for cell in row)]


def _rows_of(cells: list[list[str]]) -> tuple[list[Row], list[str]]:
    rows = [row for row in map(_row, cells) if row is not None]
    wide = sum(len(row) > 2 for row in cells)
    # In English, as the notes of the HTML reader are.
    return rows, [f"Rows with more than two cells: {wide}; the others were joined to the value."] if wide else []


def _row(cells: list[str]) -> Row | None:
    label, *values = (" ".join(cell.split()) for cell in cells)
    value = " · ".join(value for value in values if value)
    plain = STRONG.sub(r"\2", label) if STRONG.fullmatch(label) else label
    if not value and not label:
        return None
    if not value:
        # A line of its own, as a heading over the rows below it is.
        return Row("subheader", label=plain)
    return Row("pair", label=plain, value=value) if label else Row("full", value=value)
