"""What browsers are told with every public page, and what no page holds."""

import pytest
from django.test import Client
from lxml import html

from artifacts.domain.withdraw import withdraw
from tests.helpers import make_page, someone
from tests.views.site import LISTS, addresses_of, make_site

pytestmark = pytest.mark.django_db
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'self'",
    "frame-ancestors": "'none'",
}


@pytest.fixture(scope="module")
def answers(shared_rows):
    """The response at every public address of a small site, and of some that say no."""
    gone = make_page("gone")
    withdraw(gone, by=someone(), reason="Wrong.")
    paths = [*LISTS, *(path for artifact in make_site().values() for path in addresses_of(artifact))]
    paths += [
        gone.get_absolute_url(),
        "/artifact/unknown",
        "/search?q=%00",
        "/healthz",
        "/artifact/wiki-genes-smn1/r/2",
        "/artifact/wiki-genes-smn1?embed=1&part=infobox&theme=dark",
        "/artifact/wiki-genes-smn1?embed=1&part=references&r=1",
        "/artifact/wiki-genes-smn1?embed=1&part=unknown",
        "/artifact/unknown?embed=1",
        "/oembed?url=https://wiki.example.org/artifact/wiki-genes-smn1",
        "/embed.js",
    ]
    client = Client()
    return {path: client.get(path) for path in paths}


def policy_of(response) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))


def pages(answers) -> dict[str, html.HtmlElement]:
    return {
        path: html.document_fromstring(response.content)
        for path, response in answers.items()
        if response["Content-Type"].startswith("text/html")
    }


def test_every_answer_forbids_what_is_not_ours(answers):
    own = {path: {"frame-ancestors": "*"} for path in answers if "?embed=1" in path}

    policies = {path: policy_of(response) for path, response in answers.items()}

    assert policies == {path: POLICY | own.get(path, {}) for path in answers}


def test_only_the_embed_may_be_framed(answers):
    framed = {path for path, response in answers.items() if "X-Frame-Options" not in response}

    assert framed - {"/search?q=%00"} == {path for path in answers if "?embed=1" in path}
    assert {response["X-Content-Type-Options"] for response in answers.values()} == {"nosniff"}


def test_no_reader_is_given_a_cookie(answers):
    assert {path for path, response in answers.items() if response.cookies} == set()


def test_no_page_holds_a_script_or_style_of_its_own(answers):
    inline = "//style | //script[not(@src)][not(@type='application/ld+json')] | //*[@style]"
    inline += " | //@*[starts-with(name(), 'on')] | //a[starts-with(@href, 'javascript:')]"

    assert {path: page.xpath(inline) for path, page in pages(answers).items()} == dict.fromkeys(pages(answers), [])


def test_no_page_loads_anything_from_elsewhere(answers):
    loaded = {
        address
        for page in pages(answers).values()
        for address in page.xpath(
            "//@src | //link[@rel != 'canonical' and @rel != 'alternate']/@href | //form/@action | //object/@data"
        )
    }

    assert {address for address in loaded if not address.startswith("/") or address.startswith("//")} == set()


def test_an_id_stands_once_in_a_page(answers):
    for path, page in pages(answers).items():
        ids = page.xpath("//@id")
        assert (path, sorted(ids)) == (path, sorted(set(ids)))


def test_every_link_within_a_page_leads_somewhere(answers):
    for path, page in pages(answers).items():
        wanted = {href[1:] for href in page.xpath("//a[starts-with(@href, '#')]/@href")}
        assert (path, wanted - set(page.xpath("//@id"))) == (path, set())


def test_an_embed_holds_no_form_and_no_token(answers):
    for path, page in pages(answers).items():
        if "?embed=1" in path:
            assert page.xpath("//form | //input | //button | //iframe") == []
            assert page.xpath("//script/@src") == ["/static/embed.js"]
            assert "csrf" not in html.tostring(page).decode()


def test_what_is_no_current_page_is_not_indexed(answers):
    unindexed = {
        path for path, page in pages(answers).items() if page.xpath("//meta[@name='robots'][@content='noindex']")
    }
    current = {"/", "/browse/gene", "/browse/hypothesis", "/exchange", "/recent"}
    current |= {path for path in answers if path.startswith("/artifact/") and path.count("/") == 2 and "?" not in path}

    assert pages(answers).keys() - unindexed == current - {"/artifact/wiki-genes-gone", "/artifact/unknown"}


@pytest.mark.parametrize("tail", ["", "?embed=1", "/r/1", "/history", "/links", "/cite.bib"])
def test_what_is_only_read_takes_no_post(tail, client, answers):
    path = f"/artifact/wiki-genes-smn1{tail}"

    assert path in answers
    assert {client.generic(method, path).status_code for method in ("POST", "PUT", "DELETE", "PATCH")} == {405}


def test_lists_take_no_post(client):
    paths = [*LISTS, "/media/a.png", "/healthz", "/unknown"]

    assert {path: client.post(path).status_code for path in paths} == dict.fromkeys(paths, 405)
