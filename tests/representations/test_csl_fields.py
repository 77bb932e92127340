"""A work's record as plain fields: nothing that was not changed is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.errors import ContentError
from artifacts.representations.csl_fields import plain_fields, with_plain_fields

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
MEMBERS = ("type", "title", "author", "container-title", "issued", "volume", "issue", "page", "publisher", "custom")
NAMES = st.dictionaries(
    st.sampled_from(["family", "given", "literal", "suffix", "non-dropping-particle", "ORCID"]), JSON, max_size=4
)
RECORDS = st.dictionaries(st.sampled_from(MEMBERS), JSON | st.lists(NAMES, max_size=3), max_size=8)
WORK = {
    "type": "article-journal",
    "title": "A  title",
    "author": [
        {"family": "Berg", "given": "Leonard", "non-dropping-particle": "van den", "ORCID": "0000"},
        {"literal": "ENCODE Project, Consortium"},
        {"family": "King", "given": "Martin", "suffix": "Jr."},
    ],
    "issued": {"date-parts": [["1995", 1, 13], [1996]], "season": "1"},
    "volume": 80,
    "custom": {"x": [1]},
}


@given(RECORDS)
def test_a_record_whose_fields_are_sent_as_they_were_shown_is_the_same(record):
    assert with_plain_fields(record, plain_fields(record)) == record


@given(RECORDS, st.sampled_from(["title", "container", "volume", "pages"]))
def test_a_changed_field_changes_its_own_member_alone(record, name):
    changed = with_plain_fields(record, {**plain_fields(record), name: "Quite new"})

    different = {member for member in {*record, *changed} if record.get(member) != changed.get(member)}
    assert different == {{"container": "container-title", "pages": "page"}.get(name, name)}
    assert plain_fields(changed)[name] == "Quite new"


@given(RECORDS)
def test_authors_that_keep_their_line_keep_all_that_is_known_of_them(record):
    shown = plain_fields(record)
    lines = [*filter(None, shown["authors"].split("\n"))]

    changed = with_plain_fields(record, {"authors": "\n".join([*reversed(lines), "New, Name"])})

    assert changed["author"][-1] == {"family": "New", "given": "Name"}
    known = record.get("author") if isinstance(record.get("author"), list) else []
    assert sorted(map(repr, changed["author"][:-1])) == sorted(map(repr, known))


def test_a_work_is_shown_as_one_types_it():
    assert plain_fields(WORK) == {
        "type": "article-journal",
        "title": "A title",
        "authors": "van den Berg, Leonard\nENCODE Project, Consortium\nKing, Martin, Jr.",
        "container": "",
        "date": "1995-01-13",
        "volume": "80",
        "issue": "",
        "pages": "",
        "publisher": "",
    }


def test_what_is_typed_is_written_and_what_it_does_not_show_stays():
    authors = "ENCODE Project, Consortium\nBürglen, Lydie\nA Group"

    changed = with_plain_fields(WORK, {"authors": authors, "date": "1995-02", "volume": "", "pages": "155-165"})

    assert changed == {
        "type": "article-journal",
        "title": "A  title",
        "author": [WORK["author"][1], {"family": "Bürglen", "given": "Lydie"}, {"literal": "A Group"}],
        "issued": {"date-parts": [[1995, 2], [1996]], "season": "1"},
        "page": "155-165",
        "custom": {"x": [1]},
    }


@pytest.mark.parametrize("date", ["yesterday", "1995-13", "1995-01-32", "95 AD", "1995-1-1-1", "0", "1e3"])
def test_a_date_that_is_none_is_told(date):
    with pytest.raises(ContentError, match="is no date of a work"):
        with_plain_fields(WORK, {"date": date})


def test_a_date_in_words_stays_until_it_is_changed():
    record = {"issued": {"raw": "Spring 1995"}}

    assert plain_fields(record)["date"] == "Spring 1995"
    assert with_plain_fields(record, {"date": "1995"}) == {"issued": {"date-parts": [[1995]]}}
