"""Sections that say nothing: headings without a text below whose names tell no more, and diagrams of nothing."""

import re
from collections.abc import Callable

from artifacts.text.lint.diagrams import HEAD, diagrams_in
from artifacts.text.lint.findings import Edit, apply_edits
from artifacts.text.lint.headings import DIAGRAM, stretch
from artifacts.text.outline import Section, branch_end
from artifacts.text.repairs.mending import Fix, Page

# Of any other section its heading tells what was lost below it.
NAMED_FOR_NOTHING = re.compile(r"(?:Overview|Introduction|Summary|Background|Description)", re.IGNORECASE)


def drop_empty_diagrams(page: Page) -> Fix | None:
    """`## Mechanism of Action Flowchart` above nothing."""
    return _without_empty(page, lambda section: DIAGRAM.search(section.title) is not None)


def drop_empty_introductions(page: Page) -> Fix | None:
    """`## Introduction` above nothing, or above another section of its level."""
    return _without_empty(page, lambda section: NAMED_FOR_NOTHING.fullmatch(section.title.strip()) is not None)


def _without_empty(page: Page, meant: Callable[[Section], bool]) -> Fix | None:
    if "#" not in page.body:
        return None
    edits, places, gone = [], [], 0
    for index, section in enumerate(page.sections):
        if section.level and section.empty and meant(section) and branch_end(page.sections, index) == index + 1:
            start, end = stretch(page, index)
            edits.append(Edit(page.text.path, max(start, gone), end, ""))
            gone = end
            places.append(section.title)
    return Fix(apply_edits(page.content, edits), tuple(places), tuple(places)) if edits else None


def drop_empty_drawings(page: Page) -> Fix | None:
    """A fence of Mermaid that holds nothing, or only the line that says how to draw."""
    if "mermaid" not in page.folded_text:
        return None
    edits = [
        Edit(page.text.path, diagram.start, diagram.end, "")
        for diagram in diagrams_in(page.text)
        if not HEAD.sub("", diagram.source.strip(), count=1).strip()
    ]
    places = tuple(page.body[edit.start : edit.end] for edit in edits)
    return Fix(apply_edits(page.content, edits), places, places) if edits else None
