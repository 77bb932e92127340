"""Previews: a text that stands twice, first its beginning up to a line of dots, or the whole of it."""

import re
from collections.abc import Iterator
from itertools import islice

from artifacts.text.repairs.mending import Fix, Page

AT_END = re.compile(r"(?<!\.)(?:\.\.\.|…)$")
AT_START = re.compile(r"(?:\.\.\.|…)(?!\.)[ \t]*")
MOST_CUTS = 20
FEWEST_WORDS = 8
LONGEST_GAP = 4


def drop_preview(page: Page) -> Fix | None:
    """Keep the whole text, where what stands above the dots is its beginning: the last word may be cut short."""
    body, title = page.body, str(page.content.get("title", "")).strip()
    if copy := _second_copy(body):
        return _kept(page, body[:copy], body[copy:])
    if "..." not in body and "…" not in body:
        return None
    for above, below in islice(_cuts(body, title), MOST_CUTS):
        preview, whole = _squeezed(_without_title(above, title)), _without_title(below, title)
        if preview.count(" ") + 1 >= FEWEST_WORDS and _squeezed(whole).startswith(preview):
            return _kept(page, above, whole)
    return None


def _second_copy(body: str) -> int:
    """Where the second of two equal copies begins; 0 where the text stands once."""
    length = len(body.rstrip())
    for gap in range(1, LONGEST_GAP + 1):
        half, odd = divmod(length - gap, 2)
        if odd or half <= 0 or body[half : half + gap].strip("\n"):
            continue
        if body[:half] == body[half + gap : length] and len(body[:half].split()) >= FEWEST_WORDS:
            return half + gap
    return 0


def _cuts(body: str, title: str) -> Iterator[tuple[str, str]]:
    """What stands above and below dots that end a line, or begin one before the title: `...Nusinersen`."""
    at = 0
    for line in body.split("\n"):
        start, at = at, at + len(line) + 1
        if "..." not in line and "…" not in line:
            continue
        shown = line.strip()
        if dots := AT_END.search(shown):
            above = body[:start] + shown[: dots.start()]
            below = body[at:]
        elif (dots := AT_START.match(shown)) and title and shown[dots.end() :] == title:
            above, below = body[:start], title + "\n" + body[at:]
        else:
            continue
        yield above, below


def _without_title(text: str, title: str) -> str:
    """The text below its title, where it begins with that, as a page shows it."""
    first, _end, rest = text.lstrip().partition("\n")
    return rest if title and first.strip() == title else text


def _kept(page: Page, preview: str, whole: str) -> Fix:
    # Its last word may have been cut short, so that it stands nowhere else.
    return Fix({**page.content, page.field: whole.lstrip("\n")}, (preview,), tuple(preview.split()[-1:]))


def _squeezed(text: str) -> str:
    return " ".join(text.split())
