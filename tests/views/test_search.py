"""Search as readers meet it: what is shown, how it can be narrowed down, and where an exact address leads."""

import json
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.domain.search import finding
from artifacts.domain.withdraw import withdraw
from artifacts.views import missing
from tests.helpers import make_analysis, make_hypothesis, make_page, make_reference, someone

pytestmark = pytest.mark.django_db


def titles(client, path: str, **query) -> list[str]:
    return [entry["title"] for entry in client.get(path, query or None).context["entries"]]


def queries(client, path: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code in (200, 404)
    return len(captured)


def make_more(numbers) -> None:
    for n in numbers:
        make_page(f"smn{n}", title=f"SMN {n}", body="It grows.")
        make_hypothesis(f"h-{n}", title=f"SMN idea {n}")
        make_analysis(f"SDA-{n}", title=f"SMN question {n}")
        make_reference(f"work{n}", csl={"title": f"SMN work {n}"})


@pytest.mark.parametrize("path", ["/search?q=smn", "/search?q=grows", "/search/suggest?q=sm", "/genes/smn"])
def test_finding_takes_as_many_queries_for_more_as_for_few(path, client):
    make_more([1, 2, 3])
    few = queries(client, path)
    make_more([4, 5])

    assert queries(client, path) <= few <= 10


@pytest.mark.parametrize(
    "query",
    [
        "genes-smn1",
        "WIKI-genes-smn1",
        "10.1056/NEJMoa1702752",
        "https://doi.org/10.1056/nejmoa1702752",
        "PMID:29091570",
        "29091570",
    ],
)
def test_a_search_for_an_address_goes_straight_there(query, client):
    make_page()
    make_reference(doi="10.1056/nejmoa1702752", pmid="29091570")

    location = client.get("/search", {"q": query})["Location"]

    assert location == ("/artifact/wiki-genes-smn1" if "smn1" in query else "/artifact/ref-lefebvre1995")


def test_a_search_leads_to_no_draft_and_shows_none(client):
    make_page(live=False)

    assert titles(client, "/search", q="genes-smn1") == []
    assert client.get("/search/suggest?q=smn").json()["suggestions"] == []


def test_staff_find_what_everybody_finds(client, editor):
    make_page("smn1")
    make_page("smn2", live=False)
    client.force_login(editor)

    assert titles(client, "/search", q="genes smn2") == []
    assert titles(client, "/search", q="text") == ["SMN1"]


def test_a_result_shows_title_type_passage_and_standing(client):
    make_hypothesis(title="Earlier is better", statement="Motor neurons wait.", status="validated")

    html = client.get("/search?q=neuron+earlier").content.decode()

    assert '<a href="/artifact/h-0badcafe"><mark>Earlier</mark> is better' in html
    assert "Motor <mark>neurons</mark> wait." in html
    assert ">Hypothesis</span>" in html
    assert '<span class="score high">' in html
    assert '<span class="status validated">' in html


def test_a_work_that_was_retracted_says_so(client):
    make_reference(status="retracted", status_date="2020-01-01", status_source="https://example.org")

    assert '<span class="status retracted">' in client.get("/search?q=determining").content.decode()


def test_what_anybody_wrote_stays_text(client):
    evil = '<script>alert("x")</script><mark>tau</mark>'
    make_page(
        "a", title=f"Tau {evil}", body="`<img src=x onerror=alert(1)>` tau", infobox=[{"label": evil, "value": evil}]
    )
    make_reference(csl={"title": f"Tau {evil}"})

    for path in ("/search?q=tau", "/search?q=%3Cscript%3Etau%22%3Cmark%3E", "/genes/tau", "/search?q=taau"):
        html = client.get(path).content.decode()
        assert re.findall(r"<(?:script(?! src=\"/static)|img src=x)", html) == []
        assert all(marked.isalnum() for marked in re.findall(r"<mark>(.*?)</mark>", html))
    assert "<script" not in client.get("/search/suggest?q=tau").json()["suggestions"][0]["title"].replace(evil, "")


def test_facets_count_and_lead_to_what_is_left(client):
    make_more([1])
    make_page("smn2", title="SMN 2")

    context = client.get("/search?q=smn").context
    types = {option["label"]: (option["count"], option["href"]) for option in context["facets"][0]["options"]}

    assert types["Gene"] == ("2", "?q=smn&type=gene")
    assert types.keys() == {"Gene", "Hypothesis", "Analysis", "Reference"}
    assert set(titles(client, "/search?q=smn&type=gene")) == {"SMN 1", "SMN 2"}


def test_a_chosen_facet_can_be_dropped_again(client):
    make_more([1])

    context = client.get("/search?q=smn&type=gene&reviewed=no").context
    chosen = [option["href"] for facet in context["facets"] for option in facet["options"] if option["chosen"]]

    assert chosen == ["?q=smn&reviewed=no", "?q=smn&type=gene"]
    assert context["everything"] == "?q=smn"


def test_a_facet_that_nobody_offers_is_passed_over(client):
    make_page()

    assert titles(client, "/search?q=text&type=nonsense&reviewed=perhaps&has_hypotheses=") == ["SMN1"]
    assert "Nothing of this kind" in client.get("/search?q=text&type=disease").content.decode()


def test_more_than_a_thousand_are_counted_so(client, monkeypatch):
    monkeypatch.setattr(finding, "MOST_SHOWN", 2)
    monkeypatch.setattr("artifacts.views.search.MOST_SHOWN", 2)
    make_more([1])

    context = client.get("/search?q=smn").context

    assert context["count"] == "2+"
    assert len(context["entries"]) == 2


@pytest.mark.parametrize("page", ["9" * 400, "-1", "x", "", "٣", "0"])
def test_pages_are_bounded_and_keep_the_question(page, client, monkeypatch):
    monkeypatch.setattr(finding, "PER_PAGE", 2)
    monkeypatch.setattr("artifacts.views.search.PER_PAGE", 2)
    make_more([1])

    response = client.get("/search", {"q": "smn", "type": "", "page": page})

    assert len(response.context["entries"]) == 2
    assert re.findall(r'rel="(?:next|prev)" href="([^"]*)"', response.content.decode())[0].startswith("?q=smn&amp;")


def test_a_misspelt_query_is_offered_and_not_searched_for(client):
    make_page("nusinersen")

    response = client.get("/search?q=nusinersn")

    assert response.context["entries"] == []
    assert response.context["meant"] == {"words": "nusinersen", "href": "?q=nusinersen"}
    assert "Did you mean" in response.content.decode()


def test_a_search_in_vain_shows_what_is_near(client):
    make_page("smn1", title="Survival motor neuron")

    response = client.get("/search?q=motor+qqqq")

    assert [entry["title"] for entry in response.context["near"]] == ["Survival motor neuron"]


def test_suggestions_are_json_for_everyone(client):
    make_page("smn1", title="SMN1")

    response = client.get("/search/suggest?q=sm")

    assert json.loads(response.content) == {
        "label": "Suggestions",
        "status": "1 suggestion",
        "suggestions": [{"title": "SMN1", "type": "gene", "href": "/artifact/wiki-genes-smn1"}],
    }
    assert response["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("path", ["/search", "/search/suggest"])
@pytest.mark.parametrize("query", ["", "😀", "\x00", '"', "x" * 7000, "脊髄性", "NEAR(", "a*", "%", "_"])
def test_no_query_is_an_error(path, query, client):
    assert client.get(path, {"q": query}).status_code in ((200, 400) if query == "\x00" else (200,))


def test_an_address_that_leads_nowhere_shows_what_may_be_meant(client):
    make_page("snca", title="SNCA")

    response = client.get("/genes/snca-alpha")
    html = response.content.decode()

    assert response.status_code == 404
    assert '<a href="/artifact/wiki-genes-snca">SNCA</a>' in html
    assert 'name="q" value="snca alpha"' in html


def test_what_was_withdrawn_is_near_to_nothing_at_once(client):
    page = make_page("snca", title="SNCA")
    before = client.get("/genes/snca-alpha").context["near"]

    withdraw(page, by=someone(), reason="Wrong.")

    assert len(before) == 1
    assert client.get("/genes/snca-alpha").context["near"] == []


def test_only_so_many_missing_addresses_are_looked_for_in_a_minute(client, monkeypatch):
    monkeypatch.setattr(missing, "MOST_LOOKED_FOR", 1)
    make_page("snca")

    near = [client.get(path).context["near"] for path in ("/genes/snca-a1", "/genes/snca-b1", "/genes/snca-a1")]

    assert [len(entries) for entries in near] == [1, 0, 1]
