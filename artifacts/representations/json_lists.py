"""JSON lists: the text of a list one item after another, the same as of the whole list at once."""

import json
from collections.abc import Iterable, Iterator


def list_parts(items: Iterable, *, indent: int) -> Iterator[str]:
    """Sorted keys, an item a part, a line end behind the list."""
    before = "["
    for item in items:
        text = json.dumps(item, ensure_ascii=False, indent=indent, sort_keys=True)
        # Within texts JSON writes no line ends.
        yield f"{before}\n{text}".replace("\n", "\n" + " " * indent)
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"
