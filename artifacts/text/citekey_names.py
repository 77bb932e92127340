"""What a citekey says of its work: `finkel2017nusinersen` an author, a year and a word of the title."""

import re
from typing import NamedTuple

from artifacts.text.identifiers import Identifier, find_identifier
from artifacts.text.spellings import fold_title

AUTHOR_YEAR = re.compile(r"(?P<family>[A-Za-z][A-Za-z_.:-]*?)[_.:-]?(?P<year>(?:1[5-9]|20)\d\d)(?P<rest>\D.*)?")
# What tells two works of one author and year apart: finkel2017a.
LETTER = re.compile(r"^[a-z](?![a-z])")
SCHEMED = re.compile(r"(doi|pmid|pmcid|pmc)[_:.-]?(?=\d)", re.IGNORECASE)
BARE_PMID = re.compile(r"\d{6,8}")


class Told(NamedTuple):
    """`family` and `words` are folded: small letters and digits, without accents."""

    family: str
    year: int
    words: tuple[str, ...] = ()


def told_by(key: str) -> Told | None:
    """Author, year and words of the title, None for a key that names no author and year."""
    match = AUTHOR_YEAR.fullmatch(key)
    if match is None:
        return None
    rest = LETTER.sub("", match["rest"] or "")
    words = tuple(fold_title(word) for word in re.split(r"[_.:-]+", rest) if len(word) > 2)
    return Told(fold_title(match["family"]).replace(" ", ""), int(match["year"]), words)


def identifier_in(key: str) -> Identifier | None:
    """`pmid_29091570` and `29091570` as that PMID, `PMC4782111` as that PMCID."""
    scheme = SCHEMED.match(key)
    if scheme is None and not BARE_PMID.fullmatch(key):
        return None
    name, value = (scheme[1].lower(), key[scheme.end() :]) if scheme else ("pmid", key)
    return find_identifier(f"PMC{value}" if name in ("pmc", "pmcid") else f"{name}:{value}")
