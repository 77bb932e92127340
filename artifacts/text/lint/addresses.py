"""Rules of web addresses: old ones, coded twice, and without https."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from artifacts.errors import marked as _
from artifacts.text.lint.findings import INFO, once, rule
from artifacts.text.lint.links import TEXTS
from artifacts.text.lint.texts import Text

ADDRESS = re.compile(r"https?://(?:[^\s<>()\[\]\"|]|\([^\s<>()\[\]\"|]{0,200}\)){1,2000}+", re.IGNORECASE)
ENCODED_TWICE = re.compile(r"(?<=%)(?:25){1,20}+(?=[0-9A-Fa-f]{2})")
# Addresses that their own sites have given up, and what leads to the same record now.
MOVED = tuple(
    (re.compile(old, re.IGNORECASE), new)
    for old, new in (
        (
            r"https?://(?:www\.)?clinicaltrials\.gov/(?:ct2/)?show/(?:study/)?(NCT\d{8})",
            r"https://clinicaltrials.gov/study/\1",
        ),
        (r"https?://dx\.doi\.org/(10\..+)", r"https://doi.org/\1"),
        (r"https?://(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed/(\d{1,8})/?", r"https://pubmed.ncbi.nlm.nih.gov/\1/"),
        (
            r"https?://(?:www\.)?ncbi\.nlm\.nih\.gov/pmc/articles/(PMC\d{1,9})/?",
            r"https://pmc.ncbi.nlm.nih.gov/articles/\1/",
        ),
        (r"https?://(?:www\.)?uniprot\.org/uniprot/([A-Z0-9]{6,10})", r"https://www.uniprot.org/uniprotkb/\1/entry"),
        (r"https?://(?:www\.)?drugbank\.ca/drugs/(DB\d{5})", r"https://go.drugbank.com/drugs/\1"),
    )
)
# Old forms whose parameters have no counterpart that is sure to find the same.
GONE = re.compile(r"https?://(?:www\.)?clinicaltrials\.gov/ct2/.+", re.IGNORECASE)
# Hosts that are known to answer the same path by https.
SECURE = re.compile(
    r"(?:[\w-]+\.)*(?:clinicaltrials\.gov|doi\.org|nih\.gov|uniprot\.org|wikipedia\.org|omim\.org|ensembl\.org|rcsb\.org"
    r"|reactome\.org|fda\.gov|who\.int|ebi\.ac\.uk|nature\.com|obolibrary\.org|europa\.eu|github\.com)",
    re.IGNORECASE,
)


class WebAddress(NamedTuple):
    text: Text
    start: int
    address: str

    @property
    def host(self) -> str:
        return self.address.split("/")[2].rpartition("@")[2].partition(":")[0]

    def became(self, address: str) -> tuple[int, int, str]:
        return self.start, self.start + len(self.address), address


@once
def _addresses(subject) -> Iterator[WebAddress]:
    """Web addresses in links and in the open; a full stop behind one is none of it."""
    for text in subject.texts:
        for match in ADDRESS.finditer(text.bare) if "://" in text.bare else ():
            yield WebAddress(text, match.start(), match[0].rstrip(".,;:!?'*_"))


@rule("double-encoded-address", INFO, _("The address {address} was encoded twice: decode it once."), TEXTS)
def double_encoded_address(subject):
    for one in _addresses(subject):
        edits = [
            (one.start + match.start(), one.start + match.end(), "") for match in ENCODED_TWICE.finditer(one.address)
        ]
        if edits:
            yield one.text.found(one.start, *edits, address=one.address[:200])


@rule(
    "outdated-address",
    INFO,
    _("The address {address} is outdated: link to where its site keeps the record now."),
    TEXTS,
)
def outdated_address(subject):
    for one in _addresses(subject):
        moved = [match.expand(new) for old, new in MOVED if (match := old.fullmatch(one.address))]
        if moved or GONE.fullmatch(one.address):
            yield one.text.found(one.start, *map(one.became, moved), address=one.address[:200])


@rule("insecure-address", INFO, _("The address {address} is without https: use https if its site offers it."), TEXTS)
def insecure_address(subject):
    """Mended where the site is known to answer the same by https."""
    for one in _addresses(subject):
        if one.address[:7].casefold() != "http://" or any(old.fullmatch(one.address) for old, _new in MOVED):
            continue
        behind_http = one.start + len("http")
        edits = [(behind_http, behind_http, "s")] if SECURE.fullmatch(one.host) else []
        yield one.text.found(one.start, *edits, address=one.address[:200])
