"""Browsing by letter: natural order, a count for each letter, pages within one, and names in full in an index."""

import re

import pytest

from artifacts.domain.withdraw import withdraw
from artifacts.views import browse, lists
from tests.helpers import make_hypothesis, make_page

pytestmark = pytest.mark.django_db


def titles(client, path: str) -> list[str]:
    return [entry["title"] for entry in client.get(path).context["entries"]]


def make_pages(*names: str, **content) -> None:
    for n, name in enumerate(names):
        make_page(f"p{n}", title=name, entity_type="mechanism", **content)


def test_titles_stand_in_natural_order_whatever_their_case_and_other_signs_last(client):
    make_pages("SMN10", "α-synuclein", "smn2", "Élan", "elanine", "14-3-3", "APP")

    assert titles(client, "/browse/mechanism") == ["APP", "Élan", "elanine", "smn2", "SMN10", "14-3-3", "α-synuclein"]


def test_each_letter_has_a_count_and_a_list_of_its_own(client):
    make_pages("SMN1", "smn2", "Éclair", "7SK", "α", "神経")

    letters = client.get("/browse/mechanism").context["letters"]

    assert {row["initial"]: row["count"] for row in letters if row["count"]} == {"E": 1, "S": 2, "0-9": 1, "other": 2}
    assert titles(client, "/browse/mechanism?letter=S") == ["SMN1", "smn2"]
    assert titles(client, "/browse/mechanism?letter=E") == ["Éclair"]
    assert titles(client, "/browse/mechanism?letter=0-9") == ["7SK"]
    assert titles(client, "/browse/mechanism?letter=other") == ["α", "神経"]
    assert "6 entries" in client.get("/browse/mechanism").content.decode()
    assert "2 of 6 entries" in client.get("/browse/mechanism?letter=S").content.decode()


def test_a_letter_without_entries_says_so_and_an_unknown_one_is_not_found(client):
    make_pages("APP")

    assert "Nothing of this kind begins so." in client.get("/browse/mechanism?letter=Q").content.decode()
    assert [client.get(f"/browse/mechanism?letter={letter}").status_code for letter in ("a", "Ä", "AB")] == [404] * 3
    assert client.get("/browse/planet").status_code == 404


def test_pages_follow_one_another_across_letters_and_within_one(client, monkeypatch):
    monkeypatch.setattr(lists, "PER_PAGE", 3)
    make_pages("B1", "A2", "A10", "C", "B2", "A1", "B3")

    assert [titles(client, f"/browse/mechanism?page={n}") for n in (1, 2, 3)] == [
        *(["A1", "A2", "A10"], ["B1", "B2", "B3"], ["C"])
    ]
    monkeypatch.setattr(lists, "PER_PAGE", 2)
    assert [titles(client, f"/browse/mechanism?letter=B&page={n}") for n in (1, 2)] == [["B1", "B2"], ["B3"]]
    assert re.findall(r'rel="next" href="([^"]*)"', client.get("/browse/mechanism?letter=B").content.decode()) == [
        "?letter=B&amp;page=2"
    ]


def test_genes_are_an_index_of_symbols_with_the_name_in_full(client):
    make_page("smn2", title="SMN2", infobox=[{"label": "**Full name**", "value": "survival of *motor* neuron <2>"}])
    make_page("app", title="APP", infobox=[{"label": "Name", "value": "app"}])

    (app, smn2) = client.get("/browse/gene").context["entries"]

    assert (app["name"], smn2["name"]) == ("", "survival of motor neuron <2>")
    assert browse.full_name(None) == ""


def test_what_is_withdrawn_or_a_draft_is_neither_listed_nor_counted(client, administrator):
    make_pages("A")
    make_page("draft", title="Draft", entity_type="mechanism", live=False)
    withdraw(make_page("gone", title="Gone", entity_type="mechanism"), by=administrator, reason="wrong")

    context = client.get("/browse/mechanism").context

    assert (context["total"], [entry["title"] for entry in context["entries"]]) == (1, ["A"])


def test_hypotheses_are_browsed_by_letter_too(client):
    make_hypothesis("h-1", title="B")
    make_hypothesis("h-2", title="A")

    assert titles(client, "/browse/hypothesis") == ["A", "B"]
