"""Identifiers: read in the forms that people paste, one spelling each, the rest refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.errors import IdentifierError
from artifacts.text.identifiers import (
    Identifier,
    find_identifier,
    normalise_doi,
    normalise_pmcid,
    normalise_pmid,
    parse_identifier,
)


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1056/NEJMoa1702752", "10.1056/nejmoa1702752"),
        (" doi: 10.1056/NEJMoa1702752 ", "10.1056/nejmoa1702752"),
        ("https://doi.org/10.1056/NEJMoa1702752", "10.1056/nejmoa1702752"),
        ("http://dx.doi.org/10.1002/(SICI)1-2", "10.1002/(sici)1-2"),
        ("", ""),
    ],
)
def test_normalise_doi(text, doi):
    assert normalise_doi(text) == doi


@pytest.mark.parametrize("text", ["10.1056", "11.1056/x", "10.1056/a b", '10.1056/"><script>', "doi"])
def test_what_is_no_doi_is_refused(text):
    with pytest.raises(IdentifierError, match="is no DOI: it begins with 10"):
        normalise_doi(text)


@pytest.mark.parametrize(
    ("text", "pmid"),
    [
        ("29091570", "29091570"),
        ("PMID: 29091570", "29091570"),
        ("pmid29091570", "29091570"),
        ("https://pubmed.ncbi.nlm.nih.gov/29091570/", "29091570"),
        ("0029", "29"),
        ("", ""),
    ],
)
def test_normalise_pmid(text, pmid):
    assert normalise_pmid(text) == pmid


@pytest.mark.parametrize("text", ["unassigned", "123456789", "0", "1.5", "٣٤", "1\n2"])
def test_what_is_no_pmid_is_refused(text):
    with pytest.raises(IdentifierError, match="is no PMID: it is a number"):
        normalise_pmid(text)


@pytest.mark.parametrize(
    ("text", "pmcid"),
    [
        ("pmc4782111", "PMC4782111"),
        ("PMCID: PMC4782111", "PMC4782111"),
        ("4782111", "PMC4782111"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC4782111/", "PMC4782111"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4782111", "PMC4782111"),
        ("", ""),
    ],
)
def test_normalise_pmcid(text, pmcid):
    assert normalise_pmcid(text) == pmcid


@pytest.mark.parametrize("text", ["PMCX", "PMC0", "PMC1234567890", "PMC٣"])
def test_what_is_no_pmcid_is_refused(text):
    with pytest.raises(IdentifierError, match="is no PMCID: it is PMC and a number"):
        normalise_pmcid(text)


@pytest.mark.parametrize(
    ("text", "scheme", "value"),
    [
        ("PMID:33302541", "pmid", "33302541"),
        ("doi:10.1038/33416", "doi", "10.1038/33416"),
        ("10.1038/33416", "doi", "10.1038/33416"),
        ("PMC4782111", "pmcid", "PMC4782111"),
        ("https://pubmed.ncbi.nlm.nih.gov/33302541", "pmid", "33302541"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC1/", "pmcid", "PMC1"),
    ],
)
def test_parse_identifier(text, scheme, value):
    assert parse_identifier(text) == Identifier(scheme, value)


@pytest.mark.parametrize("text", ["cherish2018", "", "PMID:", "pmid:x", "doi:", "33302541"])
def test_what_is_no_identifier_is_refused(text):
    with pytest.raises(IdentifierError):
        parse_identifier(text)


def test_an_identifier_has_a_key_and_an_address():
    pmcid = Identifier("pmcid", "PMC1")
    doi = Identifier("doi", '10.1002/a<b>"c#d?e%')

    assert (pmcid.key, pmcid.url) == ("pmcid:pmc1", "https://pmc.ncbi.nlm.nih.gov/articles/PMC1/")
    assert doi.url == "https://doi.org/10.1002/a%3Cb%3E%22c%23d%3Fe%25"
    assert Identifier("pmid", "1").url == "https://pubmed.ncbi.nlm.nih.gov/1/"


@given(st.text() | st.from_regex(r"(?i)(doi:|PMID:|PMC|https://doi\.org/10\.)\S*", fullmatch=True))
def test_normalising_is_refused_or_done_once_for_all(text):
    for normalise in (normalise_doi, normalise_pmid, normalise_pmcid):
        try:
            value = normalise(text)
        except IdentifierError:
            continue
        assert normalise(value) == value


def test_what_may_be_an_identifier_is_one_or_none():
    assert find_identifier(" pmid:29091570 ") == Identifier("pmid", "29091570")
    assert [find_identifier(text) for text in ("", "smn1", "doi:", "pmid:0", "10.1/short")] == [None] * 5
