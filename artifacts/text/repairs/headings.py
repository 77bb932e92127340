"""Repairs of headings: empty ones that stand twice, and the empty list of references."""

from collections import Counter

from artifacts.text.anchors import split_attribute
from artifacts.text.outline import Section, branch_end, read_outline, write_outline
from artifacts.text.repairs import Repair, counted


def empty_twins(sections: list[Section]) -> list[int]:
    """Which empty sections stand at their place of the outline twice; where all are empty the first is none."""
    places = paths(sections)
    left, kept, dropped = Counter(places), None, []
    # From the end: a section whose last empty part is dropped can be dropped itself.
    for index in range(len(sections) - 1, -1, -1):
        section, place = sections[index], places[index]
        leaf = kept is None or kept.level <= section.level
        if section.level and section.empty and leaf and left[place] > 1:
            left[place] -= 1
            dropped.append(index)
        else:
            kept = section
    return dropped[::-1]


def empty_references(sections: list[Section]) -> list[int]:
    """Which sections are a list of references that holds nothing."""
    return [
        index
        for index, section in enumerate(sections)
        if section.title.casefold() == "references" and section.empty and branch_end(sections, index) == index + 1
    ]


def drop_empty_twins(body: str) -> Repair:
    """Drop the empty one of two sections."""
    sections = read_outline(body)
    dropped = empty_twins(sections)
    names = ", ".join(f"“{title}”" for title in dict.fromkeys(sections[index].title for index in reversed(dropped)))
    note = f"dropped {counted(len(dropped), 'empty twin heading')} ({names})"
    return Repair(_without(sections, dropped), (note,)) if dropped else Repair(body)


def drop_empty_references(body: str) -> Repair:
    """Drop a References section that holds nothing: the list is made from the citations."""
    sections = read_outline(body)
    dropped = empty_references(sections)[:1]
    return Repair(_without(sections, dropped), ("dropped the empty References heading",)) if dropped else Repair(body)


def _without(sections: list[Section], dropped: list[int]) -> str:
    gone = set(dropped)
    return write_outline([section for index, section in enumerate(sections) if index not in gone])


def paths(sections: list[Section]) -> list[tuple[str, ...]]:
    """The titles from the top down to each section."""
    paths, above = [], []
    for section in sections:
        while above and above[-1].level >= section.level:
            above.pop()
        above.append(section)
        paths.append(tuple(split_attribute(one.title)[0].casefold() for one in above))
    return paths
