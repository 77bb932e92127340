"""Citekeys: fresh ones, and a text whose marks name a work by another one; code is left alone."""

import re
from collections.abc import Container, Mapping
from itertools import chain

from artifacts.text.code import without_code
from artifacts.text.marks import MARK, ONE
from artifacts.text.spellings import fold_title

NO_KEY = re.compile(r"[^a-z0-9]")


def rename_citekeys(source: str, names: Mapping[str, str]) -> str:
    """`[@a; @b, p. 12]` as `[@c; @b, p. 12]` by `{"a": "c"}`."""
    if not names or "[" not in source:
        return source
    pieces, at = [], 0
    # Blanked code is as long as what it blanks, so that places are the same in both.
    for mark in MARK.finditer(without_code(source)):
        pieces += [source[at : mark.start()], ONE.sub(lambda one: _renamed(one, names), mark[0])]
        at = mark.end()
    return "".join([*pieces, source[at:]])


def _renamed(one, names: Mapping[str, str]) -> str:
    start, end = one.span(1)
    return one[0][: start - one.start()] + names.get(one[1], one[1]) + one[0][end - one.start() :]


def fresh_citekey(key: str, taken: Container[str]) -> str:
    """A key near the given one that is free: `finkel2017` as `finkel2017a`, then `b`, and so on."""
    letters = (f"{prefix}{chr(code)}" for prefix in chain([""], map(str, range(1, 10_000))) for code in range(97, 123))
    return next(fresh for letter in letters if (fresh := key[:190] + letter) not in taken)


def author_year(family: str, year: int | None) -> str:
    """The key that people give a work: `Bürglen` of 1995 as `burglen1995`; `work` where nothing of it can be a key."""
    return f"{NO_KEY.sub('', fold_title(family))[:40]}{year or ''}" or "work"
