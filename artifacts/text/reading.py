"""Reading: a body as the blocks that readers meet, in plain words without Markdown's signs; two of them compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from artifacts.text.limits import SIGNS
from artifacts.text.markdown import parse, parse_inline, words
from artifacts.text.paragraphs import (
    CHANGED,
    MAX_PARAGRAPHS,
    MOVED_AWAY,
    MOVED_HERE,
    Block,
    BodyDiff,
    compare_paragraphs,
)
from artifacts.text.worddiff import ADDED, KEPT, REMOVED

LISTS = {"bullet_list_open": "bullet", "ordered_list_open": "number"}
WHOLE = ("fence", "code_block", "math_block", "math_block_label")
# Lists that nest deeper look like this one.
DEEPEST_LIST = 4
# A text of more signs of Markdown is not read for a comparison, which would take seconds: a long page has a thousand.
MOST_SIGNS = 12_000


@dataclass(frozen=True)
class Piece:
    """`style` is `paragraph`, `heading-2`, `bullet-1`, `number-2`, `quote`, `row`, `code` or `footnote`."""

    style: str
    words: str


def read_pieces(source: str) -> list[Piece]:
    """The blocks in reading order; citations as `[@key]`, links as their words. Over a limit, paragraphs of source."""
    parsed = parse(source)
    found = _as_source(source) if parsed.problems else _pieces(parsed.tokens)
    return [piece for piece in found if piece.words.strip()]


def _as_source(source: str) -> Iterator[Piece]:
    return (Piece("paragraph", text) for text in re.split(r"\n{2,}", source.strip("\n")) if text)


def line_as_read(source: str) -> str:
    """One line of Markdown, such as an infobox's cell, in plain words."""
    parsed = parse_inline(source)
    return source if parsed.problems else "".join(_line(token.children) for token in parsed.tokens)


def compare_readings(before: str, after: str, seconds: float = 1.0) -> BodyDiff:
    """Two bodies compared as they are read, within the time given; a block whose style alone differs is changed."""
    costly = any(sum(map(text.count, SIGNS)) > MOST_SIGNS for text in (before, after))
    # Both as source then: the one read and the other not would differ everywhere.
    old, new = (_within_limit(list(_as_source(text)) if costly else read_pieces(text)) for text in (before, after))
    diff = compare_paragraphs([piece.words for piece in old], [piece.words for piece in new], seconds)
    blocks = tuple(_with_styles(diff.blocks, iter(old), iter(new)))
    return replace(diff, blocks=blocks, coarse=diff.coarse or costly)


def _within_limit(pieces: list[Piece]) -> list[Piece]:
    if len(pieces) <= MAX_PARAGRAPHS:
        return pieces
    return [Piece("paragraph", "\n".join(piece.words for piece in pieces))]


def _with_styles(blocks, old: Iterator[Piece], new: Iterator[Piece]) -> Iterator[Block]:
    """A diff keeps the order of both texts, so that each block's styles are those next in line."""
    for block in blocks:
        was = next(old).style if block.kind not in (ADDED, MOVED_HERE) else ""
        style = next(new).style if block.kind not in (REMOVED, MOVED_AWAY) else ""
        if not was or not style or was == style:
            yield replace(block, style=style or was)
        else:
            yield replace(block, kind=CHANGED if block.kind == KEPT else block.kind, style=style, was=was)


def _pieces(tokens) -> Iterator[Piece]:
    lists, quotes, heading, note, cells, begins = [], 0, "", "", None, False
    for token in tokens:
        kind = token.type
        if kind in LISTS:
            lists.append(LISTS[kind])
        elif kind in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif kind == "list_item_open":
            begins = True
        elif kind in ("blockquote_open", "blockquote_close"):
            quotes += token.nesting
        elif kind in ("heading_open", "heading_close"):
            heading = f"heading-{token.tag[1:]}" if token.nesting > 0 else ""
        elif kind in ("footnote_open", "footnote_close"):
            note = f"[{token.meta['id'] + 1}] " if token.nesting > 0 else ""
        elif kind == "tr_open":
            cells = []
        elif kind == "tr_close":
            yield Piece("row", " | ".join(cells))
            cells = None
        elif kind in WHOLE:
            yield Piece("code", token.content.strip("\n"))
        elif kind == "inline" and cells is not None:
            cells.append(_line(token.children))
        elif kind == "inline":
            item = f"{lists[-1]}-{min(len(lists), DEEPEST_LIST)}" if lists and begins else ""
            style = heading or item or (note and "footnote") or (quotes and "quote") or "paragraph"
            yield Piece(style, note + _line(token.children))
            begins, note = False, ""


def _line(children) -> str:
    return "".join(_words(token) for token in children or ()).strip()


def _words(token) -> str:
    if token.type == "citation":
        cited = "; ".join(f"@{one.key}, {one.locator}" if one.locator else f"@{one.key}" for one in token.meta["cited"])
        return f"[{cited}]"
    if token.type == "doubt":
        return f" {{{token.meta['doubt'].words}}}"
    if token.type == "footnote_ref":
        return f"[{token.meta['id'] + 1}]"
    return token.content if token.type == "math_inline_double" else words([token])
