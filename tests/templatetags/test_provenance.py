"""Provenance as a drawing: every text stands inside its box, and none is left out but for the dots that say so."""

import pytest

from artifacts.templatetags.provenance import (
    MOST_LINES,
    MOST_NODES,
    PADDING,
    SIZE,
    breadth,
    lineage,
    prov_name,
    wrapped,
)


def edge(relation: str = "wasAttributedTo", target: str = "Ada") -> dict:
    return {"relation": relation, "object": target}


def drawn(*edges: dict, title: str = "SMN2", number: int | None = 3) -> dict:
    return lineage({"provenance": list(edges), "title": title, "revision": number and {"number": number}})


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Ada", ["Ada"]),
        ("", [""]),
        ("a script that reads dumps", ["a script that", "reads dumps"]),
        ("wiki-genes-parkin-of-mice", ["wiki-genes-", "parkin-of-mice"]),
        ("http://scidex.example/abc", ["http://", "scidex.example/", "abc"]),
        ("x" * 30, ["x" * 16, "x" * 14]),
        ("GENESPARKINGENES", ["GENESPARKING", "ENES"]),
        ("神経変性疾患の病理学的研究", ["神経変性疾患の病", "理学的研究"]),
    ],
)
def test_a_text_is_broken_into_lines_that_fit(text, lines):
    assert wrapped(text, 140) == lines
    assert all(breadth(line) * SIZE <= 140 - 2 * PADDING for line in lines)


def test_a_text_of_too_many_lines_ends_in_dots():
    lines = wrapped("word " * 100, 140)

    assert (len(lines), lines[-1][-1]) == (MOST_LINES, "…")


def test_boxes_stand_one_below_the_other_within_the_drawing():
    graph = drawn(*(edge(target=f"Author {number} of a long name indeed") for number in range(5)))

    boxes = [*graph["nodes"], graph["this"]]
    assert all(box.y >= 0 and box.y + box.height <= graph["height"] for box in boxes)
    assert all(box.x >= 0 and box.x + box.width <= graph["width"] for box in boxes)
    assert all(
        upper.y + upper.height < lower.y for upper, lower in zip(graph["nodes"], graph["nodes"][1:], strict=False)
    )
    assert all(line.y < box.y + box.height for box in boxes for line in box.lines)


def test_a_drawing_holds_what_one_can_look_at_and_tells_how_much_more_there_is():
    graph = drawn(*[edge()] * (MOST_NODES + 3))

    assert (len(graph["nodes"]), graph["more"]) == (MOST_NODES, 3)


def test_a_box_looks_like_what_it_stands_for():
    graph = drawn(edge("wasGeneratedBy"), edge(), edge("importedFrom"), number=None)

    assert [node.kind for node in graph["nodes"]] == ["activity", "agent", "entity"]
    assert [line.text for line in graph["this"].lines] == ["SMN2"]


@pytest.mark.parametrize(
    ("relation", "name"), [("wasDerivedFrom", "prov:wasDerivedFrom"), ("importedFrom", "importedFrom")]
)
def test_only_names_of_prov_are_told_as_such(relation, name):
    assert prov_name(relation) == name
