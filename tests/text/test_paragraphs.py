"""The paragraph diff: aligned, moved ones recognised, nothing lost."""

from hypothesis import given
from hypothesis import strategies as st

from artifacts.text.paragraphs import CHANGED, MOVED_AWAY, MOVED_HERE, compare_bodies
from artifacts.text.worddiff import ADDED, KEPT, REMOVED

LONG = "A paragraph that is long enough to be told apart from others when it moves."
PARAGRAPH = st.sampled_from(["## A", "one two three", "one two four", LONG, "- x\n- y", "z"])
BODY = st.lists(PARAGRAPH, max_size=8).map("\n\n".join)


def kinds(before: str, after: str) -> list[str]:
    return [block.kind for block in compare_bodies(before, after).blocks]


def text(diff, *operations: str) -> str:
    blocks = ["".join(span.text for span in block.spans if span.operation in operations) for block in diff.blocks]
    return "\n\n".join(block for block in blocks if block)


@given(BODY, BODY)
def test_the_blocks_hold_both_texts(before, after):
    diff = compare_bodies(before, after)

    assert (text(diff, KEPT, REMOVED), text(diff, KEPT, ADDED)) == (before, after)


def test_a_word_changed_in_one_paragraph_leaves_the_others_kept():
    assert kinds("## A\n\none two three\n\nend", "## A\n\none two four\n\nend") == [KEPT, CHANGED, KEPT]


def test_a_paragraph_that_is_not_alike_is_removed_and_added():
    assert kinds("one two three", "nothing of that") == [REMOVED, ADDED]


def test_a_paragraph_added_before_a_changed_one_does_not_shift_the_pair():
    assert kinds("one two three", "new words only\n\none two four") == [ADDED, CHANGED]


def test_a_moved_paragraph_is_told_as_such_and_counts_no_words():
    diff = compare_bodies(f"{LONG}\n\none two\n\nthree four", f"one two\n\nthree four\n\n{LONG}")

    assert [block.kind for block in diff.blocks] == [MOVED_AWAY, KEPT, KEPT, MOVED_HERE]
    assert (diff.changed, diff.words(ADDED), diff.words(REMOVED)) == (True, 0, 0)


def test_a_body_of_tens_of_thousands_of_paragraphs_is_compared_whole_and_says_so():
    diff = compare_bodies("x\n\ny\n\n" * 4000, "y\n\nx\n\n" * 4000)

    assert (len(diff.blocks), diff.coarse) == (1, True)


def test_a_short_change_is_not_coarse():
    assert compare_bodies("one two three", "one two four").coarse is False
