"""Citations: the marks `[@key]`, `[@a][@b]`, `[@a; @b]` and `[@key, p. 12]`, and their numbers by first use."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

KEY = r"[A-Za-z0-9_:.-]{1,200}"
# Every part is bounded, so that an unclosed mark costs no more than its own length.
ITEM = rf"@({KEY})(?:\s*,\s*([^\[\];@\n]{{1,100}}))?"
MARK = re.compile(rf"\[\s*{ITEM}(?:\s*;\s*{ITEM}){{0,50}}\s*\]")
ONE = re.compile(ITEM)
CODE = re.compile(
    r"(?P<fence>^[ ]{0,3}(?P<bar>```+|~~~+)[^\n]*\n.*?(?:^[ ]{0,3}(?P=bar)[`~]*[ \t]*$|\Z))|(?P<tick>`+)(?!`)",
    re.M | re.S,
)


@dataclass(frozen=True)
class Cited:
    key: str
    locator: str = ""


def read_mark(mark: str) -> tuple[Cited, ...]:
    """`[@a; @b, p. 12]` as its keys with their locators."""
    return tuple(Cited(match[1], (match[2] or "").strip()) for match in ONE.finditer(mark))


def cited_keys(source: str) -> tuple[str, ...]:
    """The citekeys that a text uses, in order of first use; code spans and fences are left alone."""
    keys = dict.fromkeys(cited.key for match in MARK.finditer(without_code(source)) for cited in read_mark(match[0]))
    return tuple(keys)


def without_code(source: str) -> str:
    """The text with code spans and fences blanked out, line for line."""
    pieces, at = [], 0
    closers: dict[int, list[int]] = {}
    for run in re.finditer(r"`+", source):
        closers.setdefault(len(run[0]), []).append(run.start())
    while (match := CODE.search(source, at)) is not None:
        start, end = match.span()
        if match["tick"]:
            end = _closing(closers[len(match["tick"])], start, source, len(match["tick"]))
            if end < 0:
                pieces.append(source[at : match.end()])
                at = match.end()
                continue
        pieces += [source[at:start], re.sub(r"[^\n]", " ", source[start:end])]
        at = end
    return "".join([*pieces, source[at:]])


def _closing(starts: list[int], start: int, source: str, length: int) -> int:
    """Where the code span that opens at `start` ends; -1 if no run of as many backticks follows in its paragraph."""
    while starts and starts[0] <= start:
        starts.pop(0)
    if not starts or "\n\n" in source[start : starts[0]]:
        return -1
    return starts[0] + length


@dataclass(frozen=True)
class Use:
    number: int
    anchor: str
    resolved: bool
    locator: str = ""


@dataclass
class Entry:
    """One line of the reference list: a work, or a key that leads nowhere yet."""

    number: int
    work: str | None
    keys: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)


class Citations:
    """Numbers by first use, one per work; `works` gives the work behind each resolved citekey."""

    def __init__(self, works: Mapping[str, str]):
        self.works = works
        self._entries: dict[str, Entry] = {}

    def cite(self, key: str, locator: str = "") -> Use:
        work = self.works.get(key)
        entry = self._entries.setdefault(
            f"work:{work}" if work else f"key:{key}", Entry(number=len(self._entries) + 1, work=work)
        )
        if key not in entry.keys:
            entry.keys.append(key)
        anchor = f"cite-{entry.number}-{len(entry.anchors) + 1}"
        entry.anchors.append(anchor)
        return Use(entry.number, anchor, work is not None, locator)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(self._entries.values())
