"""Hostile addresses: whatever is asked, the answer is never an error of ours."""

import pytest

from tests.helpers import make_page
from tests.views.site import make_site

pytestmark = pytest.mark.django_db
HUGE = "9" * 30
JUNK = [
    *("%00", HUGE, "9" * 5000, "-1", "1e400", "x" * 10_000, "%ED%A0%80", "%F0%9F%92%89", "'", "%25", "%5C"),
    *(
        "..",
        "%0d%0aSet-Cookie:a=b",
        "%EF%B7%BA" * 200,
        "{{7*7}}",
        "doi:10.1056/" + "x" * 9000,
        "pmid:" + HUGE,
        "%D9%A3",
    ),
]
FOR_ADMIN = ["%00", HUGE, "9" * 5000, "-1", "x" * 10_000, "%ED%A0%80", "%25"]
IN_PATHS = [
    *("/{}", "/{}/", "/wiki/{}", "/{}/{}", "/artifact/{}", "/artifacts/{}", "/artifact/{}/r/1", "/artifact/{}/history"),
    *(
        "/artifact/{}/links",
        "/artifact/{}/cite.bib",
        "/artifact/{}/card",
        "/artifact/{}/diff/1..2",
        "/media/{}",
        "/media/{}.png",
    ),
    *("/browse/{}", "/static/{}", "/artifact/wiki-genes-smn1/r/{}", "/artifact/wiki-genes-smn1/diff/{}..{}"),
    *("/artifact/wiki-genes-smn1/cite.{}", "/hypothesis/{}", "/analyses/{}"),
]
IN_QUERIES = [
    *("/?page={}", "/browse/gene?page={}", "/search?q={}", "/search?q=smn1&page={}", "/exchange?page={}", "/{}?{}={}"),
    *("/recent?page={}", "/artifact/wiki-genes-smn1?embed={}", "/artifact/wiki-genes-smn1?{}", "/genes/smn1?{}"),
    *("/artifact/wiki-genes-smn1/history?page={}", "/artifact/wiki-genes-smn1/links?page={}", "/healthz?{}"),
    *("/artifact/wiki-genes-smn1/cite.txt?style={}", "/artifact/wiki-genes-smn1/diff?before={}&after={}"),
    *("/artifact/wiki-genes-smn1/diff/1..2?view={}", "/artifact/wiki-genes-smn1/r/1?{}"),
]
IN_ADMIN = [
    *("?q={}", "?p={}", "?o={}", "?all={}", "?entity_type__exact={}", "?artifact__state__exact={}", "?published={}"),
    *("?{}", "?_popup={}", "{}/change/", "{}/history/", "{}/delete/", "1/history/?page={}", "{}/"),
]


def answered(client, templates, junks=JUNK) -> dict[int, str]:
    """The statuses of all addresses that hold junk, each with the first address that got it."""
    found = {}
    for template in templates:
        for junk in junks:
            path = template.replace("{}", junk)
            found.setdefault(client.get(path).status_code, path[:90])
    return found


@pytest.mark.parametrize("templates", [IN_PATHS, IN_QUERIES], ids=["path", "query"])
def test_no_address_breaks_a_public_page(templates, client):
    make_site()

    found = answered(client, templates)

    assert {status: found[status] for status in found.keys() - {200, 301, 302, 400, 404}} == {}


def test_no_address_breaks_the_admin(client, administrator):
    make_page()
    client.force_login(administrator)
    models = ("wikipage", "hypothesis", "analysis", "reference", "artifact", "draft")
    templates = [f"/admin/artifacts/{model}/{tail}" for model in models[:1] for tail in IN_ADMIN]
    templates += [f"/admin/artifacts/{model}/{tail}" for model in models[1:] for tail in ("?q={}", "{}/history/")]
    templates += ["/admin/r/{}/{}/", "/admin/{}/", "/admin/artifacts/{}/", "/admin/jsi18n/?{}"]
    field = "app_label=artifacts&model_name=citation&field_name=reference"
    templates += [f"/admin/autocomplete/?{field}&term={{}}", f"/admin/autocomplete/?{field}&page={{}}"]
    templates += ["/admin/autocomplete/?app_label={}&model_name={}&field_name={}"]

    found = answered(client, templates, FOR_ADMIN)

    assert {status: found[status] for status in found.keys() - {200, 301, 302, 400, 403, 404}} == {}


@pytest.mark.parametrize("path", ["/search?q=%00", "/artifact/a%00b", "/browse/gene?page=%00", "/?%00=1"])
def test_a_nul_in_an_address_is_told_in_a_page_of_ours(path, client):
    response = client.get(path)

    assert response.status_code == 400
    assert "This request could not be read" in response.content.decode()


def test_an_unknown_style_of_citation_is_told_with_those_there_are(client):
    response = client.get(f"{make_page().get_absolute_url()}/cite.txt?style=<b>")

    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert (
        response.content.decode() == "There is no such style here; use one of: ama, vancouver, apa, nature, chicago.\n"
    )


def test_a_search_shows_what_was_asked_as_words(client):
    html = client.get("/search", {"q": '<b>"x"</b> 100%'}).content.decode()

    assert "&lt;b&gt;&quot;x&quot;&lt;/b&gt; 100%" in html
    assert "<b>" not in html
