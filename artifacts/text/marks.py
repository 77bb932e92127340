"""Marks: a citation as it is written, `[@key]`, `[@a; @b]`, `[@key, p. 12]`."""

import re
from dataclasses import dataclass

KEY = r"[A-Za-z0-9_:.-]{1,200}"
# Every part is bounded and gives nothing back, so that an unclosed mark costs no more than its own length.
ITEM = rf"@({KEY}+)(?:\s*+,(?![\[\];@])\s*+([^\[\];@\n]{{0,100}}+))?+"
MARK = re.compile(rf"\[\s*+{ITEM}(?:\s*+;\s*+{ITEM}){{0,50}}+\s*+\]")
ONE = re.compile(ITEM)


@dataclass(frozen=True)
class Cited:
    key: str
    locator: str = ""


def read_mark(mark: str) -> tuple[Cited, ...]:
    """`[@a; @b, p. 12]` as its keys with their locators."""
    return tuple(Cited(match[1], (match[2] or "").strip()) for match in ONE.finditer(mark))
