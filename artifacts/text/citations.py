"""Citations: which keys a text cites, and the numbers of its works by first use."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from artifacts.text.addresses import ARTIFACT_ID
from artifacts.text.limits import body_problem
from artifacts.text.marks import MARK
from artifacts.text.syntax import flat, parse_tokens


def cited_keys(source: str, *, inline: bool = False) -> tuple[str, ...]:
    """The citekeys that a text uses, in order of first use, exactly as it is rendered; code is left alone."""
    if MARK.search(source) is None or body_problem(source):
        return ()
    marks = [token for token in flat(parse_tokens(source, inline=inline)) if token.type == "citation"]
    return tuple(dict.fromkeys(cited.key for token in marks for cited in token.meta["cited"]))


def leads_by_itself(key: str) -> bool:
    """Whether a citekey is the address of a work, not a page's own name for it: `PMID:33302541`, `ref-finkel2017`."""
    return ":" in key or (key.startswith("ref-") and ARTIFACT_ID.fullmatch(key) is not None)


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
