"""CSL-JSON: malformed fields fall away, what is left is of its right type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.errors import ContentError
from artifacts.representations.csl import author_names, clean_csl, csl_title, csl_year
from tests.representations.works import ARTICLE

junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["family", "date-parts", "x"]), inner),
    max_leaves=6,
)


def test_a_sound_record_stays_as_it_is():
    assert clean_csl(ARTICLE) == ARTICLE


@pytest.mark.parametrize(
    ("field", "value", "cleaned"),
    [
        ("volume", 80, "80"),
        ("volume", ["80"], None),
        ("volume", " ", None),
        ("page", "1\n- 2", "1 - 2"),
        ("author", "Lefebvre", None),
        ("author", [{"given": "S."}, None, {"literal": " WHO "}], [{"literal": "WHO"}]),
        ("author", [{"family": "A", "evil": "x", "given": 5}], [{"family": "A"}]),
        ("issued", {"date-parts": [["1995", "1"]]}, {"date-parts": [[1995, 1]]}),
        ("issued", {"date-parts": [[1995, 13, 1]]}, {"date-parts": [[1995]]}),
        ("issued", {"date-parts": [[1995, 0]]}, {"date-parts": [[1995]]}),
        ("issued", {"date-parts": [[10**30]]}, None),
        ("issued", {"date-parts": [[]]}, None),
        ("issued", {"date-parts": []}, None),
        ("issued", {"date-parts": {"0": 1}}, None),
        ("issued", {"raw": "1995"}, None),
        ("issued", 1995, None),
        ("unknown", "x", None),
        ("author_list_complete", False, False),
        ("author_list_complete", True, None),
        ("author_list_complete", "no", None),
    ],
)
def test_a_field_is_cleaned(field, value, cleaned):
    assert clean_csl({"title": "A", field: value}).get(field) == cleaned


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        ([], 'A reference\'s CSL-JSON must be an object, as in {"title": …}.'),
        ({}, 'A reference needs a title: give "title" in its CSL-JSON.'),
        ({"title": "  "}, 'A reference needs a title: give "title" in its CSL-JSON.'),
        ({"title": ["A"]}, 'A reference needs a title: give "title" in its CSL-JSON.'),
    ],
)
def test_a_record_without_a_title_is_refused(item, sentence):
    with pytest.raises(ContentError) as refused:
        clean_csl(item)

    assert (refused.value.sentence, refused.value.field) == (sentence, "csl")


@given(st.dictionaries(st.sampled_from([*ARTICLE, "editor", "accessed"]), junk))
def test_cleaning_twice_changes_nothing(item):
    once = clean_csl({**item, "title": "A"})

    assert clean_csl(once) == once


def test_the_title_and_the_year_in_plain_words():
    assert csl_title({"title": "The <i>SMN1</i> gene, a < b, <script>"}) == "The SMN1 gene, a < b, <script>"
    assert csl_year(ARTICLE) == 1995
    assert csl_year({"issued": {"date-parts": [[0]]}}) is None


def test_authors_by_family_name_and_initials():
    authors = [
        {"family": "Vivo", "non-dropping-particle": "De", "given": "Darryl C."},
        {"family": "Jong", "given": "Yuh-Jyh"},
        {"literal": "WHO"},
    ]

    assert author_names({"author": authors}) == ["De Vivo DC", "Jong YJ", "WHO"]
    assert author_names({"author": authors[:1], "author_list_complete": False}) == ["De Vivo DC", "et al."]
    assert author_names({"author_list_complete": False}) == []
