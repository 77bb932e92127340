"""Marks of blocks: the line of the source where each begins, and which of them name no source."""

from collections.abc import Iterable
from itertools import accumulate

from markdown_it.token import Token

from artifacts.text.syntax import without_comments

# What is marked where it has no source: lists and tables as a whole.
MARKABLE = {
    *("paragraph_open", "bullet_list_open", "ordered_list_open", "list_item_open", "blockquote_open", "table_open")
}


def number_lines(tokens: Iterable[Token]) -> None:
    """Tell of each block the line that it begins at, counted from 1, as `data-line`."""
    for token in tokens:
        if token.map is not None and token.nesting >= 0 and token.type != "inline":
            token.attrSet("data-line", str(token.map[0] + 1))


def mark_unsourced(tokens: Iterable[Token], source: str, unsourced: frozenset[int]) -> None:
    """Mark, by the class `unsourced`, the outermost blocks that hold nothing but such lines, counted from 0."""
    lines = enumerate(without_comments(source).split("\n"))
    # How many other lines that hold anything stand before each line.
    others = list(accumulate((number not in unsourced and bool(line.strip()) for number, line in lines), initial=0))
    marked_to = 0
    for token in tokens:
        if token.type not in MARKABLE or token.map is None:
            continue
        start, end = token.map
        if start >= marked_to and start in unsourced and others[start] == others[end]:
            token.attrSet("class", "unsourced")
            marked_to = end
