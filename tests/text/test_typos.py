"""Typos: what a misspelt word may stand for."""

import pytest

from artifacts.text.typos import distance, may_be_misspelt, nearest


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("synucelin", ["synuclein"]),
        ("nusinersn", ["nusinersen"]),
        ("lysosom", ["lysosome"]),
        ("ynuclein", ["synuclein"]),
        ("prkin", ["parkin"]),
        ("parkin", []),
        ("zzzzzz", []),
    ],
)
def test_the_nearest_words_are_within_a_slip_or_two(word, found):
    assert nearest(word, ["synuclein", "nusinersen", "lysosome", "parkin", "taut", "12346"]) == found


@pytest.mark.parametrize(("word", "may"), [("tau", False), ("12345", False), ("prkn", True), ("il1b", True)])
def test_short_words_and_numbers_are_taken_as_they_are(word, may):
    assert may_be_misspelt(word) == may


@pytest.mark.parametrize(
    ("one", "other", "away"),
    [("ab", "ba", 1), ("abc", "abd", 1), ("abc", "ab", 1), ("kitten", "sitting", 3), ("", "", 0)],
)
def test_a_swap_is_one_slip_as_is_a_letter_more_less_or_other(one, other, away):
    assert distance(one, other, 3) == away
    assert distance("abcdef", "ghijkl", 2) == 3
