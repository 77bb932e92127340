"""oEmbed: every address of an artifact is understood, what is not for readers is not found, sizes are kept to."""

import json
from urllib.parse import urlencode

import pytest
from lxml import etree, html

from artifacts.domain.withdraw import withdraw
from tests.helpers import edit, make_hypothesis, make_page, make_reference, someone
from tests.views.site import merge

pytestmark = pytest.mark.django_db
SITE = "https://wiki.example.org"
ADDRESS = f"{SITE}/artifact/wiki-genes-smn1"


def ask(client, url: str, **options):
    return client.get(f"/oembed?{urlencode({'url': url, **options})}")


def frame_of(answer: dict):
    return html.fragment_fromstring(answer["html"])


def test_an_answer_says_all_that_the_standard_asks_for(client):
    make_page()

    response = ask(client, ADDRESS)

    answer = response.json()
    frame = frame_of(answer)
    assert response["Content-Type"] == "application/json"
    assert {name: value for name, value in answer.items() if name != "html"} == {
        "version": "1.0",
        "type": "rich",
        "title": "SMN1",
        "provider_name": "SciDEX",
        "provider_url": SITE,
        "cache_age": 3600,
        "width": 800,
        "height": 600,
        "thumbnail_url": f"{ADDRESS}/card.png",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }
    assert (frame.tag, frame.get("src"), frame.get("width")) == ("iframe", f"{ADDRESS}?embed=1", "800")


def test_it_is_as_well_told_in_xml(client):
    make_page(title="<b>\x0b A & “B” ]]>")

    response = ask(client, ADDRESS, format="xml")

    told = {field.tag: field.text for field in etree.fromstring(response.content)}
    expected = {name: str(value) for name, value in ask(client, ADDRESS).json().items()}
    assert response["Content-Type"].startswith("text/xml")
    assert told["title"] == expected["title"].replace("\x0b", "")
    assert {name: told[name] for name in told if name not in ("title", "html")} == {
        name: expected[name] for name in expected if name not in ("title", "html")
    }


@pytest.mark.parametrize(
    "path",
    [
        *("/artifact/wiki-genes-smn1", "/artifact/wiki-genes-smn1/", "/artifact/WIKI-genes-SMN1", "/wiki/genes-smn1"),
        *("/genes/smn1", "/genes-smn1", "/artifacts/wiki-genes-smn1", "/artifact/wiki-genes-smn1#s-one"),
        *("/artifact/wiki%2Dgenes%2Dsmn1", "/artifact/wiki-genes-smn1?utm_source=x&part=infobox"),
    ],
)
def test_every_form_of_an_address_is_understood(path, client):
    make_page()

    answer = ask(client, SITE + path).json()

    assert frame_of(answer).get("src") == f"{ADDRESS}?embed=1"


def test_a_work_is_found_by_its_identifier_and_a_hypothesis_by_its_path(client):
    make_reference(doi="10.1016/0092-8674(95)90460-3")
    make_hypothesis()

    work = ask(client, f"{SITE}/artifact/doi:10.1016/0092-8674(95)90460-3").json()
    hypothesis = ask(client, f"{SITE}/hypothesis/h-0badcafe").json()

    assert (work["title"], hypothesis["title"]) == ("Identification of a determining gene", "Earlier is better")


def test_the_address_of_a_revision_pins_it(client):
    page = make_page()
    edit(page, title="Renamed", live=True)

    answer = ask(client, f"{ADDRESS}/r/1").json()

    assert (answer["title"], frame_of(answer).get("src")) == ("SMN1", f"{ADDRESS}?embed=1&r=1")
    assert "thumbnail_url" not in answer


def test_the_address_of_an_embed_keeps_what_it_chose(client):
    make_page(infobox=[{"label": "Gene", "value": "*SMN1*"}])

    answer = ask(client, f"{ADDRESS}?embed=1&theme=dark&part=infobox").json()

    assert frame_of(answer).get("src") == f"{ADDRESS}?embed=1&part=infobox&theme=dark"


def test_a_merged_address_shows_the_target_and_its_revision_stays_its_own(client):
    page = make_page()
    merge(page, make_page("smn2"))

    current, pinned = ask(client, ADDRESS).json(), ask(client, f"{ADDRESS}/r/1").json()

    assert (current["title"], pinned["title"]) == ("SMN2", "SMN1")


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ({"maxwidth": 300}, (300, 600, False)),
        ({"maxheight": 200}, (800, 200, False)),
        ({"maxwidth": 1200, "maxheight": 630}, (800, 600, True)),
        ({"maxwidth": "999999999"}, (800, 600, True)),
        ({"maxwidth": ""}, (800, 600, True)),
    ],
)
def test_nothing_is_larger_than_what_was_asked_for(asked, size, client):
    make_page()

    answer = ask(client, ADDRESS, **asked).json()

    frame = frame_of(answer)
    assert (answer["width"], answer["height"], "thumbnail_url" in answer) == size
    assert (frame.get("width"), frame.get("height")) == tuple(str(number) for number in size[:2])


