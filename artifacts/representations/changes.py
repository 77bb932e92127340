"""Changes between two contents of one artifact: texts by paragraph and word, everything else row by row."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from artifacts.representations.identity import identified_rows, row_name
from artifacts.text.paragraphs import BodyDiff, compare_bodies
from artifacts.text.significance import KINDS, altered
from artifacts.text.worddiff import Span, whole, word_spans

TEXTS = ("body", "statement", "summary")
PARTS = ("infobox", "citations", "relations", "evidence", "scores", "csl", "metadata")
# Parts in which a figure is no statement about the world.
SAYING_NOTHING = ("citations", "relations", "metadata")
IDENTITY = ("id", "kind", "state")
SECONDS_FOR_ROWS = 0.5
MOST_ROWS_BY_WORD = 500
ADDED, REMOVED, CHANGED, REORDERED = "added", "removed", "changed", "reordered"


@dataclass(frozen=True)
class RowChange:
    """One row, entry or field before and after; an absent one is empty."""

    part: str
    name: str
    kind: str
    before: str
    after: str
    spans: tuple[Span, ...] = field(default=(), compare=False)
    alters: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Changes:
    texts: tuple[tuple[str, BodyDiff], ...]
    rows: tuple[RowChange, ...]

    @property
    def any(self) -> bool:
        return bool(self.texts or self.rows)

    def counts(self) -> Counter:
        """How many rows of each part were added, removed, changed or reordered: `{("infobox", "changed"): 2}`."""
        return Counter((row.part, row.kind) for row in self.rows)

    def tally(self) -> dict[str, int]:
        """How many rows of each part, and which fields and texts: `{"body": 1, "infobox": 2, "title": 1}`."""
        names = [name for name, _diff in self.texts]
        names += [row.name if row.part == "fields" else row.part for row in self.rows]
        return dict(Counter(names))

    @property
    def alters(self) -> list[str]:
        """The kinds of statement that any of it alters (`text.significance`)."""
        found = {kind for _name, diff in self.texts for block in diff.blocks for kind in block.alters}
        found |= {kind for row in self.rows for kind in row.alters}
        return [kind for kind in KINDS if kind in found]


def compare_contents(before: dict, after: dict) -> Changes:
    """What an artifact's content says after that it did not say before. Identity and state are not content here."""
    names = [name for name in {**before, **after} if name not in IDENTITY]
    texts = [
        (name, compare_bodies(before.get(name) or "", after.get(name) or ""))
        for name in names
        if name in TEXTS and before.get(name) != after.get(name)
    ]
    rows = [
        row
        for name in names
        if name not in TEXTS and before.get(name) != after.get(name)
        for row in (_part_changes if name in PARTS else _field_change)(name, before.get(name), after.get(name))
    ]
    return Changes(tuple(texts), tuple(_with_spans(rows)))


def _with_spans(rows: list[RowChange]) -> Iterator[RowChange]:
    """The rows compared by word, all of them within one time limit; whole where there are very many."""
    seconds = SECONDS_FOR_ROWS / 2 / max(len(rows), 1)
    for number, row in enumerate(rows):
        if number < MOST_ROWS_BY_WORD:
            alters = altered(row.before, row.after, seconds) if row.part not in SAYING_NOTHING else ()
            yield replace(row, spans=word_spans(row.before, row.after, seconds), alters=alters)
        else:
            yield replace(row, spans=whole(row.before, row.after))


def _field_change(name: str, before, after) -> list[RowChange]:
    return [_change("fields", name, _shown(before), _shown(after))]


def _part_changes(part: str, before, after) -> list[RowChange]:
    rows = [list(_identified(part, value or {})) for value in (before, after)]
    old, new = ({key: value for _name, key, value in side} for side in rows)
    names = {key: name for side in rows for name, key, _value in side}
    changes = [
        _change(part, name, *_texts(part, old.get(key), new.get(key)))
        for key, name in names.items()
        if old.get(key) != new.get(key)
    ]
    if changes or part not in SHOWN_ROWS:
        return changes
    ordered = ("\n".join(map(SHOWN_ROWS[part], side.values())) for side in (old, new))
    return [RowChange(part, "", REORDERED, *ordered)]


def _texts(part: str, old, new) -> tuple[str, str]:
    """A row before and after, as people read it; as data where these words would hide the difference."""
    show = SHOWN_ROWS.get(part, str)
    texts = tuple("" if row is None else show(row) for row in (old, new))
    return texts if texts[0] != texts[1] else (_shown(old), _shown(new))


def _change(part: str, name: str, before: str, after: str) -> RowChange:
    kind = CHANGED if before and after else ADDED if after else REMOVED
    return RowChange(part, name, kind, before, after)


def _identified(part: str, value) -> Iterator[tuple[str, tuple, object]]:
    """Each row of a part as its name, a key that tells it from its fellows, and itself."""
    if part in SHOWN_ROWS:
        for key, row in identified_rows(part, value):
            yield row_name(part, key), key, row
    elif part == "citations":
        yield from ((key, (key,), target or "?") for key, target in value.items())
    else:
        yield from ((".".join(path), path, text) for path, text in _flat(value))


def _infobox_row(row: dict) -> str:
    sources = f" [@{'; @'.join(row['citekeys'])}]" if row["citekeys"] else ""
    return f"{row['label']}: {row['value']}{sources}" if row["label"] else f"{row['value']}{sources}"


def _evidence(piece: dict) -> str:
    told = [piece["claim"], piece["category"], piece["strength"], piece["reference"]]
    return " · ".join(filter(None, told))


def _relation(relation: dict) -> str:
    dismissed = " (dismissed)" if relation["dismissed"] else ""
    return f"{relation['to']} · {relation['reason'] or relation['origin']}{dismissed}"


def item_text(part: str, value) -> str:
    """One row, entry, section or field as people read it; nothing for an absent one."""
    return "" if value is None else SHOWN_ROWS.get(part, _shown)(value)


SHOWN_ROWS = {"infobox": _infobox_row, "evidence": _evidence, "relations": _relation}


def _flat(value, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The leaves of nested data, each with its path; an empty object is one too."""
    if isinstance(value, dict) and (value or path):
        for key, item in value.items():
            yield from _flat(item, (*path, key))
        if not value:
            yield path, "{}"
    elif path:
        yield path, _shown(value)


def _shown(value) -> str:
    if value is None or value == "":
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
