"""Rules of headings: empty sections, repeated ones, levels that are skipped, signs that readers see."""

import re

from artifacts.errors import marked as _
from artifacts.text.anchors import split_attribute
from artifacts.text.lint.empty_sections import paths
from artifacts.text.lint.findings import ERROR, INFO, WARNING, rule
from artifacts.text.lint.links import TEXTS
from artifacts.text.outline import branch_end

# Sections that a script hung on every page: of use where a gene or a region is the subject.
STOCK_SECTIONS = {"allen brain atlas resources": {"gene", "protein", "cell", "brain_region"}}
DIAGRAM = re.compile(r"\b(?:flow ?chart|diagram|pathway map|schematic|figure)s?\b", re.IGNORECASE)
LOOSE_ATTRIBUTE = re.compile(r"[ \t]*\{[#.:][^{}\n]{0,100}\}")


@rule("empty-section", WARNING, _("The section “{title}” is empty: write it, or remove its heading."), TEXTS)
def empty_section(subject):
    for section, start in _empty(subject):
        if not DIAGRAM.search(section.title):
            yield subject.text.found(start, title=section.title)


@rule("empty-diagram", WARNING, _("The section “{title}” holds no diagram: draw it, or remove the heading."), TEXTS)
def empty_diagram(subject):
    for section, start in _empty(subject):
        if DIAGRAM.search(section.title):
            yield subject.text.found(start, title=section.title)


def _empty(subject):
    """Sections with nothing in them or below, but for those that other rules take away."""
    sections, told = subject.sections, subject.empty_twins | subject.empty_references
    for index, section in enumerate(sections):
        branch = sections[index : branch_end(sections, index)]
        if section.level and index not in told and all(one.empty for one in branch):
            yield section, subject.text.start_of(section.line)


@rule(
    "empty-references",
    ERROR,
    _("The section “{title}” is empty, and the list of references is made from the citations: remove the heading."),
    TEXTS,
)
def references_without_entries(subject):
    for index in sorted(subject.empty_references):
        yield _dropped(subject, index)


def _dropped(subject, index: int):
    """A finding whose mend takes an empty section away, its heading and the blank lines behind it."""
    section = subject.sections[index]
    return subject.text.found(subject.text.start_of(section.line), (*stretch(subject, index), ""), title=section.title)


def stretch(subject, index: int) -> tuple[int, int]:
    """From where to where a section stands; at the end of the text the blank lines before it are part of it."""
    start = subject.text.start_of(subject.sections[index].line)
    if index + 1 < len(subject.sections):
        return start, subject.text.start_of(subject.sections[index + 1].line)
    return len(subject.body[:start].rstrip("\n")), len(subject.body)


@rule("duplicate-heading", WARNING, _("The heading “{title}” stands here a second time: join the sections."), TEXTS)
def duplicate_heading(subject):
    """At one place of the outline; of two the one that is empty goes."""
    seen = set()
    for index, (section, path) in enumerate(zip(subject.sections, paths(subject.sections), strict=True)):
        if index in subject.empty_twins:
            yield _dropped(subject, index)
        elif section.level and path in seen:
            yield subject.text.found(subject.text.start_of(section.line), title=section.title)
        else:
            seen.add(path)


@rule(
    "skipped-level",
    WARNING,
    _("The heading “{title}” is of level {level} below one of level {above}: no level may be skipped."),
    TEXTS,
)
def skipped_level(subject):
    """Mended by raising the heading, and with it all that stands below."""
    sections, spared = subject.sections, [0] * len(subject.sections)
    before = 0
    for index, section in enumerate(sections):
        excess = section.level - before - 1
        if before and section.level and excess > 0:
            edits = []
            for below in range(index, branch_end(sections, index)):
                at = _signs_at(subject, sections[below]) + spared[below]
                edits.append((at, at + excess, ""))
                spared[below] += excess
            yield subject.text.found(
                subject.text.start_of(section.line), *edits, title=section.title, level=section.level, above=before
            )
        before = section.level or before


def _signs_at(subject, section) -> int:
    return subject.body.index("#", subject.text.start_of(section.line))


@rule("raw-heading-attribute", WARNING, _("Readers see {attribute} in the heading “{title}”: remove it."), TEXTS)
def raw_heading_attribute(subject):
    """An id at the end is the heading's anchor, and is not seen."""
    for section, start in subject.headings:
        words, _anchor = split_attribute(section.title)
        for match in LOOSE_ATTRIBUTE.finditer(words):
            at = subject.body.index(section.title, start) + match.start()
            between = " " if match.start() and words[match.end() :][:1].strip() else ""
            edit = (at, at + len(match[0]), between)
            yield subject.text.found(start, edit, attribute=match[0].strip(), title=section.title)


@rule("stock-section", WARNING, _("The section “{title}” does not belong to a page of this type: remove it."))
def stock_section(subject):
    entity_type = subject.content.get("entity_type", "")
    for section, start in subject.headings:
        if entity_type and entity_type not in STOCK_SECTIONS.get(section.title.casefold(), {entity_type}):
            yield subject.text.found(start, title=section.title)


@rule("repeated-title", INFO, _("The text begins with the title, which readers see above it: remove the heading."))
def repeated_title(subject):
    first = subject.sections[0] if subject.sections else None
    title = " ".join(subject.content.get("title", "").casefold().split())
    if first and first.level == 1 and title and " ".join(first.title.casefold().split()) == title:
        start = subject.text.start_of(first.line)
        end = len(subject.body) - len(subject.body[start:].partition("\n")[2].lstrip("\n"))
        yield subject.text.found(start, (start, end, ""), title=first.title)
