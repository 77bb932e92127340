"""The atlas: a node and what stands around it, paths between two, the same as JSON; and a page's neighbours."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from artifacts.domain.graph import looking
from artifacts.domain.withdraw import withdraw
from tests.graphs import connect
from tests.helpers import make_page, make_reference, someone

pytestmark = pytest.mark.django_db


def tree_of(response):
    return html.fromstring(response.content.decode())


def texts(tree, path: str) -> list[str]:
    return [" ".join(" ".join(element.itertext()).split()) for element in tree.xpath(path)]


def rows(response) -> list[str]:
    return texts(tree_of(response), "//tbody/tr")


def queries(client, path: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_a_node_is_shown_with_its_edges(client):
    make_page("smn2", title="SMN2")
    connect("SMN1 resembles SMN2 0.9 PMID:29091570", "SMA is_caused_by SMN1 0.5 STRING", "SMN1 encodes SMN")

    response = client.get("/atlas?node=smn1")
    tree = tree_of(response)

    assert texts(tree, "//h1") == ["SMN1"]
    assert rows(response) == [
        "resembles → (leads there) SMN2 page SMN2 PMID:29091570 0.90 high",
        "← (comes from there) is caused by SMA STRING 0.50 medium",
        "encodes → (leads there) SMN – not given",
    ]
    assert tree.xpath("//tbody//a/@href") == [
        *("/atlas?node=SMN2", "/artifact/wiki-genes-smn2", "https://pubmed.ncbi.nlm.nih.gov/29091570/"),
        *("/atlas?node=SMA", "/atlas?node=SMN"),
    ]
    assert "3 edges · 3 neighbours" in texts(tree, "//p[@role='status']")[0]
    assert (tree.xpath("//meta[@name='robots']/@content"), response.cookies) == (["noindex"], {})


def test_it_is_narrowed_by_relation_and_confidence(client):
    connect("A binds B 0.5", "A binds C 0.9", "A heals D 0.95")

    response = client.get("/atlas?node=A&relation=binds&least=0.6")
    tree = tree_of(response)

    assert rows(response) == ["binds → (leads there) C – 0.90 high"]
    assert tree.xpath("//select[@name='relation']/option[@selected]/@value") == ["binds"]
    assert texts(tree, "//select[@name='relation']/option") == ["any", "binds (2)", "heals (1)"]
    assert "3 without the filter" in texts(tree, "//p[@role='status']")[0]
    assert tree.xpath("//figure/@data-graph") == ["/atlas/graph?node=A&relation=binds&least=0.6"]
    assert "No edge here is like that." in client.get("/atlas?node=A&relation=none").content.decode()


def test_an_unknown_node_is_answered_with_what_is_like_it(client):
    connect("SMN-complex binds RNA", "SMN binds RNA")

    tree = tree_of(client.get("/atlas?node=smn%20com"))

    assert texts(tree, "//p[@role='status']") == ["No node is called “smn com”. Like it are:"]
    assert texts(tree, "//ul[@class='nodes']/li") == ["SMN-complex 1 edge"]
    assert "Nor is one called anything like it." in client.get("/atlas?node=zzz").content.decode()
    assert client.get("/atlas/graph?node=zzz").status_code == 404


def test_paths_are_told_step_by_step(client):
    connect("A binds B 0.5", "C heals B 0.9 STRING", "Q is Q2")

    response = client.get("/atlas?from=a&to=c")

    assert texts(tree_of(response), "//h1") == ["From A to C"]
    assert texts(tree_of(response), "//ol") == ["A binds → (leads there) B ← (comes from there) heals C"]
    assert rows(response) == ["A binds → (leads there) B – 0.50 medium", "C heals → (leads there) B STRING 0.90 high"]
    told = {
        "/atlas?from=A&to=Q": "There is no path of at most 6 steps.",
        "/atlas?from=A&to=a": "Both are the same node.",
        "/atlas?from=A&to=zzz": "No node is called “zzz”.",
        "/atlas?from=A": "Name both nodes.",
        "/atlas?to=A": "Name both nodes.",
        "/atlas?from=A&to=C&least=0.8": "There is no path of at most 6 steps.",
    }
    assert {path for path, sentence in told.items() if sentence not in client.get(path).content.decode()} == set()


def test_the_picture_has_each_node_once_and_one_line_between_two(client):
    make_page("b", title="B")
    connect("A binds B 0.9", "B binds A 0.5", "A heals B 0.2", "A binds C", "B binds C 0.3", "A binds A")

    told = client.get("/atlas/graph?node=A").json()

    assert [(node["label"], node["page"], node["marked"]) for node in told["nodes"]] == [
        *(("A", "", True), ("B", "/artifact/wiki-genes-b", False), ("C", "", False)),
    ]
    assert told["nodes"][1]["href"] == "/atlas?node=B"
    assert told["lines"] == [
        {"source": 0, "target": 1, "there": True, "back": True, "level": "high", "relations": ["binds", "heals"]},
        {"source": 0, "target": 2, "there": True, "back": False, "level": "", "relations": ["binds"]},
        {"source": 1, "target": 2, "there": True, "back": False, "level": "low", "relations": ["binds"]},
    ]


def test_the_picture_of_paths_marks_both_ends(client):
    connect("A binds B", "B binds C", "A binds X")

    nodes = client.get("/atlas/graph?from=A&to=C").json()["nodes"]

    assert [(node["label"], node["marked"]) for node in nodes] == [("A", True), ("C", True), ("B", False)]


def test_never_more_than_300_nodes_are_drawn_and_the_others_counted(client):
    connect(*(f"hub binds n{n} 0.5" for n in range(310)))

    response = client.get("/atlas?node=hub")

    assert "11 nodes are left out" in texts(tree_of(response), "//p[@role='status']")[0]
    assert len(rows(response)) == 299
    assert len(client.get("/atlas/graph?node=hub").json()["nodes"]) == looking.MOST_NODES == 300


@pytest.mark.parametrize("query", ["node=A&least=2", "node=A&least=x", f"node={'a' * 300}", "from=A&to=B&least=-1"])
def test_a_question_that_is_none_is_refused_with_a_sentence(client, query):
    connect("A binds B")

    response = client.get(f"/atlas?{query}")

    assert (response.status_code, client.get(f"/atlas/graph?{query}").status_code) == (400, 400)
    assert texts(tree_of(response), "//*[@role='alert']") != []
    assert {client.get(f"/atlas{path}?node=A%00").status_code for path in ("", "/graph")} == {400}


def test_hostile_names_stay_text(client):
    name = "<img/src=x/onerror=alert(1)>"
    connect(
        f"{name} <b>binds</b> SMN1 0.9 javascript:alert(1)", f"SMN1 binds {name}", "SMN1 binds X 0.9 https://a.b/<i>"
    )
    page = make_page("smn1")

    pieces = [client.get(path).content.decode() for path in ("/atlas?node=SMN1", f"{page.get_absolute_url()}/nearby")]

    for piece in [*pieces, client.get("/atlas", {"node": name}).content.decode()]:
        assert ("<img" in piece, "<b>binds" in piece, 'href="javascript' in piece, "&lt;img" in piece) == (
            *(False, False, False, True),
        )
    assert client.get("/atlas/graph", {"node": name})["Content-Type"] == "application/json"


def test_a_withdrawn_and_an_unpublished_page_are_plain_nodes(client):
    connect("A binds SMN1", "A binds SMN2", "A binds SMN3")
    make_page("smn1", live=False)
    withdraw(make_page("smn2"), by=someone(), reason="Wrong.")
    make_page("smn3")

    tree = tree_of(client.get("/atlas?node=A"))

    assert tree.xpath("//a[@class='to-page']/@href") == ["/artifact/wiki-genes-smn3"]
    assert [node["page"] for node in client.get("/atlas/graph?node=A").json()["nodes"] if node["page"]] == [
        "/artifact/wiki-genes-smn3"
    ]


def test_without_a_question_it_offers_nodes_to_begin_with(client):
    assert "The knowledge graph is empty yet." in client.get("/atlas").content.decode()
    connect("A binds B", "A binds C")

    assert texts(tree_of(client.get("/atlas")), "//ul[@class='nodes']/li")[0] == "A 2 edges"


def test_the_site_leads_to_it_once_there_are_edges(client):
    page = make_page("smn1")
    before = client.get(page.get_absolute_url())
    assert '<a href="/atlas">' not in before.content.decode()

    connect("A binds B")
    after = client.get(page.get_absolute_url(), headers={"If-None-Match": before["ETag"]})

    assert (after.status_code, '<a href="/atlas">Atlas</a>' in after.content.decode()) == (200, True)
    assert "the atlas" in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/atlas?node={}", "/atlas/graph?node={}", "/atlas?from={}&to=end"])
def test_it_takes_as_many_queries_for_three_neighbours_as_for_one(client, path):
    for name in ("a", "b", "c"):
        make_page(name)
    connect(
        "one binds A", "A binds end", "three binds A", "three binds B", "three binds C", "B binds end", "C binds end"
    )

    assert queries(client, path.format("three")) == queries(client, path.format("one"))


def test_the_answer_is_told_by_its_tag(client):
    connect("A binds B")
    first = client.get("/atlas?node=A")

    assert client.get("/atlas?node=A", headers={"If-None-Match": first["ETag"]}).status_code == 304


# --- On a page --------------------------------------------------------------------------------------------------------


def nearby(client, page):
    return client.get(f"{page.get_absolute_url()}/nearby")


def test_a_page_shows_its_neighbours_as_a_picture_and_a_table(client):
    make_page("smn2")
    connect("SMN1 resembles SMN2 0.9 STRING", "SMA is_caused_by genes-smn1 0.3")

    response = nearby(client, make_page("smn1"))
    tree = tree_of(response)

    assert rows(response) == [
        "resembles → (leads there) SMN2 STRING 0.90 high",
        "← (comes from there) is caused by SMA – 0.30 low",
    ]
    assert tree.xpath("//tbody//a/@href") == ["/artifact/wiki-genes-smn2"]
    assert texts(tree, "//*[name()='svg']//*[name()='text']") == ["resembles", "SMN2", "is caused by", "SMA", "SMN1"]
    links = tree.xpath("//p[contains(., 'All in the atlas')]/a/@href")
    assert sorted(links) == ["/atlas?node=SMN1", "/atlas?node=genes-smn1"]


def test_it_draws_12_and_lists_50(client):
    connect(*(f"SMN1 binds n{n} 0.{n}" for n in range(10, 70)))

    response = nearby(client, make_page("smn1"))

    assert len(rows(response)) == 50
    assert len(tree_of(response).xpath("//*[name()='rect']")) == 13
    assert texts(tree_of(response), "//figcaption") == ["48 more neighbours are not drawn."]
    assert "The 50 surest of 60 edges." in response.content.decode()


def test_a_page_without_edges_shows_nothing_of_it(client):
    page, work = make_page("smn1"), make_reference()
    assert "knowledge graph" not in nearby(client, page).content.decode()

    connect("A binds B")

    assert "knowledge graph" not in nearby(client, page).content.decode() + nearby(client, work).content.decode()


def test_a_page_takes_as_many_queries_for_three_neighbours_as_for_one(client):
    one, three = make_page("one"), make_page("three")
    for name in ("a", "b", "c"):
        make_page(name)
    connect("one binds A", "three binds A", "three binds B", "three binds C")

    assert queries(client, f"{three.get_absolute_url()}/nearby") == queries(client, f"{one.get_absolute_url()}/nearby")
