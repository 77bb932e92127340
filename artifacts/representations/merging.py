"""Three-way merge of contents: by field, by row and by paragraph; what clashes is listed, with both sides."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from artifacts.representations.changes import IDENTITY, TEXTS
from artifacts.representations.decisions import BOTH, HAND, MINE, THEIRS, Decision
from artifacts.representations.identity import identified_rows, row_name
from artifacts.text.threeway import merge_texts

DICTS = ("citations", "scores", "metadata", "csl")
LISTS = ("infobox", "relations", "evidence")
ABSENT = object()


@dataclass(frozen=True)
class ContentClash:
    """One field, row or paragraph that both sides changed, each otherwise. An absent one is None."""

    part: str
    name: str
    base: object
    mine: object
    theirs: object

    @property
    def options(self) -> tuple[str, ...]:
        """The sides that it can be settled by."""
        if self.part in TEXTS:
            return MINE, THEIRS, BOTH, HAND
        both = self.part in LISTS and self.mine is not None and self.theirs is not None and self.part != "relations"
        return (MINE, THEIRS, BOTH) if both else (MINE, THEIRS)


@dataclass(frozen=True)
class MergedContent:
    content: dict
    clashes: tuple[ContentClash, ...]


def merge_contents(base: dict, mine: dict, theirs: dict, choices: Sequence[str | Decision] = ()) -> MergedContent:
    """What `theirs` changed of `base`, done to `mine`. Identity, state and slug stay as they are in `mine`.

    The first clash is settled by the first of `choices`, a decision or the name of a side, and so on; by `mine` where
    none is given.
    """
    merging = _Merging([Decision(choice) if isinstance(choice, str) else choice for choice in choices])
    content = dict(mine)
    for name in mine:
        versions = base.get(name), mine.get(name), theirs.get(name)
        if name in (*IDENTITY, "slug"):
            continue
        if name in TEXTS:
            content[name] = merging.text(name, *(version or "" for version in versions))
        elif name in DICTS:
            content[name] = merging.entries(name, *(version or {} for version in versions))
        elif name in LISTS:
            content[name] = merging.rows(name, *(version or [] for version in versions))
        else:
            content[name] = merging.value("fields", name, *versions)
    return MergedContent(content, tuple(merging.clashes))


class _Merging:
    """One merge: the clashes met so far, each settled as it is met."""

    def __init__(self, choices: Sequence[Decision]):
        self.choices = choices
        self.clashes: list[ContentClash] = []

    def value(self, part: str, name: str, base, mine, theirs):
        return next(iter(self._values(part, name, base, mine, theirs)), ABSENT)

    def _values(self, part: str, name: str, base, mine, theirs) -> list:
        """What stands there after the merge: nothing where it went, and two values where both sides were taken."""
        if theirs in (base, mine) or mine == base:
            value = mine if theirs in (base, mine) else theirs
            return [] if value is ABSENT else [value]
        return self._clash(part, name, base, mine, theirs)

    def _clash(self, part: str, name: str, base, mine, theirs) -> list:
        number = len(self.clashes)
        clash = ContentClash(part, name, *(None if one is ABSENT else one for one in (base, mine, theirs)))
        self.clashes.append(clash)
        decision = self.choices[number] if number < len(self.choices) else Decision(MINE)
        side = decision.side if decision.side in clash.options else MINE
        sides = {MINE: [mine], THEIRS: [theirs], BOTH: [mine, theirs], HAND: [decision.text]}
        return [value for value in sides[side] if value is not ABSENT]

    def text(self, name: str, base: str, mine: str, theirs: str) -> str:
        merged = merge_texts(base, mine, theirs)
        settled = (self._clash(name, "", one.base, one.mine, one.theirs) for one in merged.clashes)
        return merged.text(["\n\n".join(filter(None, texts)) for texts in settled])

    def entries(self, part: str, base: dict, mine: dict, theirs: dict) -> dict:
        keys = {**mine, **theirs}
        merged = {
            key: self.value(part, key, *(version.get(key, ABSENT) for version in (base, mine, theirs))) for key in keys
        }
        return {key: value for key, value in merged.items() if value is not ABSENT}

    def rows(self, part: str, base: list, mine: list, theirs: list) -> list:
        old, own, other = (dict(identified_rows(part, rows)) for rows in (base, mine, theirs))
        return [
            row
            for key in merged_order(list(old), list(own), list(other))
            for row in self._values(
                part, row_name(part, key), *(version.get(key, ABSENT) for version in (old, own, other))
            )
        ]


def merged_order(base: list, mine: list, theirs: list) -> list:
    """The keys of both sides, in the order of the side that changed it; each other one behind what it follows."""

    def order_of(keys: list) -> list:
        return [key for key in keys if key in common]

    common = set(base) & set(mine) & set(theirs)
    only_theirs_moved = order_of(mine) == order_of(base) != order_of(theirs)
    first, second = (theirs, mine) if only_theirs_moved else (mine, theirs)
    standing, before, behind = set(first), None, defaultdict(list)
    for key in second:
        if key in standing:
            before = key
        else:
            behind[before].append(key)
    return behind[None] + [key for one in first for key in (one, *behind[one])]
