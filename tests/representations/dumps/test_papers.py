"""Papers of a dump."""

import pytest

from artifacts.errors import ContentError
from artifacts.representations.dumps import paper
from artifacts.representations.dumps.references import Works
from tests.representations.dumps.files import of_row

ROW = {
    "id": "paper-29091570",
    "pmid": 29091570,
    "doi": "10.1056/NEJMoa1702752",
    "title": "Nusinersen versus Sham Control",
    "authors": '["Finkel RS", "Mercuri E"]',
    "journal": "N Engl J Med",
    "year": 2017,
    "abstract": "A trial.",
    "citation_count": 900,
    "mesh_terms": "['SMA', 'Oligonucleotides']",
}


def test_a_paper_is_the_reference_that_pages_share():
    found = paper(of_row("paper", ROW))

    assert found.public_id == Works({"finkel2017": {"doi": "10.1056/nejmoa1702752"}}).works[0].public_id
    assert found.addresses == ["paper-29091570"]
    assert found.content["pmid"] == "29091570"
    assert found.content["csl"]["author"] == [
        {"family": "Finkel", "given": "R S"},
        {"family": "Mercuri", "given": "E"},
    ]
    assert found.content["metadata"] == {
        "paper_id": "paper-29091570",
        "citation_count": 900,
        "mesh_terms": ["SMA", "Oligonucleotides"],
    }


def test_a_bare_number_is_no_address():
    assert paper(of_row("paper", {**ROW, "id": 17})).addresses == []


def test_an_artifact_without_its_row_tells_of_the_paper_in_its_metadata():
    metadata = {"pmid": "29091570", "journal": "N Engl J Med"}
    artifact = of_row("artifact", {"id": "paper-1", "artifact_type": "paper", "title": "Trial", "metadata": metadata})

    found = paper(None, [artifact])

    assert (found.content["csl"]["title"], found.content["pmid"], found.addresses) == ("Trial", "29091570", ["paper-1"])


def test_a_row_that_tells_of_no_work_is_refused():
    with pytest.raises(ContentError, match="The paper has no title, no identifier and no authors."):
        paper(of_row("paper", {"id": "p-1", "year": 2020}))
