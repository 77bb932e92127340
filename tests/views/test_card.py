"""Cards of links: the same fragment for everyone, of what is published and of nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.domain.withdraw import withdraw
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference, someone
from tests.views.site import merge

pytestmark = pytest.mark.django_db
PATH = "/artifact/wiki-genes-smn1/card"


def words(client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def test_a_pages_card_tells_its_type_title_first_sentence_and_first_facts(client):
    rows = [
        {"kind": "header", "label": "SMN1"},
        *({"label": f"Fact {n}", "value": f"*{n}* of [[genes-smn2]]", "citekeys": ["a"]} for n in range(6)),
    ]
    body = "## Overview\n\nIt makes the protein that motor neurons need.[@a] More follows."
    make_page(title="SMN1", body=body, infobox=rows, citations={"a": make_reference().public_id})

    card = words(client, PATH)

    assert '<p class="card-kind">Gene</p> <p class="card-title">SMN1</p>' in card
    assert "<p>It makes the protein that motor neurons need.</p>" in card
    assert card.count("<dt>") == 4
    assert "<dt>Fact 0</dt><dd><em>0</em> of genes-smn2</dd>" in card
    assert ("<a " in card, "cite" in card, "id=" in card) == (False, False, False)


def test_a_hypothesis_tells_its_score_and_status_in_words(client):
    make_hypothesis(status="debated", scores={"novelty": 0.75})
    card = words(client, "/artifact/h-0badcafe/card")

    assert '<span class="score high"><b>0.75</b> high</span>' in card
    assert '<span class="status debated">debated</span>' in card
    assert "<dd>SMN2</dd>" in card


def test_an_imported_score_has_its_word_too(client):
    make_hypothesis(scores={}, composite=0.5)

    assert '<span class="score medium"><b>0.50</b> medium</span>' in words(client, "/artifact/h-0badcafe/card")


def test_an_analysis_tells_its_status_and_question(client):
    make_analysis(question="Does it stop helping?", status="open")
    card = words(client, "/artifact/SDA-2026-04-01-gap-001/card")

    assert '<span class="status open">open</span>' in card
    assert "<p>Does it stop helping?</p>" in card


def test_a_reference_tells_its_line_and_that_it_was_retracted(client):
    make_reference(status="retracted", status_date="2020-05-01", status_source="Journal")
    card = words(client, "/artifact/ref-lefebvre1995/card")

    assert '<strong class="warning">Retracted, 1 May 2020</strong>' in card
    assert "Lefebvre S, Bürglen L. Identification of a determining gene. <i>Cell</i>." in card


def test_a_hostile_title_stays_text(client):
    make_page(
        title='<img src=x onerror="x()">', infobox=[{"label": "<b onclick=x()>L", "value": "<script>x()</script>"}]
    )
    card = client.get(PATH).content.decode()

    assert "&lt;img src=x onerror=&quot;x()&quot;&gt;" in card
    assert ("<img" in card, "<script" in card, "<b onclick" in card) == (False, False, False)


def test_a_card_is_for_no_search_engine_and_asked_for_once(client):
    page = make_page()
    first = client.get(PATH)
    again = client.get(PATH, headers={"If-None-Match": first["ETag"]})
    edit(page, title="SMN one", live=True)

    assert (first["X-Robots-Tag"], again.status_code) == ("noindex", 304)
    assert client.get(PATH, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert client.get(PATH)["X-Robots-Tag"] == client.get(PATH)["X-Robots-Tag"] == "noindex"


def test_what_was_never_published_has_no_card_for_staff_either(client, editor):
    make_page(live=False)
    reader = client.get(PATH).status_code
    client.force_login(editor)

    assert (reader, client.get(PATH).status_code, client.get("/artifact/nothing/card").status_code) == (404, 404, 404)


def test_a_merged_page_leads_to_the_card_of_its_target_and_a_withdrawn_one_is_gone(client):
    source, target = make_page("smn1"), make_page("smn2")
    merge(source, target)
    merged = client.get(PATH)
    withdraw(fresh(target), by=someone(), reason="Wrong.")

    assert (merged.status_code, merged["Location"]) == (301, "/artifact/wiki-genes-smn2/card")
    assert client.get("/artifact/wiki-genes-smn2/card").status_code == client.get(PATH).status_code == 410


def test_another_spelling_leads_to_the_one_card(client):
    make_page()

    assert client.get("/artifact/genes-smn1/card")["Location"] == PATH


@pytest.mark.parametrize("count", [1, 3])
def test_a_card_takes_as_many_queries_however_much_it_tells(client, count):
    make_page(infobox=[{"label": f"Fact {n}", "value": "x"} for n in range(count)])
    with CaptureQueriesContext(connection) as queries:
        client.get(PATH)

    assert len(queries) == 2
