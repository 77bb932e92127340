"""Limits: what is refused before any work is done, as a sentence, and how deep a text may nest."""

import pytest

from artifacts.text.limits import MAX_BYTES, MAX_DEPTH, body_problem, nesting_depth


@pytest.mark.parametrize(
    ("source", "depth"),
    [
        ("", 0),
        ("prose", 0),
        ("- a", 1),
        ("> a", 1),
        ("> - a", 2),
        (">>> a", 3),
        ("- - - a", 3),
        ("- a\n  - b\n    - c", 3),
        ("> - a\n>   - b\n>     - c", 4),
        ("1. a\n   1. b", 2),
        ("* * *", 0),
        ("---", 0),
        ("                a", 0),
        ("-5 and *emphasis*", 0),
    ],
)
def test_nesting_depth(source, depth):
    assert nesting_depth(source) == depth


@pytest.mark.parametrize(
    "source", ["x" * MAX_BYTES, ">" * MAX_DEPTH + " a", "- " * MAX_DEPTH + "a", "[" * 60_000, "a\n" * 150_000]
)
def test_a_body_at_its_limit_is_taken(source):
    assert body_problem(source) == ""


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("é" * MAX_BYTES, "The text is 2.0 MiB long; 1 MiB is the most. Divide it into several pages."),
        (">" * 101, "The text nests quotations or lists more than 100 levels deep. Flatten them."),
        ("- " * 101 + "a", "The text nests quotations or lists more than 100 levels deep. Flatten them."),
        (
            "".join("  " * level + "- a\n" for level in range(120)),
            "The text nests quotations or lists more than 100 levels deep. Flatten them.",
        ),
        ("[" * 60_001, "The text holds more than 60,000 opening brackets. Divide it into several pages."),
        (
            "|" * 150_001,
            "The text holds more than 150,000 signs of markup and line ends. Divide it into several pages.",
        ),
    ],
)
def test_a_body_over_its_limit_is_refused_with_a_sentence(source, sentence):
    assert body_problem(source) == sentence


def test_half_a_surrogate_pair_is_measured_all_the_same():
    assert body_problem("\ud800") == ""
