"""LaTeX read as plain text: the cases of the fixture file, and what never ends well."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.text.latex import plain_text
from tests.cases import read_cases, title_of


@pytest.mark.parametrize("case", read_cases("latex.txt"), ids=title_of)
def test_latex(case):
    assert plain_text(case.given).replace("\u00a0", " ") == case.expected


@given(st.text(alphabet="\\{}$^_~'\"`-aceiß .", max_size=60))
def test_anything_is_read_without_an_error(source):
    assert isinstance(plain_text(source), str)


def test_what_is_nested_deeper_than_any_title_keeps_its_text():
    assert plain_text("{" * 3000 + "x" + "}" * 3000) == "x"
