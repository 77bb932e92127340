"""Citations: which keys lead to a work by themselves, and the numbers of a text's works by first use."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from artifacts.text.addresses import ARTIFACT_ID


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
