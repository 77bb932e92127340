"""Nodes and the artifacts that they stand for: right at once, whatever becomes of an artifact."""

import pytest

from artifacts.domain.graph.looking import find_node
from artifacts.domain.graph.ties import artifacts_of, nodes_of
from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.unmerge import plan_unmerge, unmerge
from artifacts.domain.withdraw import put_back, withdraw
from tests.graphs import connect
from tests.helpers import edit, fresh, make_page, someone

pytestmark = pytest.mark.django_db


def stands_for(name: str) -> str:
    node = find_node(name)
    found = artifacts_of([node]).get(node.pk)
    return found.public_id if found else ""


def known_as(artifact) -> list[str]:
    return [node.label for node in nodes_of(artifact)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Survival-of-neurons-1", {"title": "Survival of neurons 1"}),
        ("genes-smn1", {}),
        ("Genes-SMN1", {}),
        ("NODE:77", {"kg_node_id": "node:77"}),
        ("wiki-genes-smn1", {}),
    ],
)
def test_a_node_stands_for_the_page_of_its_title_its_address_or_its_own_node(name, content):
    connect(f"{name} causes something")
    page = make_page("smn1", **content)

    assert (stands_for(name), known_as(page)) == ("wiki-genes-smn1", [name])
    assert stands_for("something") == ""


def test_the_node_that_a_page_names_itself_comes_before_an_address_and_this_before_a_title():
    connect("genes-smn1 causes SMA")
    titled = make_page("other", title="Genes SMN1")
    assert stands_for("genes-smn1") == titled.public_id

    addressed = make_page("smn1")
    assert (stands_for("genes-smn1"), known_as(titled)) == (addressed.public_id, [])

    named = make_page("third", kg_node_id="genes-smn1")
    assert (stands_for("genes-smn1"), known_as(addressed), known_as(named)) == (named.public_id, [], ["genes-smn1"])


def test_what_readers_do_not_see_ties_nothing():
    connect("SMN1 causes SMA", "NODE:1 causes SMA")
    make_page("smn1", live=False)
    page = make_page("other", title="Other")
    edit(page, kg_node_id="NODE:1")

    assert (stands_for("SMN1"), stands_for("NODE:1")) == ("", "")


def test_a_withdrawal_and_what_takes_it_back_hold_at_once():
    connect("SMN1 causes SMA")
    page = make_page("smn1")

    withdraw(page, by=someone(), reason="Wrong.")
    assert stands_for("SMN1") == ""

    put_back(fresh(page), by=someone(), reason="Right.")
    assert stands_for("SMN1") == page.public_id


def test_a_merge_and_what_takes_it_back_hold_at_once():
    connect("PARKIN causes PD", "Parkin-ligase causes PD", "genes-parkin causes PD")
    source, target = make_page("parkin"), make_page("prkn", title="Parkin ligase")

    done = merge(plan_merge(source, target), by=someone(), why="One gene.")
    assert {stands_for(name) for name in ("PARKIN", "Parkin-ligase", "genes-parkin")} == {target.public_id}
    assert sorted(known_as(fresh(target))) == ["PARKIN", "Parkin-ligase", "genes-parkin"]

    unmerge(plan_unmerge(done), by=someone(), why="Two.")
    assert (stands_for("PARKIN"), known_as(fresh(target))) == (source.public_id, ["Parkin-ligase"])


def test_a_new_title_and_a_new_slug_hold_at_once():
    connect("SMN1 causes SMA", "Telomeric-SMN causes SMA", "genes-smn1 causes SMA", "genes-smnt causes SMA")
    page = make_page("smn1")

    edit(page, title="Telomeric SMN", slug="genes-smnt", live=True)

    assert sorted(known_as(fresh(page))) == ["Telomeric-SMN", "genes-smn1", "genes-smnt"]
