"""Outline: the sections of a Markdown body, each a heading and the text up to the next one."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from artifacts.text.code import without_code

HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")


@dataclass(frozen=True)
class Section:
    """`level` 0 and no title: the text before the first heading. `line` counts from 1."""

    level: int
    title: str
    line: int
    text: str

    @property
    def empty(self) -> bool:
        return not self.text.strip()


def read_outline(body: str, codeless: str | None = None) -> list[Section]:
    """The sections in order; `#` in code is no heading. `codeless` is the body without code, where it is at hand."""
    lines = body.split("\n")
    bare = (without_code(body) if codeless is None else codeless).split("\n")
    # Blanked code at the head of a line could make a heading of what stands behind it.
    starts = [
        number
        for number, line in enumerate(bare)
        if "#" in line and HEADING.fullmatch(line) and HEADING.fullmatch(lines[number])
    ]
    first = starts[0] if starts else len(lines)
    lead = Section(0, "", 1, "\n".join(lines[:first]))
    sections = [] if lead.empty else [lead]
    for start, end in pairwise([*starts, len(lines)]):
        match = HEADING.fullmatch(lines[start])
        sections.append(
            Section(len(match[1]), _without_closing(match[2]), start + 1, "\n".join(lines[start + 1 : end]))
        )
    return sections


def _without_closing(title: str) -> str:
    """`Role ##` as `Role`: the signs that may close a heading are no part of it."""
    title = title.strip()
    bare = title.rstrip("#")
    return bare.rstrip() if not bare or bare[-1] in " \t" else title


def split_sections(body: str) -> list[tuple[tuple, str]]:
    """Each section as it is written, its heading with it, under a key that no other has.

    The key is the path of headings that lead there, whatever their capitals, and which of several such it is.
    """
    lines, starts = body.split("\n"), [(0, 0, "")]
    starts += [(section.line - 1, section.level, section.title) for section in read_outline(body) if section.level]
    path: list[tuple[int, str]] = []
    seen, found = Counter(), []
    for (start, level, title), (end, _level, _title) in pairwise([*starts, (len(lines), 0, "")]):
        path = [step for step in path if step[0] < level]
        if level:
            path.append((level, " ".join(title.casefold().split())))
        names = tuple(name for _level, name in path)
        chunk = "\n".join(lines[start:end]).strip("\n")
        if chunk:
            seen[names] += 1
            found.append(((*names, seen[names]), chunk))
    return found


def branch_end(sections: list[Section], index: int) -> int:
    """The index behind the last section that stands below the one at `index`."""
    end = index + 1
    while end < len(sections) and sections[end].level > sections[index].level:
        end += 1
    return end
