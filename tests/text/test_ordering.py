"""Ordering of titles: natural numbers, no care for case and accents, and a place for every first sign."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.text.ordering import INITIALS, initial_of, natural_key


def test_numbers_stand_by_their_size_and_letters_whatever_their_case_and_accent():
    titles = [
        *("2q", "12p", "apoE", "APP", "Sjögren", "Sjogren 2", "sjogrens", "SMN", "SMN1", "smn2", "SMN10", "SMN10-AS1")
    ]

    assert sorted(Random(1).sample(titles, len(titles)), key=natural_key) == titles


@pytest.mark.parametrize(
    ("title", "initial"),
    [
        *(("smn1", "S"), ("Élan", "E"), ("ⅷ", "V"), ("Łódź", "other"), ("14-3-3", "0-9"), ("α-synuclein", "other")),
        *(("(R)-x", "other"), ("²H", "0-9"), ("٣", "other"), ("神経", "other"), ("", "other"), ("\u0301", "other")),
    ],
)
def test_every_title_has_its_place_among_the_letters(title, initial):
    assert initial_of(title[:1]) == initial


@given(st.lists(st.text(), max_size=5))
def test_any_titles_can_be_put_in_order(titles):
    backwards = titles[::-1]

    assert sorted(titles, key=natural_key) == sorted(backwards, key=natural_key)
    assert {initial_of(title[:1]) for title in titles} <= set(INITIALS)
