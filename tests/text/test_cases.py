"""Markdown: the cases of the fixture files, each as the HTML that readers get."""

import pytest

from artifacts.text.markdown import cited_keys, parse, render
from tests.cases import read_cases
from tests.text.contexts import context

FILES = ("citations", "links", "headings", "markdown", "doubts", "hostile")
CASES = [pytest.param(case, id=f"{name}: {case.title}") for name in FILES for case in read_cases(f"{name}.txt")]


@pytest.mark.parametrize("case", CASES)
def test_rendering(case):
    assert render(parse(case.given), context()).rstrip("\n") == case.expected


@pytest.mark.parametrize("case", CASES)
def test_the_keys_that_are_listed_are_those_that_are_numbered(case):
    numbered = context()

    render(parse(case.given), numbered)

    keys = [key for entry in numbered.citations.entries for key in entry.keys]
    assert sorted(cited_keys(case.given)) == sorted(keys)


def test_no_title_stands_twice_in_a_file():
    titles = [param.id for param in CASES]

    assert len(set(titles)) == len(titles)
