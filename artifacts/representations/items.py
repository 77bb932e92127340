"""Items: a content in the smallest parts that can be kept, taken or left one by one, each under a key of its own."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from artifacts.representations.canonical import sha256
from artifacts.representations.changes import IDENTITY, TEXTS
from artifacts.representations.identity import identified_rows, row_name
from artifacts.representations.merging import ABSENT, DICTS, LISTS, merged_order
from artifacts.text.merge_trace import KEY as TRACE
from artifacts.text.outline import split_sections

# What belongs to the artifact itself, whatever becomes of its content.
OWN = (*IDENTITY, "slug")
MOST_OF_A_HEADING = 200


class ItemKey(NamedTuple):
    """A section of a text, a row, an entry or a whole field: its part, and what tells it from its fellows there."""

    part: str
    path: tuple = ()

    @property
    def name(self) -> str:
        """For people: `ENDEAR › Response`, `mechanism › key points`; empty for what stands before all headings."""
        if self.part in LISTS:
            return row_name(self.part, self.path)
        if self.part in TEXTS:
            occurrence = f" ({self.path[-1]})" if self.path[-1] > 1 else ""
            # A heading may be as long as a text, and is named with each section that stands below it.
            return " › ".join(heading[:MOST_OF_A_HEADING] for heading in self.path[:-1]) + occurrence
        return " ".join(map(str, self.path))

    @property
    def id(self) -> str:
        """Short, for forms: the same key has the same, whatever else the content holds."""
        return sha256([self.part, *self.path])[:12]


Items = dict[ItemKey, object]


def items_of(content: Mapping) -> Items:
    """Every item of a content in order; the merge trace in its metadata is none."""
    return {ItemKey(part, path): value for part in content if part not in OWN for path, value in _items(part, content)}


def _items(part: str, content: Mapping) -> Iterator[tuple[tuple, object]]:
    value = content[part]
    if part in TEXTS:
        yield from split_sections(value)
    elif part in LISTS:
        yield from identified_rows(part, value)
    elif part in DICTS:
        yield from (((key,), entry) for key, entry in value.items() if (part, key) != ("metadata", TRACE))
    else:
        yield (), value


def with_items(content: Mapping, items: Items) -> dict:
    """The content with these items and no others; a part whose items are the same stays to the letter."""
    changed = dict(content)
    for part in content:
        if part in OWN:
            continue
        own = {key.path: value for key, value in items.items() if key.part == part}
        standing = dict(_items(part, content))
        if list(own.items()) == list(standing.items()):
            continue
        if part in TEXTS:
            changed[part] = "\n\n".join(own.values())
        elif part in LISTS:
            changed[part] = list(own.values())
        elif part in DICTS:
            kept = {TRACE: content[part][TRACE]} if part == "metadata" and TRACE in content[part] else {}
            changed[part] = kept | {path[0]: value for path, value in own.items()}
        else:
            changed[part] = own[()]
    return changed


def in_one_order(first: Items, second: Items) -> list[ItemKey]:
    """The keys of both, the first's in their order, each other one behind what it follows in the second."""
    return merged_order([], list(first), list(second))


def mixed(own: Items, other: Items, taken: Collection[ItemKey]) -> Items:
    """One's own items, with those that are taken as the other has them: changed, added, or gone."""
    return {
        key: other[key] if key in taken else own[key]
        for key in in_one_order(own, other)
        if key in (other if key in taken else own)
    }


def differing(own: Items, other: Items) -> list[ItemKey]:
    """The keys under which the two have not the same, in one order."""
    return [key for key in in_one_order(own, other) if own.get(key, ABSENT) != other.get(key, ABSENT)]
