"""Repairs of headings: empty ones that stand twice, and the empty list of references."""

from collections import Counter

from artifacts.text.anchors import split_attribute
from artifacts.text.outline import Section, branch_end, read_outline, write_outline
from artifacts.text.repairs import Repair, counted


def drop_empty_twins(body: str) -> Repair:
    """Drop an empty section that stands at its place of the outline twice; where all are empty the first stays."""
    sections = read_outline(body)
    paths = _paths(sections)
    left, kept, dropped = Counter(paths), [], []
    # From the end: a section whose last empty part is dropped can be dropped itself.
    for section, path in zip(reversed(sections), reversed(paths), strict=True):
        leaf = not kept or kept[-1].level <= section.level
        if section.level and section.empty and leaf and left[path] > 1:
            left[path] -= 1
            dropped.append(section.title)
        else:
            kept.append(section)
    if not dropped:
        return Repair(body)
    names = ", ".join(f"“{title}”" for title in dict.fromkeys(dropped))
    return Repair(write_outline(kept[::-1]), (f"dropped {counted(len(dropped), 'empty twin heading')} ({names})",))


def drop_empty_references(body: str) -> Repair:
    """Drop a References section that holds nothing: the list is made from the citations."""
    sections = read_outline(body)
    for index, section in enumerate(sections):
        if section.title.casefold() == "references" and section.empty and branch_end(sections, index) == index + 1:
            kept = sections[:index] + sections[index + 1 :]
            return Repair(write_outline(kept), ("dropped the empty References heading",))
    return Repair(body)


def _paths(sections: list[Section]) -> list[tuple[str, ...]]:
    """The titles from the top down to each section."""
    paths, above = [], []
    for section in sections:
        while above and above[-1].level >= section.level:
            above.pop()
        above.append(section)
        paths.append(tuple(split_attribute(one.title)[0].casefold() for one in above))
    return paths
