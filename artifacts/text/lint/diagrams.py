"""Rules of diagrams: Mermaid sources that draw nothing, draw it wrongly, or show another subject."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from artifacts.errors import marked as _
from artifacts.text.code import FENCE, closes_fence
from artifacts.text.diagrams import FLOW, refused
from artifacts.text.lint.findings import WARNING, rule
from artifacts.text.lint.links import TEXTS

HEAD = re.compile(
    r"(?:graph|flowchart)\b[ \t]*(?:TB|TD|BT|RL|LR)?\b;?|(?:sequenceDiagram|classDiagram|stateDiagram(?:-v2)?"
    r"|erDiagram|gantt|pie|mindmap|timeline|journey|quadrantChart|gitGraph)\b"
)
NODE = re.compile(
    r"(?<![\w\"-])(?P<id>[A-Za-z_][\w]{0,60})(?P<open>\(\[|\(\(|\[\[|\[\(|\{\{|[\[({>])(?P<label>\"[^\"\n]{0,300}\"|[^\[\](){}\"\n]{0,300})"
)
ARROW = r"(?:-->|---|-\.->|==>|--[^\n>-]{1,80}-->)[ \t]*(?:\|[^|\n]{0,100}\|)?"
EDGE = re.compile(rf"^\s*(?P<from>[A-Za-z_]\w{{0,60}})\b[^\n]{{0,300}}?{ARROW}[ \t]*(?P<to>[A-Za-z_]\w{{0,60}})\b")
LABEL_WITH_SIGNS = re.compile(r"[A-Za-z_]\w{0,60}\[(?!\"|\[|\()(?P<label>[^\]\n\"]{0,300}[(){}&;<>#@][^\]\n]{0,300})\]")
SPLIT_WORD = re.compile(r"\b(?P<id>\w{1,60})[ \t]+(?P<head>[A-Za-z]{1,2})\[\"?(?P<tail>[a-z]{2,40})\"?\]")
WORD = re.compile(r"[^\W\d_]\w{2,}")
COMMON = {"and", "the", "for", "with", "from", "into", "via", "increased", "decreased", "level", "levels", "activity"}
DIRECTIVES = ("style ", "classDef ", "class ", "click ", "linkStyle ", "%%", "subgraph", "end", "direction")
# A share of a diagram's words that stands in the text too: less is a diagram of something else.
LEAST_SHARED = 0.25


class Diagram(NamedTuple):
    """What stands in a fence of Mermaid; where that begins, and where the line behind it does."""

    start: int
    end: int
    source: str


def diagrams_in(text) -> Iterator[Diagram]:
    bar, opened, lines, at = "", None, [], 0
    for line in text.source.split("\n"):
        if bar and closes_fence(line, bar):
            if opened is not None:
                yield Diagram(opened, min(at + len(line) + 1, len(text.source)), "\n".join(lines))
            bar, opened = "", None
        elif bar:
            lines.append(line)
        elif fence := FENCE.match(line):
            bar, lines = fence["bar"], []
            opened = at if line.strip().strip("`~").strip().casefold() == "mermaid" else None
        at += len(line) + 1


def _drawn(source: str) -> list[str]:
    """The lines that draw something."""
    lines = [line.strip() for line in HEAD.sub("", source, count=1).split("\n")]
    return [line for line in lines if line and not line.startswith(DIRECTIVES)]


@rule("diagram-of-nothing", WARNING, _("This diagram draws nothing: write it, or remove it."), TEXTS)
def diagram_of_nothing(subject):
    return [subject.text.found(one.start) for one in diagrams_in(subject.text) if not _drawn(one.source)]


@rule("broken-diagram", WARNING, _("The diagram is broken at “{words}”: {name} may not be written so."), TEXTS)
def broken_diagram(subject):
    """The first thing wrong in each."""
    for one in diagrams_in(subject.text):
        wrong = _refused(one.source) or (next(_wrong(one.source), None) if FLOW.match(one.source) else None)
        if wrong:
            number, words, name = wrong
            at = subject.text.start_of(subject.text.line(one.start) + number)
            yield subject.text.found(at, words=words, name=name)


def _refused(source: str) -> tuple[int, str, str] | None:
    """The line of a directive, or of a click that leads away, and its name: readers are shown the source instead."""
    name = refused(source)
    lines = enumerate(source.split("\n"), 1)
    return next(((number, line.strip()[:80], name) for number, line in lines if name in line), None) if name else None


def _wrong(source: str) -> Iterator[tuple[int, str, str]]:
    """The line, its words and what is wrong there: a split word, an id of two labels, a loop, signs without quotes."""
    labels: dict[str, str] = {}
    for number, line in enumerate(source.split("\n"), 1):
        for split in SPLIT_WORD.finditer(line):
            yield number, split[0], split["head"]
        for match in NODE.finditer(line):
            label = match["label"].strip('" ')
            if labels.setdefault(match["id"], label) != label and label:
                yield number, line.strip()[:80], match["id"]
        edge = EDGE.match(line)
        if edge and edge["from"] == edge["to"]:
            yield number, line.strip()[:80], edge["from"]
        for match in LABEL_WITH_SIGNS.finditer(line):
            yield number, line.strip()[:80], match["label"]


@rule(
    "unrelated-diagram",
    WARNING,
    _("The diagram names nothing that this page is about (“{words}”): check that it belongs here."),
)
def unrelated_diagram(subject):
    title = _words(subject.content.get("title", "") + " " + subject.content.get("slug", "").replace("-", " "))
    prose = None
    for one in diagrams_in(subject.text):
        drawn = "\n".join(_drawn(one.source))
        words = _words(drawn) - COMMON
        if len(words) < 3 or words & title:
            continue
        prose = prose if prose is not None else _words(subject.bare + " ".join(cell.source for cell in subject.cells))
        if len(words & prose) < LEAST_SHARED * len(words):
            yield subject.text.found(one.start, words=", ".join(sorted(words)[:5]))


def _words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}
