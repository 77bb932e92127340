"""Repairs: the cases of fixture files, each named for its repair: a text, and the text as that repair leaves it."""

import json

import pytest

from artifacts.text.repairs import REPAIRS, repair_page
from tests.cases import read_cases
from tests.text.repairs.contents import ALIASES, TITLES, page

FILES = ("texts", "infobox", "links", "citations", "headings")
CASES = [pytest.param(case, id=case.title) for name in FILES for case in read_cases(f"repairs_{name}.txt")]


# A page whose title is its slug's end, which another repair sees to.
SLUG_TITLES = {"slug-as-title": {"title": "smn2"}}


def mended_by(case):
    """The content as one repair leaves it, and what that did."""
    name = case.title.partition(":")[0]
    others = REPAIRS.keys() - {name}
    given = page(case.given, citations={"known2018": "ref-known2018"}, **SLUG_TITLES.get(name, {}))
    return repair_page(given, titles=TITLES, aliases=ALIASES, without=others)


def shown(content: dict, mended: list) -> str:
    """The body, then what is otherwise than before: a line a row, a work, and a title."""
    rows = [f"| {row['kind']} | {row['label']} | {row['value']} |" for row in content["infobox"]]
    works = [f"@{key} {json.dumps(work, sort_keys=True)}" for one in mended for key, work in one.works]
    title = [f"= {content['title']}"] * (content["title"] not in ("SMN2", "smn2"))
    return "\n".join([content["body"], *rows, *works, *title])


@pytest.mark.parametrize("case", CASES)
def test_repair(case):
    content, mended = mended_by(case)

    assert shown(content, mended) == case.expected
    assert [one.rule for one in mended] == [case.title.partition(":")[0]] * (case.given != case.expected)


@pytest.mark.parametrize("case", CASES)
def test_what_was_mended_is_not_mended_again(case):
    content, _mended = repair_page(page(case.given), titles=TITLES, aliases=ALIASES)

    assert repair_page(content, titles=TITLES, aliases=ALIASES) == (content, [])


@pytest.mark.parametrize("case", CASES)
def test_a_repair_that_is_left_out_does_nothing(case):
    name = case.title.partition(":")[0]

    _content, mended = repair_page(page(case.given), titles=TITLES, aliases=ALIASES, without={name})

    assert name not in [one.rule for one in mended]


def test_every_repair_that_mends_a_body_has_a_case():
    others = {"swallowed-table", "raw-title-attribute"}

    assert {param.id.partition(":")[0] for param in CASES} == REPAIRS.keys() - others
