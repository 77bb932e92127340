"""Texts of a work's record: one line without control characters, and titles with no markup but i, b, sub and sup."""

import html
import re
import unicodedata

from artifacts.text.xml import xml_text

# Beside what XML cannot hold: controls of Latin-1, marks of direction, and signs without width.
UNSEEN = re.compile("[\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffc]")
# Signs of less and greater are no tags, and neither are names in angle brackets that nobody marks a text up with.
NAMES = (
    "i|em|italic|b|strong|bold|sub|inf|sup|span|p|div|br|font|a|u|sc|scp|small|smallcaps|tt|code|title|sec|label|abstract|"
    "abstracttext|list|list-item|ext-link|inline-formula|alternatives|tex-math|h[1-6]|ul|ol|li|img|script|style|svg|iframe|"
    "mml:[a-z]+|xref"
)
TAG = re.compile(
    rf"<(/?)(?:jats:|xhtml:)?({NAMES})(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))*\s*/?>",
    re.IGNORECASE,
)
DEEPEST = 20
KEPT = {
    "i": "i",
    "em": "i",
    "italic": "i",
    "b": "b",
    "strong": "b",
    "bold": "b",
    "sub": "sub",
    "inf": "sub",
    "sup": "sup",
}


def line_of(value) -> str:
    """A text on one line, in NFC; what is no text is none."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    shown = UNSEEN.sub("", xml_text(str(value)))
    return " ".join(unicodedata.normalize("NFC", shown).split())


def plain(value) -> str:
    """The line without tags, entities read."""
    return line_of(TAG.sub("", _read_entities(line_of(value))))


def marked_up(value) -> str:
    """The line with the markup that CSL allows, balanced; every other tag is taken away and its text kept."""
    text = _read_entities(line_of(value))
    pieces, at, open_tags = [], 0, []
    for tag in TAG.finditer(text):
        pieces.append(text[at : tag.start()])
        at = tag.end()
        name = KEPT.get(tag[2].lower())
        if name is None:
            continue
        if not tag[1]:
            if len(open_tags) == DEEPEST:
                continue
            open_tags.append((name, len(pieces)))
            pieces.append("")
        elif name in (names := [opened for opened, _place in open_tags]):
            # What was opened inside of it and never closed is no markup.
            _opened, place = open_tags[len(names) - 1 - names[::-1].index(name)]
            pieces[place] = f"<{name}>"
            pieces.append(f"</{name}>")
            del open_tags[len(names) - 1 - names[::-1].index(name) :]
    return line_of("".join([*pieces, text[at:]]))


def _read_entities(text: str) -> str:
    # Twice: many exports escape what was escaped already.
    return line_of(html.unescape(html.unescape(text))) if "&" in text else text
