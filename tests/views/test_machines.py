"""What programs read: JSON-LD and tags in the page, typed links in the header, the sitemap and the robots' file."""

import json
import re

import pytest
from lxml import etree, html

from artifacts.domain.withdraw import withdraw
from artifacts.views import sitemaps
from tests.helpers import edit, make_page, make_reference, someone

pytestmark = pytest.mark.django_db
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
SITE = "https://wiki.example.org"
SCHEMA = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def links(response) -> dict[str, list[str]]:
    """Targets by relation."""
    found: dict[str, list[str]] = {}
    for address, relation in re.findall(r'<([^>]+)>; rel="([^"]+)"', response.headers.get("Link", "")):
        found.setdefault(relation, []).append(address)
    return found


def test_json_ld_ends_its_block_by_nothing_that_a_title_holds(client):
    title = "</script><script>alert(1)</script><!--"
    page = client.get(make_page("smn1", title=title).get_absolute_url()).content.decode()

    (block,) = html.document_fromstring(page).xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(block)["headline"] == title
    assert "<script>alert" not in page


def test_a_page_can_be_taken_by_a_reference_manager(client):
    page = html.document_fromstring(client.get(make_reference(doi="10.1234/x").get_absolute_url()).content)

    assert page.xpath("//meta[@name='citation_doi']/@content") == ["10.1234/x"]
    assert page.xpath("//meta[@name='citation_author']/@content") == ["Lefebvre, Suzie", "Bürglen, Lydie"]


def test_a_page_tells_what_to_cite_what_describes_it_and_what_came_before(client, settings):
    settings.CONTENT_LICENSE = LICENSE
    page = make_page("smn1")
    edit(page, body="More.", live=True)
    path = f"{SITE}/artifact/wiki-genes-smn1"

    found = links(client.get(page.get_absolute_url()))

    assert found["cite-as"] == [f"{path}/r/2"]
    assert found["describedby"] == [f"{path}/cite.json", f"{path}/cite.bib", f"{path}/cite.ris"]
    assert found["predecessor-version"] == [f"{path}/r/1"]
    assert found["license"] == [LICENSE]
    assert found["author"] == [f"{SITE}/"]


def test_a_work_is_cited_by_its_doi_and_is_not_under_our_licence(client, settings):
    settings.CONTENT_LICENSE = LICENSE

    found = links(client.get(make_reference(doi="10.1234/x").get_absolute_url()))

    assert found["cite-as"] == ["https://doi.org/10.1234/x"]
    assert "license" not in found


def test_an_old_revision_leads_to_its_neighbours_and_to_the_latest(client):
    page = make_page("smn1")
    for body in ("Two.", "Three."):
        edit(page, body=body, live=True)
    path = f"{SITE}/artifact/wiki-genes-smn1"

    assert links(client.get("/artifact/wiki-genes-smn1/r/2")) == {
        "cite-as": [f"{path}/r/2"],
        "latest-version": [path],
        "predecessor-version": [f"{path}/r/1"],
        "successor-version": [f"{path}/r/3"],
    }


def test_links_are_sent_with_what_was_kept_too(client):
    address = make_page("smn1").get_absolute_url()

    assert client.get(address)["Link"] == client.get(address)["Link"] != ""


def test_the_sitemap_names_what_is_published_by_our_own_address(client):
    make_page("smn1")
    make_page("draft", live=False)
    withdraw(make_page("gone"), by=someone(), reason="Wrong.")

    index = etree.fromstring(client.get("/sitemap.xml", headers={"host": "localhost"}).content)
    part = etree.fromstring(client.get("/sitemap-1.xml", headers={"host": "localhost"}).content)

    assert [loc.text for loc in index.iter(f"{SCHEMA}loc")] == [f"{SITE}/sitemap-1.xml"]
    assert [loc.text for loc in part.iter(f"{SCHEMA}loc")] == [f"{SITE}/artifact/wiki-genes-smn1"]
    assert len(list(part.iter(f"{SCHEMA}lastmod"))) == 1


def test_the_sitemap_is_parted(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(sitemaps, "PER_PART", 2)
    for name in ("a1", "b2", "c3"):
        make_page(name)

    index = etree.fromstring(client.get("/sitemap.xml").content)
    with django_assert_num_queries(1):
        second = etree.fromstring(client.get("/sitemap-2.xml").content)

    assert len(list(index.iter(f"{SCHEMA}loc"))) == 2
    assert [loc.text for loc in second.iter(f"{SCHEMA}loc")] == [f"{SITE}/artifact/wiki-genes-c3"]
    assert [client.get(f"/sitemap-{number}.xml").status_code for number in (0, 3, 999999999)] == [404, 404, 404]


def test_an_empty_site_has_an_empty_sitemap(client):
    assert client.get("/sitemap.xml").status_code == client.get("/sitemap-1.xml").status_code == 200


def test_robots_are_led_to_the_sitemap_and_away_from_the_desk(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert f"Sitemap: {SITE}/sitemap.xml" in lines
    assert "Disallow: /admin/" in lines


def test_the_licence_stands_in_the_foot_of_every_page(client, settings):
    settings.CONTENT_LICENSE = LICENSE

    foot = html.document_fromstring(client.get("/").content).xpath("//footer//a[@rel='license']")

    assert [(link.get("href"), link.text) for link in foot] == [(LICENSE, "CC BY 4.0")]
