"""Citations: the keys that a text cites are those that its rendering numbers, whatever stands around them."""

import time

import pytest
from hypothesis import given, settings

from artifacts.text.citations import Citations
from artifacts.text.markdown import Context, cited_keys, parse, parse_inline, render
from artifacts.text.marks import Cited, read_mark
from tests.text.strategies import texts


def numbered_keys(parsed) -> list[str]:
    citations = Citations({})
    render(parsed, Context(citations=citations))
    return [key for entry in citations.entries for key in entry.keys]


@settings(max_examples=400, deadline=None)
@given(texts)
def test_the_keys_of_a_text_are_those_that_are_numbered(text):
    assert set(cited_keys(text)) == set(numbered_keys(parse(text)))


@settings(max_examples=100, deadline=None)
@given(texts)
def test_the_keys_of_a_line_are_those_that_are_numbered(text):
    assert set(cited_keys(text, inline=True)) == set(numbered_keys(parse_inline(text)))


def test_keys_come_in_order_of_first_use():
    assert cited_keys("A.[@b] B.[@a; @b] `[@no]`") == ("b", "a")


def test_a_text_over_its_limits_cites_nothing():
    assert cited_keys("[@a]" + "[" * 70_000) == ()


def test_a_mark_is_read_with_its_locators():
    assert read_mark("[@a; @PMID:1, p. 12-14 ]") == (Cited("a"), Cited("PMID:1", "p. 12-14"))


def test_each_work_has_one_number_and_a_way_back_from_every_use():
    citations = Citations({"a": "ref-1", "a2": "ref-1"})

    uses = [citations.cite(key) for key in ("a", "gpr", "a2")]

    assert [(use.number, use.anchor, use.resolved) for use in uses] == [
        (1, "cite-1-1", True),
        (2, "cite-2-1", False),
        (1, "cite-1-2", True),
    ]
    assert [(entry.work, entry.keys, entry.anchors) for entry in citations.entries] == [
        ("ref-1", ["a", "a2"], ["cite-1-1", "cite-1-2"]),
        (None, ["gpr"], ["cite-2-1"]),
    ]


@pytest.mark.parametrize(
    "source",
    ["[@a, x" + " " * 20_000 + "[", "[" + "@a, x  ;" * 30 + "@a[", "[@a;" + " " * 20_000 + "[", "[@a" + "," * 20_000],
)
def test_a_mark_that_does_not_close_costs_no_more_than_its_length(source):
    start = time.process_time()

    assert (cited_keys(source), time.process_time() - start < 1) == ((), True)


def test_blanks_around_the_parts_of_a_mark_are_none_of_it():
    assert read_mark("[ @a ,  p. 12 ; @b, ]") == (Cited("a", "p. 12"), Cited("b"))
    assert cited_keys("[ @a ,  p. 12 ; @b, ] [@c,]") == ("a", "b")
