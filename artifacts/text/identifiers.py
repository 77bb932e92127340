"""Identifiers of works: DOI, PMID and PMCID; read, normalised and linked."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from artifacts.errors import IdentifierError
from artifacts.errors import marked as _

DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"]+")
DOI_PREFIX = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)", re.IGNORECASE)
PMID = re.compile(r"(?:pmid:?\s*|https?://(?:www\.)?pubmed\.ncbi\.nlm\.nih\.gov/)?0*([1-9]\d{0,7})/?", re.IGNORECASE)
PMCID = re.compile(
    r"(?:pmcid:?\s*|https?://(?:www\.)?(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pmc)/articles/)?(?:pmc)?0*([1-9]\d{0,8})/?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Identifier:
    scheme: str
    value: str

    @property
    def key(self) -> str:
        """The address key, `doi:10.1056/nejmoa1702752`."""
        return f"{self.scheme}:{self.value.lower()}"

    @property
    def url(self) -> str:
        return {
            "doi": f"https://doi.org/{quote(self.value, safe='/:;().-_')}",
            "pmid": f"https://pubmed.ncbi.nlm.nih.gov/{self.value}/",
            "pmcid": f"https://pmc.ncbi.nlm.nih.gov/articles/{self.value}/",
        }[self.scheme]


def normalise_doi(text: str) -> str:
    """`https://doi.org/10.1056/NEJMoa1702752` as `10.1056/nejmoa1702752`: DOIs know no case. Empty stays empty."""
    doi = DOI_PREFIX.sub("", text.strip(), count=1).lower()
    if doi and not DOI.fullmatch(doi):
        raise IdentifierError(
            _("{text!r} is no DOI: it begins with 10. and holds a slash, as in 10.1056/nejmoa1702752."), text=text
        )
    return doi


def normalise_pmid(text: str) -> str:
    """`PMID: 29091570` as `29091570`. Empty stays empty."""
    match = PMID.fullmatch(text.strip())
    if text.strip() and not match:
        raise IdentifierError(
            _("{text!r} is no PMID: it is a number of one to eight digits, as in 29091570."), text=text
        )
    return match[1] if match else ""


def normalise_pmcid(text: str) -> str:
    """`pmc4782111` as `PMC4782111`. Empty stays empty."""
    match = PMCID.fullmatch(text.strip())
    if text.strip() and not match:
        raise IdentifierError(_("{text!r} is no PMCID: it is PMC and a number, as in PMC4782111."), text=text)
    return f"PMC{match[1]}" if match else ""


def parse_identifier(text: str) -> Identifier:
    """Read `PMID:33302541`, `doi:10.1038/33416`, `PMC4782111` or such a work's web address; IdentifierError else."""
    folded = text.strip().lower()
    if folded.startswith("pmc") or "/articles/" in folded:
        return Identifier("pmcid", normalise_pmcid(text))
    if folded.startswith("pmid") or "pubmed.ncbi" in folded:
        return Identifier("pmid", normalise_pmid(text))
    if (folded.startswith("10.") or DOI_PREFIX.match(folded)) and (doi := normalise_doi(text)):
        return Identifier("doi", doi)
    raise IdentifierError(_("{text!r} is no DOI, PMID or PMCID."), text=text)


def find_identifier(text: str) -> Identifier | None:
    """The DOI, PMID or PMCID that a text is, in any of its spellings; None where it is none."""
    try:
        return parse_identifier(text)
    except IdentifierError:
        return None