REFUSED = [
    ("", {}, 400),
    (ADDRESS, {"maxwidth": "0"}, 400),
    (ADDRESS, {"maxwidth": "-1"}, 400),
    (ADDRESS, {"maxheight": "1e3"}, 400),
    (ADDRESS, {"maxheight": "9" * 5000}, 400),
    (ADDRESS, {"format": "yaml"}, 501),
    (ADDRESS, {"format": "<b>"}, 501),
    ("https://evil.example/artifact/wiki-genes-smn1", {}, 404),
    ("https://wiki.example.org.evil.example/artifact/wiki-genes-smn1", {}, 404),
    ("https://wiki.example.org@evil.example/artifact/wiki-genes-smn1", {}, 404),
    ("https://u@wiki.example.org/artifact/wiki-genes-smn1", {}, 404),
    ("https://wiki.example.org:8443/artifact/wiki-genes-smn1", {}, 404),
    ("javascript://wiki.example.org/artifact/wiki-genes-smn1", {}, 404),
    ("//wiki.example.org/artifact/wiki-genes-smn1", {}, 404),
    ("/artifact/wiki-genes-smn1", {}, 404),
    ("https://[wiki.example.org/artifact/wiki-genes-smn1", {}, 404),
    (f"{SITE}/", {}, 404),
    (f"{SITE}/search?q=smn1", {}, 404),
    (f"{SITE}/artifact/none", {}, 404),
    (f"{SITE}/artifact/a%00b", {}, 404),
    (f"{SITE}/artifact/" + "x" * 9000, {}, 404),
    (f"{ADDRESS}/r/2", {}, 404),
    (f"{ADDRESS}/r/99999999999", {}, 404),
    (f"{ADDRESS}?embed=1&part=x", {}, 404),
    (f"{ADDRESS}?embed=1&part=section:x", {}, 404),
    (f"{SITE}/artifact/wiki-genes-draft", {}, 404),
    (f"{SITE}/artifact/wiki-genes-gone", {}, 404),
]


def test_what_cannot_be_embedded_is_told_in_a_sentence_the_same_for_staff(client, reviewer):
    edit(make_page(), title="Never published")
    make_page("draft", live=False)
    withdraw(make_page("gone"), by=someone(), reason="Wrong.")

    public = [ask(client, url, **options) for url, options, _ in REFUSED]
    client.force_login(reviewer)
    staff = [ask(client, url, **options) for url, options, _ in REFUSED]

    assert [response.status_code for response in public] == [status for _url, _options, status in REFUSED]
    assert [response.content for response in staff] == [response.content for response in public]
    assert {response["Content-Type"] for response in public} == {"text/plain; charset=utf-8"}
    assert {response.content.decode().endswith(".\n") for response in public} == {True}


def test_a_hostile_title_stays_a_title(client):
    make_page(title='"></iframe><script>alert(1)</script>')

    answer = ask(client, ADDRESS).json()

    assert frame_of(answer).get("title") == answer["title"]
    assert len(html.fragments_fromstring(answer["html"])) == 1


def test_the_page_leads_to_both_answers(client):
    page = make_page()
    edit(page, live=True, title="Renamed")

    for tail, title in (("", "Renamed"), ("/r/1", "SMN1")):
        tree = html.document_fromstring(client.get(page.get_absolute_url() + tail).content.decode())
        links = {link.get("type"): link.get("href") for link in tree.xpath("//link[contains(@type, '+oembed')]")}
        answers = {kind: client.get(href.removeprefix(SITE)) for kind, href in links.items()}
        assert json.loads(answers["application/json+oembed"].content)["title"] == title
        assert etree.fromstring(answers["text/xml+oembed"].content).findtext("title") == title


def test_any_site_may_ask_and_is_told_when_nothing_changed(client):
    make_page()

    first = ask(client, ADDRESS)
    again = client.get(f"/oembed?{urlencode({'url': ADDRESS})}", headers={"If-None-Match": first["ETag"]})

    assert first["Access-Control-Allow-Origin"] == "*"
    assert (again.status_code, first.cookies) == (304, {})
