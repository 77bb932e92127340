"""Heads of tables: a row of an infobox that was the head of a table of the text."""

import re

from artifacts.text.infobox import Row

# What the first column of a table is headed with, and the second: a row of both is a table's head, not a fact.
FIRST = {
    *("agent", "aspect", "biomarker", "compound", "condition", "disease", "drug", "endpoint", "feature", "gene"),
    *("marker", "measure", "metric", "model", "mutation", "outcome", "parameter", "phase", "property", "region"),
    *("study", "target", "treatment", "trial", "trial phase", "variant"),
}
SECOND = {
    *("change", "description", "details", "dosing", "effect", "finding", "findings", "frequency", "function", "gene"),
    *("improvement", "indication", "mechanism", "notes", "outcome", "phase", "result", "results", "role", "route"),
    *("significance", "status", "target", "target gene", "value"),
}


def subjects_of(title: str) -> set[str]:
    """What a page is about: its title's words outside and inside of brackets."""
    return {word.casefold().strip() for word in re.split(r"[()]", title)} - {""}


def is_head(row: Row, subjects: set[str]) -> bool:
    """Whether a row is a table's head, and no fact."""
    return row.kind == "pair" and row.label.casefold() in FIRST and row.value.casefold() in SECOND | subjects
