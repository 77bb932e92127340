"""Identity of rows: what tells a row of a content's list from its fellows, wherever it stands."""

from collections import Counter
from collections.abc import Iterator


def identified_rows(part: str, rows: list[dict]) -> Iterator[tuple[tuple, dict]]:
    """Each row of `infobox`, `evidence` or `relations` with its key; no key comes twice."""
    if part == "infobox":
        keyed = _infobox_keys(rows)
    elif part == "evidence":
        keyed = [((piece["stance"], piece["claim"]), piece) for piece in rows]
    else:
        keyed = [((relation["to"],), relation) for relation in rows]
    seen = Counter()
    for key, row in keyed:
        seen[key] += 1
        yield (*key, seen[key]), row


def _infobox_keys(rows: list[dict]) -> list[tuple[tuple, dict]]:
    """Group, kind and label: the header or sub-header that a row stands below is its group."""
    group, keyed = "", []
    for row in rows:
        heads = row["kind"] in ("header", "subheader")
        keyed.append((("" if heads else group, row["kind"], row["label"]), row))
        group = row["label"] if heads else group
    return keyed


def row_name(part: str, key: tuple) -> str:
    """A row's name for people: `ENDEAR › Response`, a relation's target, a claim."""
    if part == "infobox":
        group, _kind, label, _occurrence = key
        return " › ".join(filter(None, [group, label]))
    return key[1] if part == "evidence" else key[0]
