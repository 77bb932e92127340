"""The three-way merge of texts: what only one side changed is taken, what both changed alike too, the rest clashes."""

from hypothesis import given
from hypothesis import strategies as st

from artifacts.text.threeway import Clash, merge_texts

BASE = "## Role\n\nIt has a mean of 4.0 points in mice.\n\nSecond paragraph, about people.\n\nThird."
PARAGRAPH = st.sampled_from(["## A", "one two three", "one two four", "five six", "- x\n- y", "z"])
BODY = st.lists(PARAGRAPH, max_size=6).map("\n\n".join)


def merged(mine: str, theirs: str, base: str = BASE):
    return merge_texts(base, mine, theirs)


def test_changes_of_two_paragraphs_are_joined():
    both = merged(BASE.replace("4.0", "4.9"), BASE.replace("people", "children"))

    assert (both.clashes, both.text()) == ((), BASE.replace("4.0", "4.9").replace("people", "children"))


def test_changes_of_two_words_of_one_paragraph_are_joined():
    both = merged(BASE.replace("4.0", "4.9"), BASE.replace("mice", "rats"))

    assert both.text() == BASE.replace("4.0", "4.9").replace("mice", "rats")


def test_two_changes_of_one_number_clash_with_both_sides_of_the_paragraph_only():
    both = merged(BASE.replace("4.0", "4.9"), BASE.replace("4.0", "5.9"))

    assert both.clashes == (
        Clash(
            "It has a mean of 4.0 points in mice.",
            "It has a mean of 4.9 points in mice.",
            "It has a mean of 5.9 points in mice.",
        ),
    )
    assert both.text() == BASE.replace("4.0", "4.9")
    assert both.text([both.clashes[0].theirs]) == BASE.replace("4.0", "5.9")


def test_neighbouring_paragraphs_clash_one_by_one():
    base, mine, theirs = "One.\n\nTwo.", "One, mine.\n\nTwo, mine.", "One.\n\nTwo, theirs."

    both = merged(mine, theirs, base)

    assert both.clashes == (Clash("Two.", "Two, mine.", "Two, theirs."),)
    assert both.text(["Two, theirs."]) == "One, mine.\n\nTwo, theirs."


def test_a_paragraph_that_one_removed_and_the_other_changed_clashes():
    both = merged(BASE.replace("\n\nThird.", ""), BASE.replace("Third.", "The third."))

    assert both.clashes == (Clash("Third.", "", "The third."),)


def test_paragraphs_added_at_two_places_are_both_there():
    both = merged(f"{BASE}\n\nAt the end.", f"At the start.\n\n{BASE}")

    assert both.text() == f"At the start.\n\n{BASE}\n\nAt the end."


@given(BODY, BODY)
def test_where_one_side_changed_nothing_the_other_is_taken_to_the_letter(base, changed):
    assert merge_texts(base, changed, base).text() == changed
    assert merge_texts(base, base, changed).text() == changed
    assert merge_texts(base, changed, changed).text() == changed


@given(BODY, BODY, BODY)
def test_a_clash_settled_for_one_side_loses_none_of_its_words(base, mine, theirs):
    both = merge_texts(base, mine, theirs)

    for clash in both.clashes:
        assert clash.mine in mine
        assert clash.theirs in theirs


def test_a_hostile_pair_is_a_clash_and_not_a_wait():
    base, mine, theirs = ("a b " * 3000, "b a " * 3000, "a a b " * 3000)

    assert merged(mine, theirs, base).clashes == (Clash(base.strip("\n"), mine, theirs),)
