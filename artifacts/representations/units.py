"""Units of blame: the texts of a content by paragraph, and its facts and pieces of evidence row by row."""

from collections.abc import Iterator
from typing import NamedTuple

from artifacts.representations.changes import TEXTS
from artifacts.representations.identity import identified_rows, row_name
from artifacts.text.sentences import blocks

ROWS = ("infobox", "evidence")


class RowUnit(NamedTuple):
    """A row as it is named and shown, and the key that is the same wherever the same is said."""

    name: str
    text: str
    key: tuple


def units_of(content: dict) -> dict[str, list]:
    """Each text as its paragraphs and each part as the keys of its rows, empty ones too."""
    paragraphs = {name: blocks(content[name]) for name in TEXTS if name in content}
    return paragraphs | {part: [row.key for row in rows_of(content, part)] for part in ROWS if part in content}


def rows_of(content: dict, part: str) -> Iterator[RowUnit]:
    """The rows of `infobox` or `evidence`."""
    for identity, row in identified_rows(part, content.get(part) or []):
        said = _fact(row) if part == "infobox" else _evidence(row)
        yield RowUnit(row_name(part, identity), _shown(part, said), (*identity[:-1], *said))


def _fact(row: dict) -> tuple:
    return row["value"], tuple(row["citekeys"])


def _evidence(piece: dict) -> tuple:
    return piece["category"], piece["strength"], piece["reference"]


def _shown(part: str, said: tuple) -> str:
    if part == "evidence":
        return " · ".join(filter(None, said))
    value, citekeys = said
    return f"{value} [@{'; @'.join(citekeys)}]" if citekeys else value
