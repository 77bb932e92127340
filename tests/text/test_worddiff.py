"""The word diff: no word is split, nothing is lost, and a hostile pair is compared whole."""

from hypothesis import given
from hypothesis import strategies as st

from artifacts.text.worddiff import ADDED, KEPT, REMOVED, Span, word_spans, words_in

TEXT = st.text(alphabet="ab 1.,[@]()\n", max_size=60)


def joined(spans, *operations: str) -> str:
    return "".join(span.text for span in spans if span.operation in operations)


@given(TEXT, TEXT)
def test_the_spans_hold_both_texts(before, after):
    spans = word_spans(before, after)

    assert (joined(spans, KEPT, REMOVED), joined(spans, KEPT, ADDED)) == (before, after)


def test_a_changed_number_is_one_span_each():
    assert word_spans("a mean of 4.0 points", "a mean of 4.9 points") == (
        Span(KEPT, "a mean of "),
        Span(REMOVED, "4.0"),
        Span(ADDED, "4.9"),
        Span(KEPT, " points"),
    )


def test_a_citation_is_one_span():
    spans = word_spans("So it is.[@finkel2017]", "So it is.[@mercuri2018]")

    assert spans[1:] == (Span(REMOVED, "[@finkel2017]"), Span(ADDED, "[@mercuri2018]"))


def test_equal_texts_are_one_span_and_empty_ones_none():
    assert (word_spans("same", "same"), word_spans("", "")) == ((Span(KEPT, "same"),), ())


def test_a_text_of_thousands_of_words_is_compared_whole():
    before, after = "a b " * 2000, "b a " * 2000

    assert word_spans(before, after) == (Span(REMOVED, before), Span(ADDED, after))


def test_words_are_counted_by_operation():
    spans = word_spans("one two three", "one four")

    assert (words_in(spans, ADDED), words_in(spans, REMOVED)) == (1, 2)
