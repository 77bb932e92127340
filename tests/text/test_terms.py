"""Terms: what is one word to search, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.text.terms import LONGEST, UNSPACED, fold, terms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("TDP-43", ["tdp", "43"]),
        ("GluN2B", ["glun2b"]),
        ("α-Synuclein", ["alpha", "synuclein"]),
        ("Aβ42, NF-κB", ["abeta42", "nf", "kappab"]),
        ("Sjögren’s", ["sjogren", "s"]),
        ("H₂O ﬁbre Straße", ["h2o", "fibre", "strasse"]),
        ("snake_case", ["snake", "case"]),
        ("脊髄性 SMA", ["脊髄", "髄性", "性", "sma"]),
        ("한국어 русский", ["한국어", "русскии"]),
        ("😀 — !", []),
        ("", []),
        ("a\x00b", ["a", "b"]),
        ("x" * 100, ["x" * LONGEST]),
    ],
)
def test_a_text_is_read_as_words_in_one_spelling(text, words):
    assert terms(text) == words


@given(st.text(max_size=80))
def test_what_was_folded_once_reads_the_same_again(text):
    words = [word for word in terms(text) if not UNSPACED.search(word)]

    assert terms(" ".join(words)) == words


@given(st.text(max_size=80))
def test_terms_are_letters_and_digits(text):
    assert all(word.isalnum() or not word.isascii() for word in terms(text))
    assert not set("\"\\'()*:^\x00") & set(fold(text))
