"""Lint of a body on its own, before it is anybody's: what an import tells of a text that it could not mend."""

from typing import NamedTuple

from artifacts.text.lint.findings import INFO, LINE
from artifacts.text.lint.rules import RULES, lint, told
from artifacts.text.lint.subject import Subject


class Finding(NamedTuple):
    """`line` counts from 1 in the body."""

    rule: str
    line: int
    sentence: str


def lint_body(body: str, entity_type: str = "") -> list[Finding]:
    """What is wrong in a body's lines, remarks left out, in the order of the text."""
    subject = Subject({"kind": "page", "body": body, "entity_type": entity_type})
    found = [
        Finding(one.rule, int(one.place), told(one))
        for one in lint(subject)
        if one.part == LINE and RULES[one.rule].severity != INFO
    ]
    return sorted(found, key=lambda finding: finding.line)
