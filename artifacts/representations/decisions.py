"""Decisions: what a person chose where two sides say otherwise: one of them, both, or a text by hand."""

from dataclasses import dataclass

MINE, THEIRS, BOTH, HAND = "mine", "theirs", "both", "hand"


@dataclass(frozen=True)
class Decision:
    """A side by its name, both, or by hand with the text."""

    side: str
    text: str = ""
