"""A node found by its name, and what stands around it, within limits."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.domain.graph import looking
from artifacts.domain.graph.looking import around, edge_counts, examples, find_node, relations_at, suggest_nodes
from tests.graphs import connect
from tests.helpers import make_page

pytestmark = pytest.mark.django_db


def suggested(name: str) -> list[tuple[str, int]]:
    return [(node.label, count) for node, count in suggest_nodes(name)]


def test_a_node_is_found_in_any_spelling():
    connect("TDP-43 binds RNA")

    assert (find_node("tdp 43").label, find_node("tdp"), find_node(" ")) == ("TDP-43", None, None)


def test_names_that_hold_each_word_are_suggested_the_shortest_first():
    connect("SMN causes A", "SMN causes B", "SMN-complex causes A", "exon-7-of-SMN2 causes A", "A causes B")

    assert suggested("smn") == [("SMN", 2), ("SMN-complex", 1), ("exon-7-of-SMN2", 1)]
    assert suggested("smn exon") == [("exon-7-of-SMN2", 1)]
    assert suggested("smn-complxe") == [("SMN-complex", 1)]
    assert (suggested("100%"), suggested("_"), suggested("")) == ([], [], [])


def test_around_a_node_stand_the_surest_edges_both_ways():
    connect("A binds B 0.5", "C binds A 0.9", "A heals D", "B binds C 0.3", "B binds E 0.9")
    node = find_node("A")

    found = around([node.pk], between=True)

    seen = [(one.other.label, one.edge.relation, one.there, one.edge.confidence) for one in found.seen]
    assert seen == [("C", "binds", False, 0.9), ("B", "binds", True, 0.5), ("D", "heals", True, None)]
    assert (found.total, found.others, found.left_out) == (3, 3, 0)
    assert [(edge.subject.label, edge.object.label) for edge in found.between] == [("B", "C")]
    assert (relations_at([node.pk]), edge_counts([node.pk])) == ([("binds", 2), ("heals", 1)], {node.pk: 3})


def test_it_is_narrowed_by_relation_and_confidence():
    connect("A binds B 0.5", "A binds C 0.9", "A heals D 0.9", "A heals E")
    node = find_node("A")

    assert [edge.object.label for edge in around([node.pk], relation="heals").edges] == ["D", "E"]
    assert [edge.object.label for edge in around([node.pk], relation="binds", least=0.6).edges] == ["C"]
    assert around([node.pk], relation="unknown").edges == []


def test_of_a_hub_a_number_of_nodes_is_shown_and_the_rest_counted():
    connect(*(f"hub binds n{n} 0.{n:02}" for n in range(10, 30)), "n29 heals hub 0.01", "hub binds hub 0.99")
    node = find_node("hub")

    found = around([node.pk], most=5)

    assert [one.label for one in found.shown] == ["n29", "n28", "n27", "n26", "n25"]
    assert (found.total, found.others, found.left_out, len(found.edges)) == (22, 20, 15, 7)


def test_nodes_that_are_one_thing_have_their_edges_together():
    connect("SMN1 causes SMA", "genes-smn1 causes SMA", "SMN1 is genes-smn1")
    pks = [find_node(name).pk for name in ("SMN1", "genes-smn1")]

    found = around(pks)

    assert (found.total, found.others, [node.label for node in found.shown]) == (3, 1, ["SMA"])


def test_examples_are_the_nodes_that_most_new_edges_name():
    connect("A binds B", "A binds C", "A binds D", "B binds C")

    assert [(node.label, count) for node, count in examples(2)] == [("A", 3), ("B", 2)]


def test_it_takes_as_many_queries_for_three_neighbours_as_for_one():
    for name in "ABC":
        make_page(name.lower(), title=name)
    connect("one binds A", "three binds A", "three binds B", "three binds C")

    def queries(name: str) -> int:
        node = find_node(name)
        with CaptureQueriesContext(connection) as captured:
            assert all(other.artifact for other in around([node.pk], between=True).shown)
        return len(captured)

    assert queries("three") == queries("one") <= 11


def test_edges_between_nodes_are_sought_among_a_limited_number(monkeypatch):
    monkeypatch.setattr(looking, "MOST_BETWEEN", 2)
    connect("A binds B 0.9", "A binds C 0.8", "A binds D 0.7", "B binds C", "C binds D")

    assert len(around([find_node("A").pk], between=True).between) == 1
