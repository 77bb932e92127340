"""`export_references`, `export_provenance` and `export_pages`: all or a selection, to what is new."""

import json

import pytest
from django.core.management import CommandError, call_command
from prov.model import ProvDocument
from rdflib import Graph, URIRef
from rdflib.namespace import PROV

from artifacts.representations.prov import WRITERS
from tests.archives import make_history
from tests.helpers import make_hypothesis, make_page, make_reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def library():
    """Two pages and a hypothesis, each with a work of its own."""
    works = [make_reference(name, csl={"title": f"Work {name}"}) for name in ("a", "b", "c")]
    make_page("smn1", body="It binds.[@x]", citations={"x": works[0].public_id})
    make_page("smn2", body="It binds.[@x]", citations={"x": works[1].public_id})
    evidence = [{"stance": "for", "claim": "It is.", "reference": works[2].public_id}]
    make_hypothesis(evidence=evidence)


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ([], ["ref-a", "ref-b", "ref-c"]),
        (["--only", "genes-smn1"], ["ref-a"]),
        (["--type", "gene"], ["ref-a", "ref-b"]),
        (["--only", "h-0badcafe", "ref-b"], ["ref-b", "ref-c"]),
    ],
)
def test_the_works_of_a_selection_are_those_that_it_cites(library, tmp_path, asked, ids):
    call_command("export_references", tmp_path / "works.json", *asked)

    assert [work["id"] for work in json.loads((tmp_path / "works.json").read_text())] == ids


@pytest.mark.parametrize(("name", "beginning"), [("works.bib", "@article{ref-a,"), ("works.ris", "TY  - JOUR")])
def test_the_ending_of_the_name_is_the_format(library, tmp_path, name, beginning):
    call_command("export_references", tmp_path / name)

    assert (tmp_path / name).read_text().count(beginning[:4]) >= 3
    assert (tmp_path / name).read_text().startswith(beginning)


def test_pages_come_with_what_they_cite(library, tmp_path, capsys):
    call_command("export_pages", tmp_path / "out", "--only", "genes-smn1")

    names = [str(file.relative_to(tmp_path / "out")) for file in sorted((tmp_path / "out").rglob("*.*"))]
    assert names == ["pages/genes-smn1.md", "references.json"]
    assert capsys.readouterr().out == f"Exported 2 artifacts to {tmp_path / 'out'}.\n"


@pytest.mark.parametrize(
    ("command", "name", "sentence"),
    [
        ("export_references", "works.docx", "must end in .bib or .ris or .json"),
        ("export_provenance", "all.xml", "must end in .ttl or .json"),
        ("export_references", "taken.bib", "exists: name another"),
    ],
)
def test_a_file_of_no_format_or_that_is_there_is_refused(tmp_path, command, name, sentence):
    (tmp_path / "taken.bib").write_text("mine")

    with pytest.raises(CommandError, match=sentence):
        call_command(command, tmp_path / name)

    assert (tmp_path / "taken.bib").read_text() == "mine"


@pytest.mark.parametrize("asked", [["--only", "genes-none"], ["--type", "spell"]])
def test_a_selection_of_nothing_that_is_there_is_refused(tmp_path, asked):
    with pytest.raises(CommandError, match="Nothing has the name 'genes-none'|'spell' is no type"):
        call_command("export_corpus", tmp_path / "out", *asked)

    assert not (tmp_path / "out").exists()


def test_provenance_tells_of_revisions_imports_merges_and_edges_in_both_forms(tmp_path):
    make_history()
    for ending in WRITERS:
        call_command("export_provenance", tmp_path / f"all.{ending}")

    graph = Graph().parse(tmp_path / "all.ttl")
    document = ProvDocument.deserialize(tmp_path / "all.json")
    htt = URIRef("https://wiki.example.org/artifact/wiki-genes-htt")
    first = URIRef(f"{htt}/r/1")
    assert (first, PROV.specializationOf, htt) in graph
    assert str(graph.value(first, PROV.wasGeneratedBy)).startswith("https://wiki.example.org/#import:dump%20")
    assert (htt, PROV.wasDerivedFrom, URIRef("https://wiki.example.org/#entity:elsewhere")) in graph
    twin = URIRef("https://wiki.example.org/artifact/ref-B")
    assert (twin, PROV.alternateOf, URIRef("https://wiki.example.org/artifact/ref-a")) in graph
    entities = {str(subject) for subject in graph.subjects(predicate=PROV.wasAttributedTo)}
    assert {str(record.identifier.uri) for record in document.records if record.identifier} >= entities
    assert "edith@example.org" not in (tmp_path / "all.ttl").read_text()
