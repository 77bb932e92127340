"""Shingles and sketches: how alike two texts are, estimated from a few hashes, whatever they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.text.shingles import MAX_LETTERS, SKETCHED, overlap, shingles, sketch, words_of

NAMES = st.sets(st.integers(0, 400).map(str), max_size=400)


def text(start: int, count: int) -> str:
    return " ".join(f"w{number}" for number in range(start, start + count))


def likeness(one, other) -> float:
    """The share of two sketched sets that is in both; 0 where both are empty."""
    both, either = overlap(one, other)
    return both / either if either else 0.0


def test_a_shingle_is_a_run_of_five_words():
    assert shingles("Loss of SMN1 causes the disease.") == {"loss of smn1 causes the", "of smn1 causes the disease"}


def test_a_text_of_four_words_has_none():
    assert (shingles("SMN1 is a gene."), likeness(sketch([]), sketch([]))) == (set(), 0.0)


def test_what_a_text_cites_and_links_is_no_word_of_it():
    assert words_of("Loss [@finkel2017; @a] of [SMN1](/genes/smn1), see https://example.org/x") == [
        *("loss", "of", "smn1", "see")
    ]


def test_markup_case_and_punctuation_make_no_difference():
    plain, marked = "Loss of SMN1 causes muscular atrophy early", "## Loss of *SMN1*\n\ncauses, MUSCULAR atrophy: early"

    assert likeness(sketch(shingles(plain)), sketch(shingles(marked))) == 1.0


def test_a_sketch_is_the_same_in_every_process():
    assert list(sketch(["smn1"])) == [5043135546494769771]


@given(NAMES, NAMES)
def test_the_likeness_of_small_sets_is_exact(one, other):
    smaller, larger = set(sorted(one)[: SKETCHED - 1]), set(sorted(other)[: SKETCHED - 1])

    exact = len(smaller & larger) / len(smaller | larger) if smaller | larger else 0.0
    assert likeness(sketch(smaller), sketch(larger)) == exact


@given(NAMES, NAMES)
def test_likeness_has_no_direction(one, other):
    assert likeness(sketch(one), sketch(other)) == likeness(sketch(other), sketch(one))


@pytest.mark.parametrize("shared", [0, 1000, 3000, 4000])
def test_the_likeness_of_long_texts_is_estimated(shared):
    one, other = text(0, 4000), text(4000 - shared, 4000)

    found = likeness(sketch(shingles(one)), sketch(shingles(other)))

    assert found == pytest.approx(shared / (8000 - shared), abs=0.1)


def test_what_is_ignored_counts_on_neither_side():
    one, other = sketch("abc"), sketch("bcd")

    assert overlap(one, other) == (2, 4)
    assert overlap(one, other, sketch("ab")) == (1, 2)


def test_of_a_very_long_text_the_beginning_counts():
    assert len(words_of("a " * 10 * MAX_LETTERS)) == MAX_LETTERS // 2
    assert len(sketch(shingles(text(0, 100_000)))) == SKETCHED


@pytest.mark.parametrize("hostile", ["[@" * 500_000, "](" * 500_000, "http://" * 200_000, "x" * 10**6, "\ud800 " * 9])
def test_a_hostile_text_is_sketched_all_the_same(hostile):
    assert len(sketch(shingles(hostile))) <= 1
