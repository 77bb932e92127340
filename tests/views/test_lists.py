"""Lists: as many queries for three entries as for one, in pages, in order, and only what everybody may see."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.domain.withdraw import withdraw
from artifacts.views import browse, lists
from tests.helpers import edit, make_analysis, make_hypothesis, make_page, make_reference

pytestmark = pytest.mark.django_db


def titles(client, path: str) -> list[str]:
    """The titles that a list shows, in its order."""
    return [entry["title"] for entry in client.get(path).context["entries"]]


def make_more(numbers) -> None:
    for n in numbers:
        make_page(f"smn{n}", title=f"SMN {n}", body="[[genes-target]]")
        make_hypothesis(f"h-{n}", title=f"Idea {n}", scores={"novelty": n / 10})
        make_analysis(f"SDA-{n}", title=f"Question {n}")
        make_reference(f"work{n}", csl={"title": f"Work {n}"})


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/browse/gene", "/browse/hypothesis", "/browse/analysis", "/browse/reference", "/exchange", "/recent"),
        *("/artifact/wiki-genes-target/links", "/artifact/wiki-genes-smn1/history"),
    ],
)
def test_a_list_takes_as_many_queries_for_three_entries_as_for_one(path, client):
    def queries() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    make_page("target")
    make_more([1])
    few = queries()
    make_more([2, 3])

    assert queries() == few


def test_home_counts_what_can_be_browsed(client):
    make_more([1, 2])
    make_page("als", category="diseases", entity_type="disease", title="ALS")
    make_page("unseen", live=False)

    context = client.get("/").context

    assert [(entry["slug"], entry["count"]) for entry in context["types"]] == [("gene", 2), ("disease", 1)]
    assert [(entry["slug"], entry["count"]) for entry in context["kinds"]] == [
        *(("hypothesis", 2), ("analysis", 2), ("reference", 2))
    ]
    assert context["pages"] == 3
    assert titles(client, "/") == ["ALS", "SMN 2", "SMN 1"]
    assert [entry["title"] for entry in context["hypotheses"]] == ["Idea 2", "Idea 1"]


def test_home_names_each_page_once_however_often_it_was_published_and_nothing_withdrawn(client, administrator):
    page, other, gone = make_page("a", title="A"), make_page("b", title="B"), make_page("c", title="C")
    for n in range(3):
        edit(page, body=f"Text {n}.", live=True)
    withdraw(gone, by=administrator, reason="wrong")

    assert titles(client, "/") == ["A", other.row.title]


def test_an_empty_site_has_a_home_and_lists(client):
    paths = ["/", "/browse/gene", "/exchange", "/recent", "/search?q=smn"]

    assert {client.get(path).status_code for path in paths} == {200}
    assert "Nothing is published yet." in client.get("/").content.decode()


def test_a_type_is_browsed_by_title(client):
    for name in ("b", "c", "a"):
        make_page(name, title=name)
    make_page("d", entity_type="disease")

    assert titles(client, "/browse/gene") == ["a", "b", "c"]


def test_hypotheses_stand_by_score_and_those_without_one_last(client):
    for name, scores in (("h-1", {"novelty": 0.2}), ("h-2", {}), ("h-3", {"novelty": 0.9})):
        make_hypothesis(name, title=name, scores=scores)

    assert titles(client, "/exchange") == ["h-3", "h-1", "h-2"]


def test_what_was_published_last_is_the_most_recent(client):
    make_page("b", title="First")
    make_hypothesis(title="Second")

    assert titles(client, "/recent") == ["Second", "First"]


def test_long_lists_come_in_pages(client, monkeypatch):
    monkeypatch.setattr(lists, "PER_PAGE", 2)
    monkeypatch.setattr(browse, "PER_INDEX", 2)
    make_more([1, 2, 3])

    assert [titles(client, f"/browse/gene?page={n}") for n in ("1", "2", "9", "x", "-1", "")] == [
        *(["SMN 1", "SMN 2"], ["SMN 3"], ["SMN 3"], ["SMN 1", "SMN 2"], ["SMN 3"], ["SMN 1", "SMN 2"])
    ]


def test_links_name_what_shows_an_artifact(client):
    reference, hypothesis = make_reference(), make_hypothesis()
    make_page("b", title="B", body="[@a]", citations={"a": reference.public_id})
    make_page("a", title="A", relations=[{"to": hypothesis.public_id}], body="[[genes-b]]")

    assert titles(client, "/artifact/ref-lefebvre1995/links") == ["B"]
    assert titles(client, "/artifact/h-0badcafe/links") == ["A"]
    assert titles(client, "/artifact/wiki-genes-b/links") == ["A"]
