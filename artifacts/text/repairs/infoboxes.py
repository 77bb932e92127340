"""Infoboxes: the HTML table in the text becomes rows, in whose cells Markdown is read."""

import re
from html import unescape

from artifacts.text.infobox import LOOSE, extract_infobox
from artifacts.text.repairs.mending import Fix, Page

ESCAPED = re.compile(r"&lt;table\b(?:(?!&gt;)[^\n]){0,500}\binfobox\b", re.IGNORECASE)
ESCAPED_END = re.compile(r"&lt;/table\s*&gt;", re.IGNORECASE)


def set_infobox(page: Page) -> Fix | None:
    """The rows of each infobox table behind those that are there; what was written `&lt;table …&gt;` is a table too."""
    if page.kind != "page" or "infobox" not in page.folded_text:
        return None
    before = _unescaped(page.bare, page.body) if "&lt;" in page.body else page.body
    body, rows, notes = extract_infobox(before)
    if not rows:
        return None
    infobox = [
        {"kind": row.kind, "label": row.label, "value": row.value, "citekeys": list(row.citekeys)} for row in rows
    ]
    content = {**page.content, "body": body, "infobox": [*page.rows, *infobox]}
    places = [row.label or row.value for row in rows if row.kind == "header"] or [rows[0].label or rows[0].value]
    return Fix(content, tuple(places), (page.body,) if any(note.startswith(LOOSE) for note in notes) else ())


def _unescaped(bare: str, body: str) -> str:
    pieces, at = [], 0
    while (start := ESCAPED.search(bare, at)) and (end := ESCAPED_END.search(bare, start.end())):
        pieces += [body[at : start.start()], unescape(body[start.start() : end.end()])]
        at = end.end()
    return "".join([*pieces, body[at:]])
