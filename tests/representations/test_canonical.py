"""Canonical JSON: equal content has equal bytes, and what JSON or a database lacks is refused with a sentence."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.errors import ContentError
from artifacts.representations.canonical import MAX_DEPTH, canonical, normalised, sha256

text = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_normalising_twice_changes_nothing(value):
    once = normalised(value)

    assert normalised(once) == once
    assert canonical(normalised(json.loads(canonical(once)))) == canonical(once)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (1.0, 1),
        (-0.0, 0),
        (1e22, 10**22),
        ((1, 2), [1, 2]),
        ("e\u0301", "é"),
        ("a\r\nb\rc", "a\nb\nc"),
        ({1: "a"}, {"1": "a"}),
    ],
)
def test_equal_content_has_equal_bytes(one, other):
    assert canonical(normalised(one)) == canonical(normalised(other))


@pytest.mark.parametrize(("one", "other"), [(1, 1.5), (True, 1), ("1", 1), (None, ""), ([], {}), ("a", "A")])
def test_different_content_has_different_hashes(one, other):
    assert sha256(normalised(one)) != sha256(normalised(other))


def deep(levels: int):
    value = "end"
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (float("nan"), "A number must be finite: NaN and Infinity cannot be stored."),
        ([float("-inf")], "A number must be finite: NaN and Infinity cannot be stored."),
        ("a\x00b", "The text holds a NUL character: remove it."),
        ({"a\x00": 1}, "The text holds a NUL character: remove it."),
        ("\ud800", "The text holds half of a surrogate pair: remove that character."),
        (deep(MAX_DEPTH + 1), "The data is nested more than 50 levels deep."),
        (b"a", "A value of type bytes cannot be stored."),
        ({"a": {1}}, "A value of type set cannot be stored."),
    ],
)
def test_what_cannot_be_stored_is_refused(value, sentence):
    with pytest.raises(ContentError) as refused:
        normalised(value)

    assert refused.value.sentence == sentence


def test_the_deepest_data_that_is_allowed_is_kept():
    assert normalised(deep(MAX_DEPTH)) == deep(MAX_DEPTH)


def test_canonical_bytes_are_sorted_and_without_blanks():
    assert canonical({"b": [1, True, None], "a": "é"}) == '{"a":"é","b":[1,true,null]}'.encode()
