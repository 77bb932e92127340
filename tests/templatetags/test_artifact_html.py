"""Template filters: words for codes, dates from ISO text, and letters for back links."""

from datetime import date, datetime

import pytest

from artifacts.templatetags.artifact_html import identifier_url, iso_date, letter, words


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("brain_region", "brain region"),
        ("concern", "expression of concern"),
        ("mechanistic_plausibility", "mechanistic plausibility"),
        ("wasDerivedFrom", "was derived from"),
        ("_schema_version", "version of the imported schema"),
        ("_some_new_field_", "some new field"),
        ("", ""),
    ],
)
def test_a_code_is_shown_in_words(code, shown):
    assert str(words(code)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2026-04-01", date(2026, 4, 1)),
        ("2026-04-01T12:30:00", datetime(2026, 4, 1, 12, 30)),
        ("2026-13-45", "2026-13-45"),
        ("spring 2026", "spring 2026"),
        ("", ""),
        (None, ""),
    ],
)
def test_what_is_no_date_stays_as_it_is(text, shown):
    assert iso_date(text) == shown


def test_back_links_are_named_by_letters():
    assert [letter(number) for number in (1, 2, 26, 27, 52, 53, 702, 703)] == [
        *("a", "b", "z", "aa", "az", "ba", "zz", "aaa")
    ]


@pytest.mark.parametrize(
    ("value", "scheme", "url"),
    [
        ("10.1002/(sici)1097<1::aid>3.0.co;2-k", "doi", "https://doi.org/10.1002/(sici)1097%3C1::aid%3E3.0.co;2-k"),
        ("29091570", "pmid", "https://pubmed.ncbi.nlm.nih.gov/29091570/"),
        ("PMC4782111", "pmcid", "https://pmc.ncbi.nlm.nih.gov/articles/PMC4782111/"),
    ],
)
def test_an_identifier_leads_to_where_it_is_resolved(value, scheme, url):
    assert identifier_url(value, scheme) == url
