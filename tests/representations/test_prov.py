"""Provenance: what is written is read by libraries of others, and holds the same statements in both forms."""

import io

import pytest
from prov.model import ProvDocument
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import PROV, RDF, RDFS

from artifacts.representations.prov import Link, Thing, address_of, write_prov_json, write_turtle

SITE = "https://wiki.example.org"
X = f"{SITE}/artifact/wiki-x"
AT = "2026-04-01T12:00:00+00:00"
ODD = 'A "title"\\ with\nlines\u2028, tabs\t and ünï'
STATEMENTS = [
    Thing("agent", f"{SITE}/#person:edith", "Edith"),
    Thing("activity", address_of(SITE, "/#import:", "dump <1> 100%"), ODD, "from a dump", AT),
    Link("wasAssociatedWith", address_of(SITE, "/#import:", "dump <1> 100%"), f"{SITE}/#person:edith"),
    Thing("entity", X, ODD),
    Thing("entity", f"{X}/r/1", "revision 1"),
    Link("specializationOf", f"{X}/r/1", X),
    Link("wasGeneratedBy", f"{X}/r/1", "", AT),
    Link("wasRevisionOf", f"{X}/r/2", f"{X}/r/1"),
    Link("importedFrom", X, "https://elsewhere.example.org/x"),
]


def written(write) -> str:
    file = io.StringIO()
    assert write(STATEMENTS, file, SITE) == len(STATEMENTS)
    return file.getvalue()


def test_turtle_is_read_by_rdflib():
    graph = Graph().parse(data=written(write_turtle), format="turtle")

    own = Namespace(f"{SITE}/#")
    assert graph.value(URIRef(X), RDFS.label) == Literal(ODD)
    assert (URIRef(f"{X}/r/2"), PROV.wasRevisionOf, URIRef(f"{X}/r/1")) in graph
    assert graph.value(URIRef(f"{X}/r/1"), PROV.generatedAtTime).toPython().isoformat() == AT
    assert graph.value(URIRef(X), own.importedFrom) == URIRef("https://elsewhere.example.org/x")
    assert {str(kind) for kind in graph.objects(predicate=RDF.type)} == {
        str(PROV[kind]) for kind in ("Agent", "Activity", "Entity")
    }


def test_prov_json_is_read_by_prov_itself():
    document = ProvDocument.deserialize(content=written(write_prov_json))

    told = document.get_provn()
    assert len(document.records) == len(STATEMENTS)
    assert "wasDerivedFrom(site:artifact/wiki-x/r/2, site:artifact/wiki-x/r/1" in told
    assert "[prov:type='prov:Revision']" in told
    assert document.get_record(document.valid_qualified_name("site:artifact/wiki-x"))[0].label == ODD


@pytest.mark.parametrize("write", [write_turtle, write_prov_json])
def test_nothing_to_tell_is_a_whole_file(write):
    file = io.StringIO()

    assert write([], file, SITE) == 0

    if write is write_turtle:
        assert len(Graph().parse(data=file.getvalue(), format="turtle")) == 0
    else:
        assert ProvDocument.deserialize(content=file.getvalue()).records == []
