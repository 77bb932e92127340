"""Sentences as plain words: read at once where nothing is marked up, and to the same end as by the parser."""

from hypothesis import given
from hypothesis import strategies as st

from artifacts.domain.render.sentences import as_words
from artifacts.text.markdown import parse, plain_text
from tests.text.strategies import texts

PROSE = st.lists(
    st.sampled_from(
        (
            "A",
            "neuron",
            " ",
            "(p < 0.05)",
            "[@a]",
            "[@a; @b, p. 1]",
            "-",
            ": ",
            "1.",
            "http://a.org",
            "//b.c",
            '"q"',
            "#",
        )
    )
).map("".join)


@given(st.one_of(texts, PROSE, st.text()))
def test_words_are_those_that_the_parser_finds(sentence):
    sentence = sentence.strip().removeprefix("|")

    assert as_words(sentence) == " ".join(plain_text(parse(sentence.strip())).split())
