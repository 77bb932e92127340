"""Units of blame: the texts of a content by paragraph, and its facts and pieces of evidence row by row."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from artifacts.representations.changes import TEXTS
from artifacts.representations.identity import identified_rows, row_name
from artifacts.text.citekeys import rename_citekeys
from artifacts.text.sentences import blocks

ROWS = ("infobox", "evidence")


class RowUnit(NamedTuple):
    """A row as it is named (its place, or its stance) and shown, and the key that is the same wherever it stands."""

    name: str
    text: str
    key: tuple


def units_of(content: dict) -> dict[str, list]:
    """Each text as its paragraphs and each part as the keys of its rows, empty ones too."""
    paragraphs = {name: blocks(content[name]) for name in TEXTS if name in content}
    return paragraphs | {part: [row.key for row in rows_of(content, part)] for part in ROWS if part in content}


def rows_of(content: dict, part: str) -> Iterator[RowUnit]:
    """The rows of `infobox` or `evidence`."""
    unit = _fact if part == "infobox" else _evidence
    for identity, row in identified_rows(part, content.get(part) or []):
        yield unit(identity, row)


def _fact(identity: tuple, row: dict) -> RowUnit:
    sources = f" [@{'; @'.join(row['citekeys'])}]" if row["citekeys"] else ""
    key = (*identity[:-1], row["value"], tuple(row["citekeys"]))
    return RowUnit(row_name("infobox", identity), f"{row['value']}{sources}", key)


def _evidence(_identity: tuple, piece: dict) -> RowUnit:
    told = piece["claim"], piece["category"], piece["strength"], piece["reference"]
    return RowUnit(piece["stance"], " · ".join(filter(None, told)), (piece["stance"], *told))


def renamed(piece: str | tuple, names: Mapping[str, str]) -> str | tuple:
    """A sentence, or the key of a row, with some of the citekeys in it called otherwise."""
    if isinstance(piece, str):
        return rename_citekeys(piece, names)
    *told, citekeys = piece
    if not isinstance(citekeys, tuple):
        return piece
    told = (rename_citekeys(cell, names) for cell in told)
    return (*told, tuple(dict.fromkeys(names.get(key, key) for key in citekeys)))
