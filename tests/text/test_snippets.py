"""Snippets: the passage that answers, its words marked, nothing else changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.text.queries import parse_query
from artifacts.text.snippets import LENGTH, beginning, marked, snippet

FILLER = "Nothing of it stands here at all. " * 30


def shown(pieces) -> str:
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


def test_the_passage_that_holds_most_of_the_words_is_shown():
    text = f"A neuron. {FILLER}The motor neuron of the spine. {FILLER}"

    found = shown(snippet(text, parse_query("motor neurons")))

    assert "The [motor] [neuron] of the spine." in found
    assert found.startswith("… ")
    assert found.endswith("\u00a0…")


@pytest.mark.parametrize(
    ("text", "query", "marks"),
    [
        ("Loss of α-synuclein.", "alpha-synuclein", "Loss of [α]-[synuclein]."),
        ("Loss of alpha-synuclein.", "α-synuclein", "Loss of [alpha]-[synuclein]."),
        ("Sjögren’s", "sjogren", "[Sjögren]’s"),
        ("TDP-43 or TDP43", "tdp43", "[TDP]-[43] or [TDP43]"),
        ("SMN2, SMN 2 and SMN-2 at 0.2, part 2", "SMN2", "[SMN2], [SMN] [2] and [SMN]-[2] at 0.2, part 2"),
        ("Type 2 of SMN2", "type 2", "[Type] [2] of SMN2"),
        ("脊髄性筋萎縮症", "髄性筋", "脊[髄性筋]萎縮症"),
        ("Taurine and tau", "tau", "Taurine and [tau]"),
        ("<b>tau</b> & <script>", "tau script", "<b>[tau]</b> & <[script]>"),
        ("İstanbul tau", "tau", "İstanbul [tau]"),
    ],
)
def test_words_are_marked_as_they_are_spelt(text, query, marks):
    assert shown(snippet(text, parse_query(query))) == marks


def test_what_may_go_on_is_marked_whole():
    assert shown(marked("Dopamine", parse_query("dopam").opened())) == "[Dopamine]"


def test_a_text_without_the_words_has_no_passage_but_a_beginning():
    assert snippet(FILLER, parse_query("tau")) == []
    assert shown(beginning(FILLER)).startswith("Nothing of it stands here")
    assert beginning("") == []


@given(st.text(max_size=600), st.text(max_size=40))
def test_a_passage_is_a_short_part_of_the_text_as_it_stands(text, typed):
    pieces = snippet(text, parse_query(typed))
    words = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix("\u00a0…")

    assert words in text
    assert len(words) <= LENGTH
    assert any(piece.marked for piece in pieces) or not pieces
