"""Repairs: each a small function from a text to the mended text and notes of what it did; safe, and done once only."""

from typing import NamedTuple


class Repair(NamedTuple):
    text: str
    notes: tuple[str, ...] = ()


def counted(number: int, noun: str) -> str:
    """`1 stray bracket`, `2 stray brackets`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
