"""Infoboxes: HTML tables of class `infobox` in a body, read as rows of four kinds with inline Markdown in cells."""

import re
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser

from artifacts.text.code import without_code

START = re.compile(r"<table\b[^>]{0,500}\bclass\s*=\s*[\"']?[^>\"']{0,200}\binfobox\b[^>]{0,500}>", re.IGNORECASE)
END = re.compile(r"</table\s*>", re.IGNORECASE)
TABLE = re.compile(rf"<table\b[^>]{{0,1000}}>|{END.pattern}", re.IGNORECASE)
BLANKS = re.compile(r"\s+")
MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`", "del": "~~", "s": "~~"}
KEPT_TAGS = ("sub", "sup")
SPACED_TAGS = ("p", "div", "li", "ul", "ol", "table", "hr", "dt", "dd")
UNSEEN_TAGS = ("script", "style")
# How the note on lost words begins.
LOOSE = "Text that stood in no cell"
LINKED = re.compile(r"\s*(?:https?://|mailto:|[/#])", re.IGNORECASE)


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
        end = _end(bare, start.end())
        if end < 0:
            notes.append("An infobox table is not closed; it stays in the text.")
            break
        found, lost = read_table(body[start.start() : end])
        rows += found
        notes += lost
        pieces.append(body[at : start.start()].strip("\n") if at else body[: start.start()].rstrip("\n"))
        at = end
    kept = "\n\n".join(piece for piece in [*pieces, body[at:].lstrip("\n") if pieces else body[at:]] if piece)
    return kept, tuple(rows), tuple(notes)


def _end(text: str, at: int) -> int:
    """Where the table that is open here ends, tables in its cells passed over; -1 if it does not."""
    depth = 1
    for tag in TABLE.finditer(text, at):
        depth += -1 if END.fullmatch(tag[0]) else 1
        if not depth:
            return tag.end()
    return -1


def read_table(html: str) -> tuple[list[Row], list[str]]:
    reader = _TableReader()
    # Python's parser stumbles over a marked section without a name.
    reader.feed(_closed(html.replace("<![", "&lt;![")))
    reader.close()
    reader.end_row()
    rows = [row for cells in reader.rows if (row := _row(cells)) is not None]
    notes = []
    if wide := sum(len(cells) > 2 for cells in reader.rows):
        notes.append(f"Rows with more than two cells: {wide}; the others were joined to the value.")
    if reader.loose:
        notes.append(f"{LOOSE} is left out: {' '.join(reader.loose)[:80]}")
    return rows, notes


def _closed(html: str) -> str:
    """The text, what nothing closes written as text: Python's parser would look for its end again and again."""
    for opening, closing in (("<!--", "-->"), ("<", ">")):
        head, last, tail = html.rpartition(closing)
        html = head + last + tail.replace(opening, f"&lt;{opening[1:]}")
    return html


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
    """One cell as Markdown; what is opened in it ends with it."""

    def __init__(self, tag: str, classes: str):
        self.tag, self.classes, self.pieces = tag, classes, []
        self.open: list[tuple[str, str]] = []
        self.opened = Counter()

    def begin(self, tag: str, opening: str, closing: str) -> None:
        self.pieces.append(opening)
        self.open.append((tag, closing))
        self.opened[tag] += 1

    def end(self, tag: str) -> None:
        """Close a tag and whatever is open in it; a tag that was not opened is nothing."""
        name = None if self.opened[tag] else tag
        while name != tag:
            name, closing = self.open.pop()
            self.opened[name] -= 1
            self.pieces.append(closing)

    def text(self) -> str:
        closings = [closing for _name, closing in reversed(self.open)]
        return BLANKS.sub(" ", "".join([*self.pieces, *closings])).strip()


class _TableReader(HTMLParser):
    """Collects the cells of each row; the HTML in a cell becomes inline Markdown, other tags fall away."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.rows: list[list[_Cell]] = []
        self.cells: list[_Cell] = []
        self.cell: _Cell | None = None
        self.loose: list[str] = []
        self.unseen = ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in UNSEEN_TAGS:
            self.unseen = tag
        elif tag == "tr":
            self.end_row()
        elif tag in ("td", "th"):
            self._begin_cell(tag, attrs.get("class") or "")
        elif tag == "caption":
            self.end_row()
            self._begin_cell("th", "infobox-header")
        elif self.cell is not None:
            self._begin_markup(tag, attrs)

    def _begin_cell(self, tag: str, classes: str) -> None:
        self.cell = _Cell(tag, classes)
        self.cells.append(self.cell)

    def _begin_markup(self, tag: str, attrs: dict) -> None:
        href = attrs.get("href") or ""
        if tag == "a" and LINKED.match(href):
            self.cell.end("a")
            self.cell.begin("a", "[", f"]({_address(href)})")
        elif tag == "br":
            self.cell.pieces.append("<br>")
        elif tag in KEPT_TAGS:
            self.cell.begin(tag, f"<{tag}>", f"</{tag}>")
        elif tag in MARKS:
            self.cell.begin(tag, MARKS[tag], MARKS[tag])
        elif tag in SPACED_TAGS:
            self.cell.pieces.append(" ")

    def handle_endtag(self, tag):
        if tag == self.unseen:
            self.unseen = ""
        elif tag in ("tr", "caption"):
            self.end_row()
        elif tag in ("td", "th"):
            self.cell = None
        elif self.cell is not None:
            self.cell.end(tag)

    def handle_data(self, data):
        if self.unseen:
            return
        if self.cell is not None:
            self.cell.pieces.append(data)
        elif data.strip():
            self.loose.append(data.strip())

    def end_row(self):
        if self.cells:
            self.rows.append(self.cells)
        self.cells, self.cell = [], None


def _address(href: str) -> str:
    """A link's target that no blank or bracket in it can end."""
    return re.sub(r"[\s()<>]", lambda match: f"%{ord(match[0]):02X}", href.strip())
