"""Lint: the cases of a fixture file, each finding as its line and rule."""

import pytest

from artifacts.text.lint import lint_body
from tests.cases import read_cases, title_of


@pytest.mark.parametrize("case", read_cases("lint.txt"), ids=title_of)
def test_lint(case):
    found = [f"{finding.line} {finding.rule}" for finding in lint_body(case.given)]

    assert found == case.expected.split("\n") * bool(case.expected)


@pytest.mark.parametrize(("entity_type", "rules"), [("therapeutic", ["stock-section"]), ("gene", []), ("", [])])
def test_a_stock_section_is_found_where_it_does_not_belong(entity_type, rules):
    body = "## Allen Brain Atlas Resources\n\n- one"

    assert [finding.rule for finding in lint_body(body, entity_type)] == rules
