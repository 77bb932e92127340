"""Works that are cited by id or identifier, and works that are not published yet."""

import pytest

from tests.helpers import edit, make_analysis, make_hypothesis, make_page, make_reference

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["PMID:29091570", "ref-lefebvre1995"])
@pytest.mark.parametrize(
    "make",
    [
        lambda text: make_page("smn1", body=text),
        lambda text: make_hypothesis(statement=text),
        lambda text: make_analysis(summary=text),
    ],
)
def test_a_revision_shows_the_work_that_it_cited_by_name(client, make, key):
    make_reference("lefebvre1995", pmid="29091570")
    artifact = make(f"It is so.[@{key}]")

    old = client.get(f"/artifact/{artifact.public_id}/r/1").content.decode()

    assert artifact.revisions.get().version is not None
    assert "Identification of a determining gene" in old
    assert "unresolved" not in old


def test_a_revision_keeps_the_work_as_it_was(client):
    work = make_reference("lefebvre1995", pmid="29091570")
    make_page("smn1", body="It is so.[@PMID:29091570]")
    edit(work, csl={"title": "Another title"}, live=True)

    assert "Identification of a determining gene" in client.get("/artifact/wiki-genes-smn1/r/1").content.decode()


def test_a_named_work_that_is_not_published_is_told_as_such(client):
    work = make_reference("lefebvre1995", live=False)
    make_page("smn1", body="It is so.[@a1995][@b1996]", citations={"a1995": work.public_id})

    page = client.get("/artifact/wiki-genes-smn1").content.decode()

    assert page.count("its reference is not published yet") == 1
    assert page.count("no reference is given for this key yet") == 1


def test_what_a_record_names_itself_is_the_references():
    work = make_reference("finkel2017", csl={"DOI": "https://doi.org/10.1056/NEJMoa1702752", "PMID": "29091570"})

    assert (work.row.doi, work.row.pmid) == ("10.1056/nejmoa1702752", "29091570")
