"""Lint: what is wrong with an artifact; each rule says where, in a sentence for an editor, and offers a safe fix."""

from artifacts.text.lint.body import lint_body
from artifacts.text.lint.findings import SEVERITIES, Edit, Finding, Rule, apply_edits
from artifacts.text.lint.subject import Subject, Target, Work

RULES: dict[str, Rule] = {}


def lint(subject: Subject) -> list[Finding]:
    """Every finding of every rule that looks at this kind of artifact, by part and place."""
    return [finding for rule in RULES.values() if subject.kind in rule.kinds for finding in rule.check(subject)]


def told(finding: Finding) -> str:
    """The finding's sentence, in English; pages translate the rule's template instead."""
    return RULES[finding.rule].template.format(**finding.params)


__all__ = [
    "RULES",
    "SEVERITIES",
    "Edit",
    "Finding",
    "Rule",
    "Subject",
    "Target",
    "Work",
    "apply_edits",
    "lint",
    "lint_body",
    "told",
]
