"""Repairs: the cases of fixture files, each named for its repair: a text, and the text as that repair leaves it."""

import pytest

from artifacts.text.repairs import REPAIRS, repair_page
from tests.cases import read_cases
from tests.text.repairs.contents import ALIASES, TITLES, page

FILES = ("links", "headings")
CASES = [pytest.param(case, id=case.title) for name in FILES for case in read_cases(f"repairs_{name}.txt")]


def mended_by(case):
    """The content as one repair leaves it, and what that did."""
    name = case.title.partition(":")[0]
    others = REPAIRS.keys() - {name}
    return repair_page(page(case.given), titles=TITLES, aliases=ALIASES, without=others)


@pytest.mark.parametrize("case", CASES)
def test_repair(case):
    content, mended = mended_by(case)

    assert content["body"] == case.expected
    assert [one.rule for one in mended] == [case.title.partition(":")[0]] * (case.given != case.expected)


@pytest.mark.parametrize("case", CASES)
def test_what_was_mended_is_not_mended_again(case):
    content, _mended = mended_by(case)

    assert mended_by(case._replace(given=content["body"]))[0] == content


@pytest.mark.parametrize("case", CASES)
def test_a_repair_that_is_left_out_does_nothing(case):
    name = case.title.partition(":")[0]

    _content, mended = repair_page(page(case.given), titles=TITLES, aliases=ALIASES, without={name})

    assert name not in [one.rule for one in mended]


def test_every_repair_that_mends_a_text_has_a_case():
    assert {param.id.partition(":")[0] for param in CASES} <= REPAIRS.keys()
