"""Rules of prose: what scripts leave in a text, such as boilerplate and lead-ins without their list."""

import re

from artifacts.errors import marked as _
from artifacts.text.lint.findings import INFO, WARNING, once, rule
from artifacts.text.lint.links import TEXTS
from artifacts.text.lint.texts import excerpt
from artifacts.text.marks import MARK
from artifacts.text.outline import HEADING

FOLLOWS_A_LEAD_IN = re.compile(r"\s*(?:[-*+] |\d+[.)] |\||```|~~~|>|!\[|\$\$|<table|    )")
BOILERPLATE = re.compile(
    r"is an important component in the neurobiology of|This page provides detailed information about"
    r"|has evolved significantly over the past|have shaped our current understanding"
    r"|should be read as a curated"
)
RECURSIVE = re.compile(r"The original description reads\s*:|starts from the claim that", re.IGNORECASE)
COUNT = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,3}(?:,\d{3})+|\d{3,9})\+?\s+(?:knowledge[- ]graph\s+|graph\s+|wiki\s+|SciDEX\s+){0,2}+"
    r"(?P<noun>edges|nodes|wiki pages|artifacts|hypotheses|debates|papers indexed|indexed papers|entities)\b",
    re.IGNORECASE,
)
# What every count holds.
MANY = re.compile(r"\d{3}\+?\s")
# Stands for a line of code.
FENCED = "```"


@rule("lead-in-without-list", WARNING, _("“{words}” leads in a list or table that is not there: restore it."), TEXTS)
def lead_in_without_list(subject):
    """A line that ends in a colon, and neither list, table or figure follows nor a section below this one."""
    lines = list(_unblanked(subject))
    level = 0
    for number, (start, line) in enumerate(lines):
        heading = HEADING.fullmatch(line) if "#" in line else None
        level = len(heading[1]) if heading else level
        if heading or ":" not in line or not MARK.sub("", line).rstrip().endswith(":") or FOLLOWS_A_LEAD_IN.match(line):
            continue
        following = lines[number + 1][1] if number + 1 < len(lines) else ""
        below = HEADING.fullmatch(following)
        if not FOLLOWS_A_LEAD_IN.match(following) and not (below and len(below[1]) > level):
            yield subject.text.found(start, words=excerpt(line))


def _unblanked(subject):
    """Where each line that holds anything starts, and the line; one of code as a fence."""
    bare = dict(subject.text.lines())
    at = 0
    for line in subject.body.split("\n"):
        if line.strip():
            yield at, bare.get(at) or FENCED
        at += len(line) + 1


@rule("boilerplate", WARNING, _("“… {words} …” is boilerplate: say what is true of this page only."), TEXTS)
def boilerplate(subject):
    return [subject.text.found(match.start(), words=match[0]) for match in BOILERPLATE.finditer(subject.bare)]


@once
def _counts(subject):
    return COUNT.finditer(subject.bare) if MANY.search(subject.bare) else ()


@rule(
    "recursive-description",
    WARNING,
    _("“{words}” quotes an earlier text of this one inside it: keep the innermost, and remove what stands around it."),
    TEXTS,
)
def recursive_description(subject):
    # Without the letters that have other capitals than their own.
    if "the or" not in subject.text.lowered and "from the cla" not in subject.text.lowered:
        return []
    return [subject.text.found(match.start(), words=match[0]) for match in RECURSIVE.finditer(subject.bare)]


@rule(
    "count-in-prose",
    INFO,
    _("“{words}” counts what the site holds, which changes: leave the number out, or say of which day it is."),
)
def count_in_prose(subject):
    return [subject.text.found(match.start(), words=" ".join(match[0].split())) for match in _counts(subject)]


@rule(
    "counts-that-differ",
    INFO,
    _("The text counts {number} {noun} here and {other} elsewhere: keep the one that is true."),
)
def counts_that_differ(subject):
    first: dict[str, str] = {}
    for match in _counts(subject):
        noun = match["noun"].lower()
        other = first.setdefault(noun, match["number"])
        if other.replace(",", "") != match["number"].replace(",", ""):
            yield subject.text.found(match.start(), number=match["number"], noun=noun, other=other)
