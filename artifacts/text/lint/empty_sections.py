"""Empty sections: those that stand twice, and the list of references that holds nothing."""

from collections import Counter

from artifacts.text.anchors import split_attribute
from artifacts.text.outline import Section, branch_end


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


def paths(sections: list[Section]) -> list[tuple[str, ...]]:
    """The titles from the top down to each section."""
    paths, above = [], []
    for section in sections:
        while above and above[-1].level >= section.level:
            above.pop()
        above.append(section)
        paths.append(tuple(split_attribute(one.title)[0].casefold() for one in above))
    return paths
