"""What sites that show links are told: cards with a picture, of what readers see."""

import io

import pytest
from lxml import html
from PIL import Image

from artifacts.domain.withdraw import withdraw
from tests.helpers import edit, make_analysis, make_hypothesis, make_page, make_reference, someone
from tests.views.site import merge

pytestmark = pytest.mark.django_db
MAKERS = [make_page, make_hypothesis, make_analysis, make_reference]


def card(client, address: str) -> dict[str, str]:
    page = html.document_fromstring(client.get(address).content.decode())
    return {meta.get("property") or meta.get("name"): meta.get("content") for meta in page.xpath("//meta[@content]")}


def test_a_page_tells_its_card(client):
    page = make_page(body="Survival of motor neurons depends on this gene. More.")

    told = card(client, page.get_absolute_url())

    address = "https://wiki.example.org/artifact/wiki-genes-smn1"
    assert {name: told[name] for name in told if name.startswith(("og:", "twitter:"))} == {
        "og:type": "article",
        "og:site_name": "SciDEX",
        "og:title": "SMN1",
        "og:description": "Survival of motor neurons depends on this gene.",
        "og:url": address,
        "og:image": f"{address}/card.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "SMN1",
        "twitter:card": "summary_large_image",
    }


def test_a_work_is_described_by_who_wrote_it(client):
    work = make_reference()

    assert card(client, work.get_absolute_url())["og:description"] == "Lefebvre S, Bürglen L · Cell · 1995"


def test_an_old_revision_tells_its_own_card_and_a_draft_none(client, reviewer):
    page = make_page()
    edit(page, title="Renamed", live=True)
    edit(page, title="Draft")
    client.force_login(reviewer)

    old, draft = (card(client, f"{page.get_absolute_url()}/r/{number}") for number in (1, 3))

    assert (old["og:title"], old["og:url"]) == ("SMN1", "https://wiki.example.org/artifact/wiki-genes-smn1/r/1")
    assert ("og:image" in old, "og:title" in draft) == (False, False)


@pytest.mark.parametrize("make", MAKERS)
def test_every_kind_has_a_picture_that_caches_may_ask_about(make, client):
    path = f"{make().get_absolute_url()}/card.png"

    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, first["Content-Type"], again.status_code) == (200, "image/png", 304)
    assert Image.open(io.BytesIO(first.content)).size == (1200, 630)
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_a_picture_is_drawn_once_for_all(client, monkeypatch):
    path = f"{make_page().get_absolute_url()}/card.png"
    first = client.get(path).content

    monkeypatch.setattr("artifacts.views.social.draw", None)

    assert client.get(f"{path}?another=1").content == first


def test_a_picture_is_there_for_what_readers_see(client):
    draft, gone, merged = make_page("draft", live=False), make_page("gone"), make_page("merged")
    withdraw(gone, by=someone(), reason="Wrong.")
    merge(merged, make_page("target"))

    answers = [client.get(f"{page.get_absolute_url()}/card.png") for page in (draft, gone, merged)]

    assert [answer.status_code for answer in answers] == [404, 410, 301]
    assert answers[2]["Location"] == "/artifact/wiki-genes-target/card.png"
