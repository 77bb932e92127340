"""Cells: no text is taken for a formula, and none is changed by going out and coming back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.text.cells import FORMULA, escape_cell, unescape_cell


@pytest.mark.parametrize("sign", FORMULA)
def test_what_could_be_a_formula_begins_with_an_apostrophe(sign):
    assert escape_cell(f"{sign}1+1") == f"'{sign}1+1"


@given(st.text(alphabet=["'", "=", "+", "-", "@", "\t", "\r", "\n", "a", " "]))
def test_a_cell_comes_back_as_it_went_out(text):
    assert unescape_cell(escape_cell(text)) == text


@pytest.mark.parametrize("text", ["'tis", "a=b", "", "'"])
def test_a_text_that_was_never_escaped_is_read_as_it_stands(text):
    assert unescape_cell(text) == text
