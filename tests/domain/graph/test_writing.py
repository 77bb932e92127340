"""Edges written in bulk: once each, with the highest confidence, and out again with the batch that brought them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.domain.graph import forget_edges, write_edges
from artifacts.domain.graph.standing import has_edges
from artifacts.errors import ContentError
from artifacts.models import GraphEdge, GraphNode, GraphRating, GraphRelation, GraphSource
from tests.graphs import batch, connect, edge

pytestmark = pytest.mark.django_db


def stored() -> set[tuple]:
    rows = GraphEdge.objects.values_list(
        *("subject__label", "relation__name", "object__label", "source__name", "confidence", "batch__name")
    )
    return set(rows)


def test_an_edge_stands_as_it_was_given():
    counts = connect("SMN1 encodes SMN-protein 0.9 PMID:1", "SMN1 causes SMA")

    assert counts == {"new": 2, "unchanged": 0, "raised": 0}
    assert stored() == {
        ("SMN1", "encodes", "SMN-protein", "PMID:1", 0.9, "graph"),
        ("SMN1", "causes", "SMA", "", None, "graph"),
    }
    assert has_edges()


def test_rows_of_a_file_are_written_as_they_are():
    row = {"subject": "TDP-43", "relation": "binds", "object": "RNA", "source": None, "confidence": "0.25"}

    assert write_edges([row, {**row, "subject": "TDP 43"}], batch()) == {"new": 1, "unchanged": 1, "raised": 0}
    assert stored() == {("TDP-43", "binds", "RNA", "", 0.25, "graph")}


def test_the_same_again_is_no_second_one():
    told = ("SMN1 encodes SMN-protein 0.9 PMID:1", "smn1 encodes SMN-Protein 0.9 PMID:1", "SMN1 causes SMA")
    connect(*told)
    before = stored()

    assert connect(*told, by="later") == {"new": 0, "unchanged": 3, "raised": 0}
    assert stored() == before


def test_each_source_keeps_its_edge_and_the_other_way_is_another():
    connect("A binds B 0.5 one", "A binds B 0.6 two", "B binds A 0.7 one", "A inhibits B 0.5 one")

    assert GraphEdge.objects.count() == 4


def test_the_highest_confidence_counts_and_none_is_lower_than_any():
    connect("A binds B 0.5", "C binds D", "E binds F 0.9")

    assert connect("A binds B 0.7", "A binds B 0.6", "C binds D 0.1", "E binds F 0.2") == {
        "new": 0,
        "unchanged": 2,
        "raised": 2,
    }
    assert {(row[0], row[4]) for row in stored()} == {("A", 0.7), ("C", 0.1), ("E", 0.9)}
    assert not GraphRating.objects.exists()


def test_what_is_no_edge_is_refused_and_the_chunk_leaves_nothing():
    with pytest.raises(ContentError):
        write_edges([edge("A binds B"), {"subject": "A"}], batch())

    assert not GraphNode.objects.exists()


def test_a_batch_is_taken_out_with_all_that_it_brought():
    connect("A binds B 0.5 one")
    before = stored()
    connect("A binds B 0.5 two", "A heals C 0.5 three", by="later")

    assert forget_edges(batch("later")) == {"removed": 2, "kept": 0}
    assert stored() == before
    names = [set(model.objects.values_list("name", flat=True)) for model in (GraphRelation, GraphSource)]
    assert (set(GraphNode.objects.values_list("label", flat=True)), *names) == ({"A", "B"}, {"binds"}, {"one"})


def test_the_last_batch_leaves_an_empty_graph():
    connect("A binds B")

    forget_edges(batch())

    assert (stored(), has_edges()) == (set(), False)


@pytest.mark.parametrize(
    ("forgotten", "left"),
    [
        (["second"], (0.7, "first")),
        (["third"], (0.6, "first")),
        (["first"], (0.7, "second")),
        (["second", "third"], (0.5, "first")),
        (["first", "third"], (0.6, "second")),
        (["first", "second"], (0.7, "third")),
    ],
)
def test_of_batches_that_rate_an_edge_differently_any_can_be_taken_back(forgotten, left):
    for name, confidence in (("first", 0.5), ("second", 0.6), ("third", 0.7)):
        connect(f"A binds B {confidence}", by=name)

    for name in forgotten:
        assert forget_edges(batch(name)) == {"removed": 0, "kept": 1}

    assert {row[4:] for row in stored()} == {left}
    # What one batch alone says needs no note.
    assert GraphRating.objects.exists() == (len(forgotten) == 1)


def test_a_chunk_takes_as_many_queries_for_many_edges_as_for_one():
    connect("A binds B")

    def queries(told) -> int:
        with CaptureQueriesContext(connection) as captured:
            connect(*told, by=f"of {len(told)}")
        return len(captured)

    assert queries([f"A{n} binds B{n}" for n in range(100)]) == queries(["X binds Y"])
