"""Lint: what is wrong with an artifact; each rule says where, in a sentence for an editor, and offers a safe fix."""

from artifacts.text.lint.body import lint_body
from artifacts.text.lint.findings import SEVERITIES, Edit, Finding, Rule, apply_edits
from artifacts.text.lint.rules import RULES, lint, told
from artifacts.text.lint.sources import Coverage, coverage, unsourced
from artifacts.text.lint.subject import Subject, Target, Work

__all__ = [
    "RULES",
    "SEVERITIES",
    "Coverage",
    "Edit",
    "Finding",
    "Rule",
    "Subject",
    "Target",
    "Work",
    "apply_edits",
    "coverage",
    "lint",
    "lint_body",
    "told",
    "unsourced",
]
