"""Queries: what was typed, read as words in their spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.text.queries import MOST_CHARACTERS, MOST_WORDS, parse_query


def spelt(text: str) -> list[list[str]]:
    """The spellings of each word; a star is behind what may go on."""
    return [
        [" ".join(phrase.terms) + ("*" if phrase.open else "") for phrase in word] for word in parse_query(text).words
    ]


@pytest.mark.parametrize(
    ("text", "spellings"),
    [
        ("TDP-43", [["tdp 43", "tdp43"]]),
        ("tdp43", [["tdp43", "tdp 43"]]),
        ("motor neurons", [["motor", "motors"], ["neurons", "neuron"]]),
        ("therapy tauopathies", [["therapy", "therapies"], ["tauopathies", "tauopathy"]]),
        ("als virus sclerosis", [["als"], ["virus", "viruss"], ["sclerosis", "sclerosiss"]]),
        ('"Motor neurons" SMN', [["motor neurons"], ["smn"]]),
        ("10.1016/0092-8674(95)90460-3", [["10 1016 0092 8674 95 90460 3"]]),
        ("脊髄性", [["脊髄 髄性"]]),
        ("脊", [["脊*"]]),
        ('AND "OR" NEAR(x) * ^ - : "', [["and"], ["or"], ["near x", "nearx"]]),
        ("a a A", [["a"]]),
        ("😀 … \x00", []),
    ],
)
def test_each_word_is_read_in_its_spellings(text, spellings):
    assert spelt(text) == spellings


def test_words_may_be_left_open():
    query = parse_query("motor dopamin 43 tau-p")

    assert [[phrase.open for phrase in word] for word in query.opened().words] == [
        *([True, True], [True, True], [False], [False, True])
    ]
    assert [word[0].open for word in query.opened(last_only=True).words] == [False, False, False, True]


@given(st.text(max_size=300))
def test_any_text_is_a_query_of_a_bounded_size(text):
    query = parse_query(text)

    assert len(query.text) <= MOST_CHARACTERS
    assert len(query.words) <= MOST_WORDS
    assert all(phrase.terms and all(phrase.terms) for word in query.words for phrase in word)
    assert "\x00" not in query.text
