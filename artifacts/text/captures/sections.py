"""Sections of a capture: its bare lines told apart as headings, paragraphs, lists and tables, and set as Markdown."""

import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from artifacts.text.captures.lines import Line
from artifacts.text.marks import MARK

TOP_LEVEL, BELOW = 2, 3
ATX = re.compile(r"#{1,6}\s+\S")
FENCE = re.compile(r"\s*(```+|~~~+)")
# A line of a block that goes on in the next line: a list, a table, a quotation, HTML.
RUNS = {
    "list": re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+\S"),
    "table": re.compile(r"\s*\|"),
    "quote": re.compile(r"\s*>"),
    "html": re.compile(r"\s*</?[a-zA-Z!]"),
}
NO_HEADING = re.compile(r"[.,:;!?…]$|\]\(|\[\[|\*\*|`|^[a-z(\[]|\b(?:is|are|was|were|has|have)\b")
MAX_HEADING_LENGTH, MAX_HEADING_WORDS = 100, 12


class Sectioned(NamedTuple):
    body: str
    undecided: tuple[str, ...]


@functools.cache
def top_sections() -> tuple[frozenset[str], tuple[str, ...]]:
    """Whole names, and beginnings of names, of sections at the top level; case-folded."""
    text = (Path(__file__).parent / "top_sections.txt").read_text(encoding="utf-8")
    names = [line.strip().casefold() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return frozenset(name for name in names if name[-1] != "*"), tuple(name[:-1] for name in names if name[-1] == "*")


def is_top(title: str) -> bool:
    whole, beginnings = top_sections()
    folded = title.strip().casefold()
    return folded in whole or folded.startswith(beginnings)


def looks_like_heading(text: str) -> bool:
    """A short bare line that ends like no sentence and holds nothing that only running text holds."""
    if is_top(text):
        return True
    short = len(text) <= MAX_HEADING_LENGTH and len(text.split()) <= MAX_HEADING_WORDS
    return short and not NO_HEADING.search(text) and not MARK.search(text)


def set_sections(lines: list[Line]) -> Sectioned:
    """The lines as Markdown: named sections at the top level, any other heading one below the last of these."""
    bare = _outside_fences(lines)
    if any(ATX.match(line.text) for line in bare):
        return Sectioned(_joined(lines, lambda line: line.text.strip()), ())
    first_top = next((line.number for line in bare if is_top(line.text)), float("inf"))

    def set_line(line: Line) -> str:
        text = line.text.strip()
        if not looks_like_heading(text):
            return text
        at_top = is_top(text) or line.number < first_top
        return f"{'#' * (TOP_LEVEL if at_top else BELOW)} {text}"

    return Sectioned(_joined(lines, set_line), tuple(_undecided(bare)))


def _undecided(lines: list[Line]) -> list[str]:
    """Headings whose level the rule cannot know: before any named section, or right above another unnamed one."""
    found, under_top, above = [], False, None
    for line in lines:
        if not line.text.strip():
            continue
        heading = looks_like_heading(line.text) and _run_of(line.text) is None
        if heading and is_top(line.text):
            under_top = True
        elif heading and not under_top:
            found.append(f"line {line.number}: “{line.text}” stands before any section that is known to be at the top")
        elif heading and above is not None:
            found.append(f"line {above.number}: “{above.text}” may stand above “{line.text}” or beside it")
        above = line if heading and not is_top(line.text) else None
    return found


def _outside_fences(lines: list[Line]) -> list[Line]:
    kept, fence = [], ""
    for line in lines:
        match = FENCE.match(line.text)
        if match and not fence:
            fence = match[1]
        elif fence:
            fence = "" if line.text.strip().startswith(fence) else fence
        else:
            kept.append(line)
    return kept


def _run_of(text: str) -> str | None:
    return next((name for name, pattern in RUNS.items() if pattern.match(text)), None)


def _joined(lines: list[Line], set_line: Callable[[Line], str]) -> str:
    """A blank line between blocks; the lines of a list, a table or a fence stay together."""
    blocks: list[list[str]] = []
    run, fence = None, ""
    for line in lines:
        text = line.text
        if fence:
            blocks[-1].append(text)
            fence = "" if text.strip().startswith(fence) else fence
            continue
        kind = _run_of(text)
        if match := FENCE.match(text):
            fence, run = match[1], None
            blocks.append([text])
        elif not text.strip():
            run = None
        elif kind is not None and kind == run:
            blocks[-1].append(text)
        elif kind is not None:
            run = kind
            blocks.append([text.replace("•", "-", 1) if kind == "list" else text])
        else:
            run = None
            blocks.append([set_line(line)])
    return "\n\n".join("\n".join(block) for block in blocks)
