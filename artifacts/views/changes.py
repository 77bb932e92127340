"""Changes as they are shown: in one sentence, and with what stayed the same folded away."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from artifacts.representations.changes import PARTS, TEXTS, Changes
from artifacts.templatetags.artifact_html import words
from artifacts.text.paragraphs import MOVED_HERE
from artifacts.text.worddiff import ADDED, KEPT, REMOVED

# How many unchanged paragraphs stay in sight around a change.
CONTEXT = 1


def shown_changes(changes: Changes) -> dict:
    """What `artifacts/parts/changes.html` is given."""
    return {
        "changes": changes,
        "texts": [(name, folded(body), body.coarse) for name, body in changes.texts],
        "summary": summary_of(changes),
    }


def folded(body) -> list[dict]:
    """The blocks of a body, with runs of unchanged paragraphs away from any change folded together."""
    blocks = body.blocks
    near = {
        other
        for index, block in enumerate(blocks)
        if block.kind != KEPT
        for other in range(index - CONTEXT, index + CONTEXT + 1)
    }
    runs: list[dict] = []
    for index, block in enumerate(blocks):
        fold = index not in near
        if not fold or not runs or not runs[-1]["folded"]:
            runs.append({"folded": fold, "blocks": []})
        runs[-1]["blocks"].append(block)
    return runs


def summary_of(changes: Changes) -> str:
    """`3 infobox rows changed, 1 reference added, 42 words removed`."""
    counts = Counter()
    for (part, kind), count in changes.counts().items():
        counts[part if _rows(part, 1) else "fields", kind] += count
    told = [_counted(part, kind, count) for (part, kind), count in sorted(counts.items())]
    added = sum(body.words(ADDED) for _name, body in changes.texts)
    removed = sum(body.words(REMOVED) for _name, body in changes.texts)
    moved = sum(block.kind == MOVED_HERE for _name, body in changes.texts for block in body.blocks)
    if added:
        told.append(ngettext("%d word added", "%d words added", added) % added)
    if removed:
        told.append(ngettext("%d word removed", "%d words removed", removed) % removed)
    restyled = sum(bool(block.was) for _name, body in changes.texts for block in body.blocks)
    if restyled:
        told.append(ngettext("%d block shown otherwise", "%d blocks shown otherwise", restyled) % restyled)
    if moved:
        told.append(ngettext("%d paragraph moved", "%d paragraphs moved", moved) % moved)
    if changes.any and not told:
        told.append(_("only blanks or punctuation changed"))
    return ", ".join(told)


def changed_words(changed: dict) -> str:
    """What a revision changed, as it was counted when it was saved: `text, 2 infobox rows, 1 reference`."""
    # In an order of our own: PostgreSQL keeps that of an object's keys to itself.
    ordered = sorted(changed, key=lambda name: (name not in TEXTS, name not in PARTS, name))
    return ", ".join(_rows(name, changed[name]) or str(words(name)) for name in ordered)


def _counted(part: str, kind: str, count: int) -> str:
    if kind == "reordered":
        return _("the order of the rows changed")
    rows = _rows(part, count) or ngettext("%d field", "%d fields", count) % count
    sentence = {"added": _("%s added"), "removed": _("%s removed"), "changed": _("%s changed")}[kind]
    return sentence % rows


def _rows(part: str, count: int) -> str:
    """`2 infobox rows`; nothing for a part that is no list of rows."""
    rows = {
        "infobox": ngettext("%d infobox row", "%d infobox rows", count),
        "citations": ngettext("%d reference", "%d references", count),
        "relations": ngettext("%d relation", "%d relations", count),
        "evidence": ngettext("%d piece of evidence", "%d pieces of evidence", count),
        "scores": ngettext("%d score", "%d scores", count),
        "metadata": ngettext("%d entry of the metadata", "%d entries of the metadata", count),
    }.get(part)
    return rows % count if rows else ""
