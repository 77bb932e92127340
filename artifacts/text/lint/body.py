"""Lint: what is wrong with a body and no program can mend; each rule says where, as a sentence for an editor."""

import re
from collections import Counter
from typing import NamedTuple

from artifacts.text.code import without_code
from artifacts.text.marks import MARK, read_mark
from artifacts.text.outline import HEADING, branch_end, read_outline

LEAD_IN = re.compile(r":\s*$")
FOLLOWS_A_LEAD_IN = re.compile(r"\s*(?:[-*+] |\d+[.)] |\||```|~~~|>|!\[|\$\$)")
CUT_TARGET = re.compile(r"\]\((/[^()\s]*-)\)")
SLUG_LINK = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)*)\]\(/(?:[a-z-]+/)?\1\)")
DISPLACED = re.compile(rf"[.:)]\]?\s+(?={MARK.pattern})")
BOILERPLATE = (
    "is an important component in the neurobiology of",
    "This page provides detailed information about",
    "has evolved significantly over the past",
    "have shaped our current understanding",
    "should be read as a curated",
)
# Sections that a script hung on every page: of use where a gene or a region is the subject.
STOCK_SECTIONS = {"allen brain atlas resources": {"gene", "protein", "cell", "brain_region"}}


class Finding(NamedTuple):
    """`line` counts from 1 in the body; 0 where the place is the page as a whole."""

    rule: str
    line: int
    sentence: str


def lint_body(body: str, entity_type: str = "") -> list[Finding]:
    """Every finding of every rule, in the order of the text."""
    rules = (lead_in_without_list, empty_section, cut_target, slug_as_link_text, displaced_citation, boilerplate)
    found = [finding for rule in rules for finding in rule(body)] + stock_section(body, entity_type)
    return sorted(found, key=lambda finding: finding.line)


def _lines(body: str):
    """The lines that hold anything, by number, their code blanked out."""
    return ((number, line) for number, line in enumerate(without_code(body).split("\n"), 1) if line.strip())


def _following(lines: list[str]) -> list[str]:
    """For each line's number the first line behind it that is not blank; nothing at the end."""
    after = [""] * (len(lines) + 1)
    for number in range(len(lines) - 1, -1, -1):
        after[number] = lines[number] if lines[number].strip() else after[number + 1]
    return after


def lead_in_without_list(body: str) -> list[Finding]:
    """A paragraph that ends in a colon, and neither list, table or figure follows nor a section below this one."""
    after, level, found = _following(body.split("\n")), 0, []
    for number, line in _lines(body):
        heading = HEADING.fullmatch(line)
        level = len(heading[1]) if heading else level
        if heading or not LEAD_IN.search(MARK.sub("", line).rstrip()) or FOLLOWS_A_LEAD_IN.match(line):
            continue
        following = after[number]
        below = HEADING.fullmatch(following)
        if not FOLLOWS_A_LEAD_IN.match(following) and not (below and len(below[1]) > level):
            words = " ".join(line.split()[:8])
            found.append(
                Finding("lead-in-without-list", number, f"“{words} …” leads in a list or table that is not there")
            )
    return found


def empty_section(body: str) -> list[Finding]:
    """A heading with nothing below it."""
    sections = read_outline(body)
    return [
        Finding("empty-section", section.line, f"the section “{section.title}” is empty")
        for index, section in enumerate(sections)
        if section.level and all(one.empty for one in sections[index : branch_end(sections, index)])
    ]


def cut_target(body: str) -> list[Finding]:
    """A link to a name that was cut off: it ends in a hyphen."""
    return [
        Finding("cut-target", number, f"the link to {match[1]} leads to a name that was cut off")
        for number, line in _lines(body)
        for match in CUT_TARGET.finditer(line)
    ]


def slug_as_link_text(body: str) -> list[Finding]:
    """A link that shows its target's slug in place of a title."""
    return [
        Finding("slug-as-link-text", number, f"the link text “{match[1]}” is a slug: write the title")
        for number, line in _lines(body)
        for match in SLUG_LINK.finditer(line)
    ]


def displaced_citation(body: str) -> list[Finding]:
    """A mark with a blank before it behind a sentence's end, of a key that is cited where it belongs too."""
    bare = without_code(body)
    uses = Counter(cited.key for mark in MARK.finditer(bare) for cited in read_mark(mark[0]))
    found = []
    for number, line in _lines(body):
        for match in DISPLACED.finditer(line):
            keys = [cited.key for cited in read_mark(MARK.match(line, match.end())[0])]
            if all(uses[key] > 1 for key in keys):
                found.append(
                    Finding(
                        "displaced-citation", number, f"[@{'; @'.join(keys)}] stands behind the sentence, not in it"
                    )
                )
    return found


def boilerplate(body: str) -> list[Finding]:
    """A phrase that a template wrote on every page and that says nothing of this one."""
    return [
        Finding("boilerplate", number, f"“… {phrase} …” is boilerplate: say what is true of this page only")
        for number, line in _lines(body)
        for phrase in BOILERPLATE
        if phrase in line
    ]


def stock_section(body: str, entity_type: str) -> list[Finding]:
    """A section that does not belong to pages of this type."""
    return [
        Finding("stock-section", section.line, f"the section “{section.title}” does not belong to a {entity_type}")
        for section in read_outline(body)
        if entity_type and entity_type not in STOCK_SECTIONS.get(section.title.casefold(), {entity_type})
    ]
