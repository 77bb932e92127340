"""What can be looked up: a DOI, PMID or PMCID, and beside these an ISBN or an arXiv id, in their usual spellings."""

import re

from artifacts.errors import IdentifierError
from artifacts.errors import marked as _
from artifacts.text.identifiers import Identifier, parse_identifier

ISBN = re.compile(r"(?:isbn(?:-1[03])?:?\s*)?([0-9][0-9\s-]{7,20}[0-9xX])", re.IGNORECASE)
ARXIV = re.compile(
    r"(?:arxiv:\s*|https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/)"
    r"(\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[A-Za-z]{2})?/\d{7})(?:v\d{1,3})?(?:\.pdf)?",
    re.IGNORECASE,
)


def parse_lookup(text: str) -> Identifier:
    """Read `ISBN 978-0-306-40615-7` or `arXiv:2101.01234v2`, and all that is an identifier; IdentifierError else."""
    text = text.strip()
    if match := ARXIV.fullmatch(text):
        return Identifier("arxiv", match[1].lower())
    if match := ISBN.fullmatch(text):
        digits = re.sub(r"[\s-]", "", match[1]).upper()
        if is_isbn(digits):
            return Identifier("isbn", digits)
        if text.lower().startswith("isbn"):
            raise IdentifierError(_("{text!r} is no ISBN: its last digit does not fit the others."), text=text)
    if text.isdecimal() and text.isascii():
        return parse_identifier(f"pmid:{text}")
    try:
        return parse_identifier(text)
    except IdentifierError as error:
        raise IdentifierError(_("{text!r} is no DOI, PMID, PMCID, ISBN or arXiv id."), text=text[:200]) from error


def is_isbn(digits: str) -> bool:
    """Whether ten or thirteen digits are an ISBN by their check digit; `X` is ten."""
    values = [10 if digit == "X" else int(digit) for digit in digits]
    if len(values) == 10 and 10 not in values[:-1]:
        return sum(value * weight for value, weight in zip(values, range(10, 0, -1), strict=True)) % 11 == 0
    if len(values) == 13 and 10 not in values:
        return sum(value * (3 if n % 2 else 1) for n, value in enumerate(values)) % 10 == 0
    return False
