"""The documentation names every rule as it is."""

from pathlib import Path

from tests.text.rule_table import rule_table

DOCS = Path(__file__).parent.parent.parent / "docs" / "findings.md"


def test_the_table_of_rules_is_that_of_the_rules():
    assert DOCS.read_text().partition("## The rules\n\n")[2].strip() == rule_table()
