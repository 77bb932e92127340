"""Paths between two nodes: the shortest, either way along an edge, and never more work than is allowed."""

import pytest

from artifacts.domain.graph import paths
from artifacts.domain.graph.looking import find_node
from artifacts.domain.graph.paths import find_paths
from tests.graphs import connect

pytestmark = pytest.mark.django_db


def walked(start: str, end: str, **narrowed) -> list[str]:
    """The nodes of each path in a row."""
    found = find_paths(find_node(start).pk, find_node(end).pk, **narrowed)
    told = []
    for steps in found.steps:
        nodes = [find_node(start).label]
        for edge in steps:
            nodes += [({edge.subject.label, edge.object.label} - {nodes[-1]}).pop()]
        told.append(" ".join(nodes))
    return told


def test_the_shortest_paths_are_found_whichever_way_edges_lead():
    connect("A binds B", "C binds B", "C binds D", "A binds X", "X binds D", "A binds Y", "D binds Y", "Z binds Z")

    assert walked("A", "D") == ["A X D", "A Y D"]
    assert walked("D", "B") == ["D C B"]
    assert walked("A", "B") == ["A B"]


def test_each_step_is_its_surest_edge():
    connect("A binds B 0.2", "B heals A 0.9 PMID:1", "B binds C")
    steps = find_paths(find_node("A").pk, find_node("C").pk).steps[0]

    assert [(edge.relation, edge.confidence) for edge in steps] == [("heals", 0.9), ("binds", None)]


def test_a_least_confidence_leads_another_way():
    connect("A binds D 0.2", "A binds B 0.8", "B binds D 0.9")

    assert (walked("A", "D"), walked("A", "D", least=0.5), walked("A", "D", least=0.85)) == (["A D"], ["A B D"], [])


def test_longer_than_six_steps_is_no_path():
    connect(*(f"n{n} binds n{n + 1}" for n in range(7)))

    assert (walked("n0", "n6"), walked("n0", "n7")) == (["n0 n1 n2 n3 n4 n5 n6"], [])


def test_of_many_paths_five_are_told():
    connect(*(f"A binds n{n}" for n in range(9)), *(f"n{n} binds B" for n in range(9)))

    assert len(walked("A", "B")) == 5


def test_a_hub_is_gone_on_from_last(monkeypatch):
    monkeypatch.setattr(paths, "MOST_READ", 20)
    connect(*(f"hub binds n{n}" for n in range(40)), "n39 binds Z", "Z binds Y")

    assert walked("hub", "Y") == ["hub n39 Z Y"]


def test_it_gives_up_where_there_is_too_much_to_read(monkeypatch):
    monkeypatch.setattr(paths, "MOST_READ", 10)
    connect(*(f"{hub} binds {hub}{n}" for hub in "AB" for n in range(20)), "A19 is X", "B19 is X")

    found = find_paths(find_node("A").pk, find_node("B").pk)

    assert (found.steps, found.given_up) == ([], True)


def test_two_nodes_that_nothing_joins_have_no_path():
    connect("A binds B", "C binds D")
    found = find_paths(find_node("A").pk, find_node("C").pk)

    assert (found.steps, found.given_up) == ([], False)
