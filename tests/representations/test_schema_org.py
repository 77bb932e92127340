"""Parts as JSON-LD: an article about a thing, or the work itself."""

import pytest

from artifacts.models import Publication
from artifacts.representations.schema_org import schema_org
from tests.helpers import make_hypothesis, make_page, make_reference

pytestmark = pytest.mark.django_db
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
SITE = {"name": "Lab wiki", "url": "https://wiki.example.org/", "license": LICENSE}
URL = "https://wiki.example.org/artifact/x"
DOI = "10.1016/0092-8674(95)90460-3"


def described(artifact, site=SITE) -> dict:
    return schema_org(Publication.objects.get(artifact=artifact).parts, url=URL, site=site)


def test_a_page_is_an_article_about_a_thing_of_its_type():
    work = make_reference(doi=DOI, pmid="7813012")
    page = make_page("smn1", body="It is lost in many people with the disease.[@a]", citations={"a": work.public_id})

    told = described(page)

    assert (told["@type"], told["headline"], told["genre"]) == ("ScholarlyArticle", "SMN1", "gene")
    assert told["about"] == [{"@type": "Gene", "name": "SMN1"}]
    assert (told["version"], told["license"], told["identifier"]) == ("1", LICENSE, "wiki-genes-smn1")
    (cited,) = told["citation"]
    assert cited["name"] == "Identification of a determining gene"
    assert cited["sameAs"] == [f"https://doi.org/{DOI}", "https://pubmed.ncbi.nlm.nih.gov/7813012/"]


@pytest.mark.parametrize(
    ("entity_type", "about"),
    [("disease", "MedicalCondition"), ("therapeutic", "Drug"), ("brain_region", "AnatomicalStructure")],
)
def test_the_type_of_the_thing_follows_the_entity_type(entity_type, about):
    assert described(make_page(entity_type=entity_type))["about"][0]["@type"] == about


def test_an_index_is_about_no_thing():
    assert "about" not in described(make_page(entity_type="index"))


def test_a_hypothesis_is_about_its_target_genes():
    assert described(make_hypothesis(target_genes=["SMN1", "SMN2"]))["about"] == [
        {"@type": "Gene", "name": "SMN1"},
        {"@type": "Gene", "name": "SMN2"},
    ]


def test_a_reference_is_the_work_itself_and_not_under_our_licence():
    told = described(make_reference(doi=DOI))

    assert (told["@type"], told["name"]) == ("ScholarlyArticle", "Identification of a determining gene")
    assert [author["name"] for author in told["author"]] == ["Lefebvre S", "Bürglen L"]
    assert (told["datePublished"], told["volumeNumber"], told["pagination"]) == ("1995-01-13", "80", "155-165")
    assert told["isPartOf"] == {"@type": "Periodical", "name": "Cell"}
    assert "license" not in told


def test_what_is_not_known_is_not_told():
    told = described(make_page(body=""), site={**SITE, "license": ""})

    assert {"abstract", "license", "lastReviewed", "citation"} & set(told) == set()
