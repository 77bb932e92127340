"""The three-way merge of contents: by field, row and paragraph."""

from artifacts.representations.decisions import Decision
from artifacts.representations.merging import ContentClash, merge_contents


def row(label, value):
    return {"kind": "pair", "label": label, "value": value, "citekeys": []}


BASE = {
    "id": "wiki-x",
    "kind": "page",
    "state": {"name": "active"},
    "slug": "x",
    "title": "X",
    "body": "One.\n\nTwo.",
    "infobox": [row("a", "1"), row("b", "2"), row("c", "3")],
    "citations": {"k1": None, "k2": "ref-2"},
    "metadata": {},
}


def merged(mine: dict, theirs: dict, choices=()):
    return merge_contents(BASE, BASE | mine, BASE | theirs, choices)


def test_changes_of_different_parts_are_joined():
    both = merged({"title": "X1"}, {"body": "One.\n\nTwo and more."})

    assert (both.content["title"], both.content["body"], both.clashes) == ("X1", "One.\n\nTwo and more.", ())


def test_neighbouring_rows_changed_by_two_do_not_clash():
    both = merged(
        {"infobox": [row("a", "1"), row("b", "20"), row("c", "3")]},
        {"infobox": [row("a", "1"), row("b", "2"), row("c", "30")]},
    )

    assert (both.content["infobox"], both.clashes) == ([row("a", "1"), row("b", "20"), row("c", "30")], ())


def test_a_row_changed_by_both_clashes_and_is_settled_by_choice():
    mine = {"infobox": [row("a", "1"), row("b", "20"), row("c", "3")]}
    theirs = {"infobox": [row("a", "1"), row("b", "21"), row("c", "3")]}

    assert merged(mine, theirs).clashes == (
        ContentClash("infobox", "b", row("b", "2"), row("b", "20"), row("b", "21")),
    )
    assert merged(mine, theirs).content["infobox"][1] == row("b", "20")
    assert merged(mine, theirs, ["theirs"]).content["infobox"][1] == row("b", "21")


def test_a_row_removed_by_one_and_left_by_the_other_is_gone():
    both = merged({}, {"infobox": [row("a", "1"), row("c", "3")]})

    assert both.content["infobox"] == [row("a", "1"), row("c", "3")]


def test_a_row_added_by_one_stands_behind_the_row_that_it_followed():
    both = merged(
        {"infobox": [row("c", "3"), row("b", "2"), row("a", "1")]},
        {"infobox": [row("a", "1"), row("new", "n"), row("b", "2"), row("c", "3")]},
    )

    assert [one["label"] for one in both.content["infobox"]] == ["c", "b", "a", "new"]


def test_an_order_that_only_theirs_changed_is_theirs():
    both = merged({"infobox": [*BASE["infobox"], row("d", "4")]}, {"infobox": BASE["infobox"][::-1]})

    assert [one["label"] for one in both.content["infobox"]] == ["c", "d", "b", "a"]


def test_citekeys_are_joined_key_by_key():
    both = merged({"citations": {"k1": "ref-1", "k2": "ref-2"}}, {"citations": {"k1": None, "k3": "ref-3"}})

    assert both.content["citations"] == {"k1": "ref-1", "k3": "ref-3"}


def test_identity_state_and_slug_stay_mine():
    both = merged({}, {"id": "wiki-y", "slug": "y", "state": {"name": "withdrawn"}})

    assert (both.content["id"], both.content["slug"], both.content["state"]) == ("wiki-x", "x", {"name": "active"})


def test_a_text_that_clashes_is_settled_by_its_choice():
    mine, theirs = {"body": "One.\n\nTwo, mine."}, {"body": "One.\n\nTwo, theirs."}

    assert [(clash.part, clash.mine, clash.theirs) for clash in merged(mine, theirs).clashes] == [
        ("body", "Two, mine.", "Two, theirs.")
    ]
    assert merged(mine, theirs, ["theirs"]).content["body"] == "One.\n\nTwo, theirs."


def test_choices_are_counted_over_all_parts():
    mine = {"title": "X1", "body": "One.\n\nTwo, mine.", "metadata": {"a": 1}}
    theirs = {"title": "X2", "body": "One.\n\nTwo, theirs.", "metadata": {"a": 2}}

    both = merged(mine, theirs, ["theirs", "mine", "theirs"])

    assert [clash.part for clash in both.clashes] == ["fields", "body", "metadata"]
    assert (both.content["title"], both.content["body"], both.content["metadata"]) == (
        "X2",
        "One.\n\nTwo, mine.",
        {"a": 2},
    )


def test_a_clash_is_settled_by_both_sides_or_by_hand():
    mine, theirs = {"infobox": [row("a", "mine")]}, {"infobox": [row("a", "theirs")]}
    texts = {"body": "One, mine.\n\nTwo."}, {"body": "One, theirs.\n\nTwo."}

    rows = merged(mine, theirs, ["both"]).content["infobox"]
    both = merged(*texts, [Decision("both")]).content["body"]
    hand = merged(*texts, [Decision("hand", "One, by hand.")]).content["body"]

    assert [one["value"] for one in rows] == ["mine", "theirs"]
    assert (both, hand) == ("One, mine.\n\nOne, theirs.\n\nTwo.", "One, by hand.\n\nTwo.")


def test_a_side_that_is_no_choice_of_a_clash_leaves_what_stands_there():
    clash = merged({"title": "Mine"}, {"title": "Theirs"}, ["both"])

    assert (clash.content["title"], clash.clashes[0].options) == ("Mine", ("mine", "theirs"))


def test_a_field_that_is_empty_on_the_side_taken_is_emptied():
    base = {**BASE, "composite": 0.5}

    both = merge_contents(base, {**base, "composite": 0.6}, {**base, "composite": None}, ["theirs"])

    assert both.content["composite"] is None
