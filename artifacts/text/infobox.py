"""Infoboxes: HTML tables of class `infobox` in a body, read as rows of four kinds with inline Markdown in cells."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from artifacts.text.citations import without_code

START = re.compile(r"<table\b[^>]{0,500}\bclass\s*=\s*[\"']?[^>\"']{0,200}\binfobox\b[^>]{0,500}>", re.IGNORECASE)
END = re.compile(r"</table\s*>", re.IGNORECASE)
BLANKS = re.compile(r"\s+")
MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`", "del": "~~", "s": "~~"}
KEPT_TAGS = ("sub", "sup", "br")


@dataclass(frozen=True)
class Row:
    kind: str
    label: str = ""
    value: str = ""
    citekeys: tuple[str, ...] = ()


def extract_infobox(body: str) -> tuple[str, tuple[Row, ...], tuple[str, ...]]:
    """The body without its infobox tables, their rows in order, and notes on what could not be kept as it was."""
    if "infobox" not in body.lower():
        return body, (), ()
    bare, pieces, rows, notes, at = without_code(body), [], [], [], 0
    while (start := START.search(bare, at)) is not None:
        end = END.search(bare, start.end())
        if end is None:
            notes.append("An infobox table is not closed; it stays in the text.")
            break
        found, lost = read_table(body[start.start() : end.end()])
        rows += found
        notes += lost
        pieces.append(body[at : start.start()].rstrip("\n"))
        at = end.end()
    kept = "\n\n".join(piece for piece in [*pieces, body[at:].lstrip("\n") if pieces else body[at:]] if piece)
    return kept, tuple(rows), tuple(notes)


def read_table(html: str) -> tuple[list[Row], list[str]]:
    reader = _TableReader()
    reader.feed(html)
    reader.close()
    reader.end_row()
    rows = [row for cells in reader.rows if (row := _row(cells)) is not None]
    wide = sum(len(cells) > 2 for cells in reader.rows)
    return rows, [f"{wide} rows had more than two cells; the others were joined to the value."] if wide else []


def _row(cells: list["_Cell"]) -> Row | None:
    texts = [cell.text() for cell in cells]
    if not any(texts):
        return None
    if len(cells) == 1:
        if "infobox-header" in cells[0].classes or (
            cells[0].tag == "th" and "infobox-subheader" not in cells[0].classes
        ):
            return Row("header", label=texts[0])
        if "infobox-subheader" in cells[0].classes:
            return Row("subheader", label=texts[0])
        return Row("full", value=texts[0])
    return Row("pair", label=texts[0], value=" · ".join(text for text in texts[1:] if text))


class _Cell:
    def __init__(self, tag: str, classes: str):
        self.tag, self.classes, self.pieces = tag, classes, []

    def text(self) -> str:
        return BLANKS.sub(" ", "".join(self.pieces)).strip()


class _TableReader(HTMLParser):
    """Collects the cells of each row; the HTML in a cell becomes inline Markdown, other tags fall away."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.rows: list[list[_Cell]] = []
        self.cells: list[_Cell] = []
        self.cell: _Cell | None = None
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.end_row()
        elif tag in ("td", "th"):
            self.cell = _Cell(tag, dict(attrs).get("class") or "")
            self.cells.append(self.cell)
        elif self.cell is not None:
            self.cell.pieces.append(self._opening(tag, dict(attrs)))

    def _opening(self, tag: str, attrs: dict) -> str:
        if tag == "a":
            self.links.append(attrs.get("href") or "")
            return "[" if self.links[-1] else ""
        if tag in KEPT_TAGS:
            return f"<{tag}>"
        return MARKS.get(tag, " " if tag in ("p", "div", "li", "ul", "ol") else "")

    def handle_endtag(self, tag):
        if tag == "tr":
            self.end_row()
        elif tag in ("td", "th"):
            self.cell = None
        elif self.cell is None:
            return
        elif tag == "a" and self.links:
            href = self.links.pop()
            self.cell.pieces.append(f"]({_address(href)})" if href else "")
        elif tag in ("sub", "sup"):
            self.cell.pieces.append(f"</{tag}>")
        elif tag in MARKS:
            self.cell.pieces.append(MARKS[tag])

    def handle_data(self, data):
        if self.cell is not None:
            self.cell.pieces.append(data)

    def end_row(self):
        if self.cells:
            self.rows.append(self.cells)
        self.cells, self.cell = [], None


def _address(href: str) -> str:
    """A link's target that no blank or bracket in it can end."""
    return re.sub(r"[\s()<>]", lambda match: f"%{ord(match[0]):02X}", href.strip())
