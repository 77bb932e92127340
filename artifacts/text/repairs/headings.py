"""Repairs of headings: empty ones that stand twice, and the empty list of references."""

from artifacts.text.anchors import ATTRIBUTE
from artifacts.text.outline import Section, branch_end, read_outline, write_outline
from artifacts.text.repairs import Repair, counted


def drop_empty_twins(body: str) -> Repair:
    """Drop an empty section that stands at its place of the outline twice; where all are empty the first stays."""
    sections = read_outline(body)
    dropped = []
    while (index := _empty_twin(sections)) is not None:
        dropped.append(sections.pop(index).title)
    if not dropped:
        return Repair(body)
    names = ", ".join(f"“{title}”" for title in dict.fromkeys(dropped))
    return Repair(write_outline(sections), (f"dropped {counted(len(dropped), 'empty twin heading')} ({names})",))


def drop_empty_references(body: str) -> Repair:
    """Drop a References section that holds nothing: the list is made from the citations."""
    sections = read_outline(body)
    for index, section in enumerate(sections):
        if section.title.casefold() == "references" and section.empty and branch_end(sections, index) == index + 1:
            kept = sections[:index] + sections[index + 1 :]
            return Repair(write_outline(kept), ("dropped the empty References heading",))
    return Repair(body)


def _empty_twin(sections: list[Section]) -> int | None:
    """The last section that is empty, has none below it, and is not the only one of its path."""
    paths = _paths(sections)
    for index in range(len(sections) - 1, -1, -1):
        leaf = branch_end(sections, index) == index + 1
        if sections[index].level and sections[index].empty and leaf and paths.count(paths[index]) > 1:
            return index
    return None


def _paths(sections: list[Section]) -> list[tuple[str, ...]]:
    """The titles from the top down to each section."""
    paths, above = [], []
    for section in sections:
        while above and above[-1].level >= section.level:
            above.pop()
        above.append(section)
        paths.append(tuple(ATTRIBUTE.sub("", one.title).casefold() for one in above))
    return paths
