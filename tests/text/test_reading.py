"""Reading: what readers meet of a body, block by block, and two bodies compared so, in bounded time."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.text import reading
from artifacts.text.paragraphs import CHANGED, MOVED_AWAY, MOVED_HERE
from artifacts.text.reading import compare_readings, line_as_read, read_pieces
from artifacts.text.worddiff import ADDED, KEPT, REMOVED
from tests.cases import read_cases, title_of

LONG = "A paragraph that is **long** enough to be told apart from others when it moves."
BODY = st.lists(st.sampled_from(["## A", "# A", "one *two*", "one two", LONG, "- x\n- y", "> z"]), max_size=8).map(
    "\n\n".join
)


def shown(source: str) -> str:
    return "\n".join(f"{piece.style}: {piece.words}" for piece in read_pieces(source))


def told(before: str, after: str) -> list[tuple]:
    return [(block.kind, block.style, block.was) for block in compare_readings(before, after).blocks]


@pytest.mark.parametrize("case", read_cases("reading.txt"), ids=title_of)
def test_a_body_as_it_is_read(case):
    assert shown(case.given) == case.expected


@pytest.mark.parametrize(
    ("line", "words"), [("*SMN1* [@a]", "SMN1 [@a]"), ("[5q13](/x) **up**", "5q13 up"), ("", ""), ("- 3", "- 3")]
)
def test_a_line_as_it_is_read(line, words):
    assert line_as_read(line) == words


def test_a_body_over_a_limit_is_read_as_paragraphs_of_source(monkeypatch):
    monkeypatch.setattr("artifacts.text.markdown.MAX_TOKENS", 3)

    assert shown("**a**\n\nb\n\n\n- c") == "paragraph: **a**\nparagraph: b\nparagraph: - c"


@given(BODY, BODY)
def test_the_blocks_hold_the_words_and_styles_of_both_bodies(before, after):
    diff = compare_readings(before, after)

    for source, other, moved, operations in (
        (before, ADDED, MOVED_HERE, (KEPT, REMOVED)),
        (after, REMOVED, MOVED_AWAY, (KEPT, ADDED)),
    ):
        blocks = [block for block in diff.blocks if block.kind not in (other, moved)]
        words = ["".join(span.text for span in block.spans if span.operation in operations) for block in blocks]
        styles = [block.was or block.style if source == before else block.style for block in blocks]
        if before != after:
            pieces = read_pieces(source)
            assert list(zip(styles, words, strict=True)) == [(piece.style, piece.words) for piece in pieces]


def test_markup_alone_is_no_change():
    diff = compare_readings("It is **so**.\n\n* a\n* b", "It is *so*.\n\n- a\n- b\n")

    assert diff.changed is False


def test_a_heading_of_another_level_and_a_paragraph_made_an_item_are_told_as_such():
    assert told("## A\n\n### B\n\ntext", "## A\n\n#### B\n\n- text") == [
        (KEPT, "heading-2", ""),
        (CHANGED, "heading-4", "heading-3"),
        (CHANGED, "bullet-1", "paragraph"),
    ]


def test_a_changed_number_is_flagged_in_its_block():
    (block,) = compare_readings("A *mean* of 4.0 points.", "A mean of **4.9** points.").blocks

    assert (block.kind, block.alters) == (CHANGED, ("numbers",))


def test_very_many_blocks_are_compared_whole_and_say_so(monkeypatch):
    monkeypatch.setattr(reading, "MAX_PARAGRAPHS", 3)
    monkeypatch.setattr("artifacts.text.worddiff.MAX_TOKENS", 10)

    diff = compare_readings("a\n\n" * 9, "b\n\n" * 9)

    assert ({block.style for block in diff.blocks}, diff.changed) == ({"paragraph"}, True)
    assert len(diff.blocks) <= 2


def words(separator: str, seed: int) -> str:
    chosen = random.Random(seed).choices([f"w{n}" for n in range(3000)], k=3000)
    return separator.join(chosen)


HOSTILE = {
    "a word a paragraph": (words("\n\n", 1), words("\n\n", 2)),
    "a word an item": (words("\n- ", 1), words("\n- ", 2)),
    "headings": (words("\n# ", 1), words("\n## ", 2)),
    "table rows": ("|a|\n|-|\n|" + words("|\n|", 1), "|a|\n|-|\n|" + words("|\n|", 2)),
    "one line": (words(" ", 1), words(" ", 2)),
    "figures": (words(" mg\n\n", 1).replace("w", "0."), words(" mg\n\n", 2).replace("w", "0.")),
    "deep lists": ("- " * 90 + "a\n" + "- x\n" * 3000, "1. x\n" * 3000),
    "quotations": ("> b\n\n" * 3000, ">" * 90 + "> c\n\n" * 3000),
    "brackets": ("[" * 12_000, "](" * 6000),
    "emphasis": ("*a_" * 4000, "_a*" * 4000),
    "citations": ("[@a]" * 3000, "[@b; @c]" * 1500),
    "footnotes": ("[^1]" * 3000 + "\n\n[^1]: x", "^[x]" * 3000),
}


@pytest.mark.parametrize(("before", "after"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_pair_of_12_kb_is_compared_within_two_seconds(before, after):
    start = time.process_time()

    compare_readings(before[:12_000], after[:12_000])

    assert time.process_time() - start < 2


@pytest.mark.parametrize("text", ["a\n\n" * 50_000, "http://" * 20_000, "p<" * 70_000])
def test_a_text_too_costly_to_read_is_compared_as_source_and_says_so(text):
    start = time.process_time()

    diff = compare_readings(f"*One*\n\n{text}", f"*Two*\n\n{text}")

    assert (diff.changed, diff.coarse) == (True, True)
    assert time.process_time() - start < 2
