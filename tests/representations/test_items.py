"""Items: a content taken apart and put together again is the same; single items can be left, taken and changed."""

from hypothesis import given
from hypothesis import strategies as st

from artifacts.representations.items import ItemKey, in_one_order, items_of, with_items

CONTENT = {
    "id": "wiki-genes-smn1",
    "kind": "page",
    "state": {"name": "active"},
    "slug": "genes-smn1",
    "title": "SMN1",
    "body": "Lead.\n\n\n## Role\n\nIt binds.\n\n### Key points\n\n- One\n\n## Loss\n\n### Key points\n\nTwo.",
    "infobox": [
        {"kind": "header", "label": "Gene", "value": "", "citekeys": []},
        {"kind": "pair", "label": "Symbol", "value": "SMN1", "citekeys": []},
    ],
    "citations": {"a": "ref-a"},
    "metadata": {"origin": "dump", "__merged_from": [{"source_id": "x"}]},
}


def test_every_part_is_told_apart_with_a_name_for_people():
    assert [(key.part, key.name) for key in items_of(CONTENT)] == [
        ("title", ""),
        ("body", ""),
        ("body", "role"),
        ("body", "role › key points"),
        ("body", "loss"),
        ("body", "loss › key points"),
        ("infobox", "Gene"),
        ("infobox", "Gene › Symbol"),
        ("citations", "a"),
        ("metadata", "origin"),
    ]


def test_a_content_put_together_from_its_own_items_is_the_same_to_the_letter():
    assert with_items(CONTENT, items_of(CONTENT)) == CONTENT


def test_one_item_changed_leaves_the_others_and_the_merge_trace():
    items = items_of(CONTENT)
    items[ItemKey("body", ("role", 1))] = "## Role\n\nIt does not bind."
    del items[ItemKey("metadata", ("origin",))]

    changed = with_items(CONTENT, items)

    assert changed["body"] == CONTENT["body"].replace("It binds", "It does not bind").replace("\n\n\n", "\n\n")
    assert changed["metadata"] == {"__merged_from": [{"source_id": "x"}]}
    assert {**changed, "body": "", "metadata": {}} == {**CONTENT, "body": "", "metadata": {}}


def test_what_only_the_other_has_stands_behind_what_it_follows_there():
    first, second = dict.fromkeys("abc"), dict.fromkeys("xbyzc")

    assert in_one_order(first, second) == list("xabyzc")


@given(st.lists(st.sampled_from(["# A", "## B", "## b", "text", "- item", "", "```", "### C {#c}"]), max_size=14))
def test_sections_hold_every_line_of_a_body(lines):
    body = "\n".join(lines)
    items = items_of({"body": body})

    assert "\n".join(items.values()).split() == body.split()
    assert items_of({"body": "\n\n".join(items.values())}) == items
