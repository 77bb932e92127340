"""Template filters: words for codes, dates from ISO text, and letters for back links."""

from datetime import date, datetime

import pytest

from artifacts.templatetags.artifact_html import (
    growth,
    identifier_url,
    iso_date,
    letter,
    marked,
    plain_value,
    sentence,
    side,
    style_words,
    tag_words,
    words,
)
from artifacts.text.worddiff import ADDED, KEPT, REMOVED, Span


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


@pytest.mark.parametrize(
    ("size", "before", "shown"), [(1320, 120, "+1,200"), (7, 10, "−3"), (5, 5, "±0"), (11_499, None, "+11,499")]
)
def test_growth_has_its_sign(size, before, shown):
    assert growth(size, before) == shown


def test_tags_and_styles_are_shown_in_words():
    assert [str(tag_words(tag)) for tag in ("numbers", "merge", "own tag")] == ["alters numbers", "merge", "own tag"]
    assert [str(style_words(style)) for style in ("heading-3", "quote")] == ["heading 3", "quotation"]


@pytest.mark.parametrize(
    ("side", "shown"),
    [
        ("both", "a&lt;b <said>removed: <del>1</del><said>added: <ins>2</ins>"),
        ("before", "a&lt;b <said>removed: <del>1</del>"),
        ("after", "a&lt;b <said>added: <ins>2</ins>"),
    ],
)
def test_spans_are_marked_escaped_and_told(side, shown):
    spans = [Span(KEPT, "a<b "), Span(REMOVED, "1"), Span(ADDED, "2")]

    html = marked(spans, side).replace('<span class="said">', "<said>").replace(" </span>", " ")

    assert html == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        ("", "–"),
        ("377", "377"),
        ([{"family": "Finkel", "given": "Richard S."}, {"literal": "ENDEAR"}], "Finkel RS, ENDEAR"),
        ([{"family": 7}, "x"], '[\n {\n  "family": 7\n },\n "x"\n]'),
        ([], "[]"),
    ],
)
def test_a_side_of_a_clash_is_text(value, shown):
    assert side(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("None", "none recorded"),
        ("null", "none recorded"),
        ("", "none recorded"),
        ("[]", "none recorded"),
        ("{}", "none recorded"),
        ("False", "no"),
        ("true", "yes"),
        ('["a", "b", 3]', "a, b, 3"),
        ("{'a': 1}", "{'a': 1}"),
        ("0", "0"),
        ("2026-04-01", "2026-04-01"),
        ("'quoted'", "quoted"),
    ],
)
def test_a_value_that_a_program_printed_is_told_in_words(value, shown):
    assert plain_value(value) == shown


@pytest.mark.parametrize(("text", "shown"), [("One gene", "One gene."), ("One gene. ", "One gene."), ("So?", "So?")])
def test_a_reason_ends_as_a_sentence(text, shown):
    assert sentence(text) == shown
