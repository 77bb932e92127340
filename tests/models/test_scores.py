"""The composite of ten weighted dimensions, and the level of a score."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.models import WEIGHTS, Hypothesis, composite_of, score_level


def test_there_are_ten_dimensions_whose_weights_make_100_percent():
    assert len(WEIGHTS) == 10
    assert sum(WEIGHTS.values()) == 100


@pytest.mark.parametrize(
    ("scores", "composite"),
    [
        ({}, None),
        ({"novelty": None}, None),
        ({"novelty": 0.7}, 0.7),
        ({"novelty": 0}, 0),
        ({"mechanistic_plausibility": 1, "reproducibility": 0}, 0.75),
        ({"mechanistic_plausibility": 0.9, "novelty": 0.4, "safety": None}, 0.6778),
        (dict.fromkeys(WEIGHTS, 1), 1),
    ],
)
def test_the_composite_is_the_mean_by_weight_over_the_dimensions_present(scores, composite):
    assert composite_of(scores) == composite
    assert Hypothesis(**scores).composite == composite


@given(st.dictionaries(st.sampled_from(sorted(WEIGHTS)), st.floats(0, 1), min_size=1))
def test_the_composite_lies_between_the_least_and_the_greatest_score(scores):
    assert min(scores.values()) - 0.0001 <= composite_of(scores) <= max(scores.values()) + 0.0001


@pytest.mark.parametrize(
    ("score", "level"),
    [(0, "low"), (0.3999, "low"), (0.4, "medium"), (0.6999, "medium"), (0.7, "high"), (1, "high"), (None, "")],
)
def test_the_level_of_a_score(score, level):
    assert score_level(score) == level
