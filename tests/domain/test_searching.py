"""Searching a list: what finds a page or a work, and which of them stands first."""

import pytest

from artifacts.domain.searching import rank_of, search
from artifacts.models import Reference, WikiPage
from tests.helpers import edit, make_page, make_reference

pytestmark = pytest.mark.django_db


def titles(term: str, **options) -> list[str]:
    found = search(WikiPage.objects.all(), "page", term, **options).order_by(rank_of(term), "title")
    return [page.title for page in found]


@pytest.fixture
def pages():
    work = make_reference(doi="10.1016/0092-8674(95)90460-3", pmid="7813012")
    make_page("cites", title="Cites", body="[@lefebvre1995]", citations={"lefebvre1995": work.public_id})
    make_page("by-itself", title="By itself", body="[@PMID:7813012]")
    edit(make_page("old-name", title="Renamed"), slug="genes-new-name")
    make_page("other", title="Other", body="The word is Gephyrin.")


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("other", ["Other"]),
        ("genes-old-name", ["Renamed"]),
        ("/genes/new-name", ["Renamed"]),
        ("https://wiki.example.org/artifact/wiki-genes-other", ["Other"]),
        ("lefebvre1995", ["Cites"]),
        ("[@lefebvre1995]", ["Cites"]),
        ("PMID: 07813012", ["By itself", "Cites"]),
        ("https://pubmed.ncbi.nlm.nih.gov/7813012/", ["By itself", "Cites"]),
        ("doi:10.1016/0092-8674(95)90460-3", ["Cites"]),
        ("https://doi.org/10.1016/0092-8674(95)90460-3", ["Cites"]),
        ("Gephyrin", []),
        ("\x00", ["By itself", "Cites", "Other", "Renamed"]),
        ("x" * 5000, []),
        ("%", []),
    ],
)
def test_a_page_is_found_by_title_address_citekey_and_what_it_cites(term, found, pages):
    assert titles(term) == found


def test_texts_are_searched_where_that_is_asked(pages):
    assert titles("gephyrin", in_text=True) == ["Other"]


def test_the_title_itself_stands_first_then_those_that_begin_so():
    for name, title in (("a", "All of tau"), ("b", "Tau tangles"), ("c", "Tau"), ("tau-kinase", "Kinase")):
        make_page(name, title=title)

    assert titles("tau") == ["Tau", "Tau tangles", "All of tau", "Kinase"]


@pytest.mark.parametrize(
    "term", ["lefebvre", "Bürglen determining", "BÜRGLEN", "7813012", "PMID:7813012", "ref-lefebvre"]
)
def test_a_work_is_found_by_title_author_identifier_and_id(term):
    make_reference("other", csl={"title": "Another", "author": [{"family": "Nobody"}]})
    work = make_reference(pmid="7813012")

    assert [row.pk for row in search(Reference.objects.all(), "reference", term)] == [work.pk]
