"""Code in a text, fences and spans, blanked out so that marks in it are not taken for marks."""

import re
from collections import defaultdict, deque
from functools import lru_cache

FENCE = re.compile(r" {0,3}(?P<bar>`{3,}(?=[^`]*$)|~{3,})")
# A span cannot pass from one block into the next.
BREAK = re.compile(r"[ \t]*(?:$|#{1,6}[ \t])")
RUN = re.compile(r"`+")
INK = re.compile(r"[^\n]")


@lru_cache(maxsize=8)
def without_code(source: str) -> str:
    """The text with code spans and fences blanked out, line for line."""
    if "`" not in source and "~~~" not in source:
        return source
    lines, block, bar = [], [], ""
    for line in source.split("\n"):
        if bar:
            lines.append(_blank(line))
            bar = "" if closes_fence(line, bar) else bar
            continue
        fence = FENCE.match(line)
        if fence or BREAK.match(line):
            lines += _without_spans(block)
            block = []
        if fence:
            bar = fence["bar"]
            lines.append(_blank(line))
        else:
            block.append(line)
    return "\n".join([*lines, *_without_spans(block)])


def closes_fence(line: str, bar: str) -> bool:
    """Whether a line ends the fence that a bar of backticks or tildes began."""
    run = line.strip(" \t")
    return len(line) - len(line.lstrip(" ")) < 4 and len(run) >= len(bar) and not run.strip(bar[0])


def open_fence(text: str, bar: str = "") -> str:
    """The bar of the fence that is open at a text's end, where `bar` was open at its start; empty if none is."""
    for line in text.split("\n"):
        if bar:
            bar = "" if closes_fence(line, bar) else bar
        elif fence := FENCE.match(line):
            bar = fence["bar"]
    return bar


def _without_spans(lines: list[str]) -> list[str]:
    text = "\n".join(lines)
    if "`" not in text:
        return lines
    runs = [match.span() for match in RUN.finditer(text)]
    closers: dict[int, deque[int]] = defaultdict(deque)
    for start, end in runs:
        closers[end - start].append(start)
    pieces, at = [], 0
    for start, end in runs:
        if start < at:
            continue
        start += _escaped(text, start)
        same = closers[end - start]
        while same and same[0] < end:
            same.popleft()
        if same and end > start:
            close = same[0] + end - start
            pieces += [text[at:start], _blank(text[start:close])]
            at = close
    return "".join([*pieces, text[at:]]).split("\n") if lines else []


def _escaped(text: str, at: int) -> bool:
    """Whether a backslash takes the sign at this place for itself."""
    # A stretch of backslashes ends but one run, so that all of these together cost no more than the text is long.
    start = at
    while start and text[start - 1] == "\\":
        start -= 1
    return (at - start) % 2 == 1


def _blank(text: str) -> str:
    return INK.sub(" ", text)
