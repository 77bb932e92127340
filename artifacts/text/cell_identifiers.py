"""Identifiers in an infobox's cell: told apart, checked against their database's pattern, and linked."""

import re
from typing import NamedTuple
from urllib.parse import quote

from artifacts.text.databases import Database, database_of

# What parts several identifiers in one cell.
BETWEEN = re.compile(r"\s*(?:[,;·]|<br ?/?>)\s*")
PUNCTUATION = re.compile(r"[*_#%^+]")


class DatabaseIdentifier(NamedTuple):
    """An identifier as it stands in a cell, `start` to `end`; `accession` is empty where it breaks the pattern."""

    database: Database
    accession: str
    start: int
    end: int

    @property
    def valid(self) -> bool:
        return bool(self.accession)

    @property
    def address(self) -> str:
        """The record's web address; empty where the identifier is none, or the database gives no address."""
        return self.database.address.format(quote(self.accession, safe=":._-")) if self.accession else ""


def identifiers_of(label: str, value: str) -> tuple[DatabaseIdentifier, ...]:
    """Each of the identifiers in a cell, valid or not; none where the label names no database.

    >>> [found.address for found in identifiers_of("OMIM", "600354, none")]
    ['https://www.omim.org/entry/600354', '']
    """
    database, found, at = database_of(label), [], 0
    if database is None or not value.strip():
        return ()
    for start, end in [*(match.span() for match in BETWEEN.finditer(value)), (len(value), len(value))]:
        piece = value[at:start]
        match = database.pattern.fullmatch(piece.strip())
        accession = _spelled(match[1], database) if match else ""
        left = at + len(piece) - len(piece.lstrip())
        if piece.strip():
            found.append(DatabaseIdentifier(database, accession, left, left + len(piece.strip())))
        at = end
    return tuple(found)


def linked_identifiers(label: str, value: str) -> str:
    """The value with each identifier a link to its record; as it is where anything in it is no bare identifier."""
    found = identifiers_of(label, value)
    if not found or not all(one.address for one in found):
        return value
    pieces, at = [], 0
    for one in found:
        text = PUNCTUATION.sub(r"\\\g<0>", value[one.start : one.end])
        pieces += [value[at : one.start], f"[{text}]({one.address})"]
        at = one.end
    return "".join([*pieces, value[at:]])


def _spelled(accession: str, database: Database) -> str:
    """In the capitals of the database, as addresses want them."""
    if database.example.isupper() or database.name in ("ClinicalTrials.gov", "PDB"):
        return accession.upper()
    return accession
