"""Sections that say nothing: headings without a text below whose names tell no more, and diagrams of nothing."""

import re
from collections.abc import Callable

from artifacts.text.code import FENCE, closes_fence
from artifacts.text.lint.diagrams import HEAD, diagrams_in
from artifacts.text.lint.findings import Edit, apply_edits
from artifacts.text.lint.headings import DIAGRAM
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
            start, end = _stretch(page, index)
            edits.append(Edit(page.text.path, max(start, gone), end, ""))
            gone = end
            places.append(section.title)
    return Fix(apply_edits(page.content, edits), tuple(places), tuple(places)) if edits else None


def _stretch(page: Page, index: int) -> tuple[int, int]:
    """From where to where a section stands; at the end of the text the blank lines before it are part of it."""
    start = page.text.start_of(page.sections[index].line)
    if index + 1 < len(page.sections):
        return start, page.text.start_of(page.sections[index + 1].line)
    return len(page.body[:start].rstrip("\n")), len(page.body)


def drop_empty_drawings(page: Page) -> Fix | None:
    """A fence of Mermaid that holds nothing, or only the line that says how to draw."""
    if "mermaid" not in page.folded_text:
        return None
    edits = []
    for diagram in diagrams_in(page.text):
        if HEAD.sub("", diagram.source.strip(), count=1).strip():
            continue
        edits.append(Edit(page.text.path, diagram.start, _fence_end(page.body, diagram.start), ""))
    places = tuple(page.body[edit.start : edit.end] for edit in edits)
    return Fix(apply_edits(page.content, edits), places, places) if edits else None


def _fence_end(body: str, start: int) -> int:
    """Where the line behind a fence begins."""
    at = body.index("\n", start)
    bar = FENCE.match(body[start:at])["bar"]
    while at < len(body):
        end = (body.find("\n", at + 1) + 1 or len(body) + 1) - 1
        if closes_fence(body[at + 1 : end], bar):
            return min(end + 1, len(body))
        at = end
    return len(body)
