"""Marks of blocks: the line of the source where each begins, and which of them name no source."""

import copy
from collections.abc import Iterable, Iterator
from itertools import accumulate

from markdown_it.token import Token

from artifacts.text.syntax import without_comments

# What is marked where it has no source: lists and tables as a whole.
MARKABLE = {
    *("paragraph_open", "bullet_list_open", "ordered_list_open", "list_item_open", "blockquote_open", "table_open")
}


def with_lines(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens, each block's with the line that it begins at, counted from 1, as `data-line`."""
    for token in tokens:
        block = token.map is not None and token.nesting >= 0 and token.type != "inline"
        yield _with(token, "data-line", str(token.map[0] + 1)) if block else token


def with_unsourced(tokens: Iterable[Token], source: str, unsourced: frozenset[int]) -> Iterator[Token]:
    """The tokens, the class `unsourced` on the outermost blocks that hold nothing but such lines, counted from 0."""
    lines = enumerate(without_comments(source).split("\n"))
    # How many other lines that hold anything stand before each line.
    others = list(accumulate((number not in unsourced and bool(line.strip()) for number, line in lines), initial=0))
    marked_to = 0
    for token in tokens:
        if token.type in MARKABLE and token.map is not None:
            start, end = token.map
            if start >= marked_to and start in unsourced and others[start] == others[end]:
                token, marked_to = _with(token, "class", "unsourced"), end
        yield token


def _with(token: Token, name: str, value: str) -> Token:
    """A copy with an attribute: what is parsed once may be rendered again otherwise."""
    token = copy.copy(token)
    token.attrs = {**token.attrs, name: value}
    return token
