"""Highwire tags: what Zotero takes of a page, and of the work that a record is of."""

import pytest

from artifacts.models import Publication
from artifacts.representations.highwire import citation_tags
from tests.helpers import make_page, make_reference

pytestmark = pytest.mark.django_db
URL = "https://wiki.example.org/artifact/x"


def tags(artifact) -> list[tuple[str, str]]:
    return citation_tags(Publication.objects.get(artifact=artifact).parts, url=URL)


def test_a_record_gives_the_work_in_the_order_of_its_authors():
    assert tags(make_reference(doi="10.1016/0092-8674(95)90460-3", pmid="7813012")) == [
        ("citation_title", "Identification of a determining gene"),
        ("citation_author", "Lefebvre, Suzie"),
        ("citation_author", "Bürglen, Lydie"),
        ("citation_publication_date", "1995/01/13"),
        ("citation_journal_title", "Cell"),
        ("citation_volume", "80"),
        ("citation_firstpage", "155"),
        ("citation_lastpage", "165"),
        ("citation_doi", "10.1016/0092-8674(95)90460-3"),
        ("citation_pmid", "7813012"),
        ("citation_public_url", URL),
    ]


@pytest.mark.parametrize(
    ("csl", "tag"),
    [
        ({"type": "chapter", "container-title": "A book"}, ("citation_inbook_title", "A book")),
        ({"type": "paper-conference", "container-title": "A meeting"}, ("citation_conference_title", "A meeting")),
        ({"type": "thesis", "publisher": "A school"}, ("citation_dissertation_institution", "A school")),
        ({"type": "book", "publisher": "A press"}, ("citation_publisher", "A press")),
    ],
)
def test_the_container_is_told_by_the_type_of_the_work(csl, tag):
    assert tag in tags(make_reference(csl=csl))


def test_a_page_is_taken_at_its_revision():
    told = dict(tags(make_page("smn1")))

    assert told["citation_title"] == "SMN1 (revision 1)"
    assert "citation_journal_title" not in told
