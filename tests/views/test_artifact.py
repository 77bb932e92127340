"""The page and its embed: at most two queries, no Markdown, the same bytes for everyone, told apart by their tags."""

from email.utils import parsedate_to_datetime

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date
from lxml import html

from artifacts.domain.render import rendering
from artifacts.models import Publication
from artifacts.text import markdown, syntax
from artifacts.views import freshness
from tests.helpers import edit, make_analysis, make_hypothesis, make_page, make_reference
from tests.views.site import make_site

pytestmark = pytest.mark.django_db
MAKERS = [make_page, make_hypothesis, make_analysis, make_reference]
VARIANTS = ["", "?embed=1"]


def rich_page():
    reference, hypothesis = make_reference(), make_hypothesis()
    return make_page(
        body="## One\n\nText [@a] [[genes-smn2]].\n\n## Two\n\n## Three",
        citations={"a": reference.public_id},
        infobox=[{"label": "Gene", "value": "*SMN1*", "citekeys": ["a"]}],
        relations=[{"to": hypothesis.public_id}],
    )


def queries_of(client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in queries]


@pytest.mark.parametrize("make", [rich_page, *MAKERS])
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_reader_costs_two_queries_and_none_of_a_session(make, variant, client, editor):
    path = make().get_absolute_url() + variant
    client.force_login(editor)

    queries = queries_of(client, path)

    assert len(queries) <= 2
    assert [sql for sql in queries if "django_session" in sql or "auth_user" in sql] == []


@pytest.mark.parametrize("make", [rich_page, *MAKERS])
@pytest.mark.parametrize("variant", VARIANTS)
def test_no_markdown_is_parsed_while_a_reader_waits(make, variant, client, monkeypatch):
    path = make().get_absolute_url() + variant

    def refuse(*_args, **_options):
        raise AssertionError("Markdown was parsed.")

    for module, name in (
        *((rendering, name) for name in ("parse", "parse_inline", "render", "plain_text")),
        *((markdown, name) for name in ("parse", "parse_inline", "parse_tokens", "sanitise")),
        (syntax, "parse_tokens"),
    ):
        monkeypatch.setattr(module, name, refuse)

    assert client.get(path).status_code == 200


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_page_is_the_same_bytes_for_everyone(variant, client, editor, administrator):
    path = rich_page().get_absolute_url() + variant

    bodies = [client.get(path).content]
    for user in (editor, administrator):
        client.force_login(user)
        bodies.append(client.get(path).content)

    assert bodies == [bodies[0]] * 3


@pytest.mark.parametrize("variant", VARIANTS)
def test_caches_may_keep_a_page_for_everyone_and_ask_again(variant, client, editor):
    path = make_page().get_absolute_url() + variant
    client.force_login(editor)

    response = client.get(path)

    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert (response["Vary"], "Set-Cookie" in response) == ("Accept-Encoding", False)


@pytest.mark.parametrize("variant", VARIANTS)
def test_whoever_has_the_page_is_told_so(variant, client):
    path = make_page().get_absolute_url() + variant
    first = client.get(path)
    later = http_date(parsedate_to_datetime(first["Last-Modified"]).timestamp() + 1)

    for condition in (
        {"If-None-Match": first["ETag"]},
        {"If-None-Match": f'"other", W/{first["ETag"]}'},
        {"If-Modified-Since": first["Last-Modified"]},
        {"If-Modified-Since": later},
    ):
        again = client.get(path, headers=condition)
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    for condition in ({"If-None-Match": '"other"'}, {"If-Modified-Since": http_date(0)}, {"If-Modified-Since": "junk"}):
        assert client.get(path, headers=condition).content == first.content


def test_what_is_not_modified_is_not_read_either(client):
    path = rich_page().get_absolute_url()
    tag = client.get(path)["ETag"]

    with CaptureQueriesContext(connection) as queries:
        client.get(path, headers={"If-None-Match": tag})

    assert len(queries) == 1


def test_head_answers_as_get_does_without_a_body(client):
    path = make_page().get_absolute_url()
    whole, head = client.get(path), client.head(path)

    assert (head.status_code, head.content) == (200, b"")
    assert (head["ETag"], head["Last-Modified"]) == (whole["ETag"], whole["Last-Modified"])


def test_the_tag_changes_with_all_that_the_bytes_depend_on(client, settings, monkeypatch):
    page = make_page()

    def tag(variant: str = "") -> str:
        return client.get(page.get_absolute_url() + variant)["ETag"]

    tags = [tag(), tag("?embed=1")]
    edit(page, body="Other.", live=True)
    tags.append(tag())
    Publication.objects.update(etag="ofanotherrenderer")
    tags.append(tag())
    for name, value in (("SITE_NAME", "Another"), ("SITE_URL", "https://other.example"), ("LANGUAGE_CODE", "de")):
        setattr(settings, name, value)
        freshness._assets.cache_clear()
        tags.append(tag())
    monkeypatch.setattr(freshness, "assets", lambda: ("otherstylesheet", 0.0))
    tags.append(tag())
    freshness._assets.cache_clear()

    assert len(set(tags)) == len(tags)


def test_whoever_is_developing_sees_an_edited_template_at_once(client, settings, tmp_path):
    (tmp_path / "templates").mkdir()
    template = tmp_path / "templates" / "page.html"
    template.write_text("one")
    settings.BASE_DIR, settings.DEBUG = tmp_path, True

    before = freshness.assets()[0]
    template.write_text("two")

    assert freshness.assets()[0] != before


def test_the_page_names_its_address_as_https_from_the_settings(client):
    page = rich_page()

    text = client.get(page.get_absolute_url()).content.decode()

    address = "https://wiki.example.org/artifact/wiki-genes-smn1"
    assert f'<link rel="canonical" href="{address}">' in text
    assert f"&lt;iframe src=&quot;{address}?embed=1&quot; title=&quot;SMN1&quot;" in text
    assert f"[SMN1]({address})" in text
    assert f"{address}/r/1" in text


def test_the_page_shows_all_that_belongs_to_it(client):
    artifact = make_site()["page"]

    page = html.document_fromstring(client.get(artifact.get_absolute_url()).content.decode())

    def texts(path: str) -> list[str]:
        return [" ".join(found.text_content().split()) for found in page.xpath(path)]

    def section(name: str) -> str:
        return f"//section[@aria-labelledby='{name}']"

    assert texts("//h1 | //aside//th | //aside//td") == ["SMN1", "Gene", "SMN11"]
    assert texts("//nav[@class='contents']//li") == [
        "Top",
        "One",
        "Two",
        "Three",
        "Related hypotheses",
        "Related analyses",
        "References",
    ]
    assert [text[:32] for text in texts("//section[@class='references']//li")] == [
        *("↑ a b Lefebvre S, Bürglen L. Ide", "↑ b – no reference is given for ")
    ]
    assert texts(f"{section('related-hypotheses')}//a") == ["Earlier is better"]
    assert texts(f"{section('related-analyses')}//a") == ["When does it stop helping?"]
    assert texts("//p[@class='note']") == ["Merged from smn1, 1 April 2026."]
    assert texts(f"{section('metadata')}//dl/*") == ["Edited", "once", "Origin", "import"]
    assert "__merged_from" in texts(f"{section('metadata')}//details")[0]
    assert texts(f"({section('provenance')}//tr)[2]/*") == [
        "was written byprov:wasAttributedTo",
        "somebody",
        "2 revisions",
    ]
    assert texts(f"{section('cite')}//label")[:3] == ["AMA", "Vancouver", "APA"]
    assert texts(f"{section('cite')}//p[@class='copy']")[0].startswith("SciDEX contributors.")


def test_a_page_leads_to_the_revision_that_it_shows_and_prints_its_address(client):
    artifact = make_site()["page"]
    address = f"{artifact.get_absolute_url()}/r/2"

    page = html.document_fromstring(client.get(artifact.get_absolute_url()).content.decode())

    assert page.xpath("//div[@class='byline']/p/a/@href") == [address]
    imprint = " ".join(page.xpath("//footer[@class='imprint']")[0].text_content().split())
    assert imprint.startswith("SMN1, SciDEX, revision 2 of ")
    assert f"{settings.SITE_URL}{address} sha256:{artifact.revisions.get(number=2).content_sha256}" in imprint


def test_a_long_infobox_folds_its_later_rows_away_and_needs_no_script_for_that(client):
    rows = [{"label": f"Label {n}", "value": "x"} for n in range(12)]
    artifact = make_page(infobox=[{"kind": "header", "label": "SMN1"}, *rows])

    page = html.document_fromstring(client.get(artifact.get_absolute_url()).content.decode())

    # The head that spans all of the table is its caption.
    assert len(page.xpath("//aside/table//tr")) == 6
    assert len(page.xpath("//aside/details/table//tr")) == 6
    assert page.xpath("string(//aside//summary)") == "6 more facts"
    # On a phone the page's title need not be said twice.
    assert [head.text for head in page.xpath("//aside//caption[contains(@class, 'same')]")] == ["SMN1"]


def test_links_to_headings_are_no_part_of_what_is_kept_of_a_page(client):
    artifact = make_page(body="## One\n\nText.")
    publication = Publication.objects.get(artifact=artifact)

    page = html.document_fromstring(client.get(artifact.get_absolute_url()).content.decode())

    assert page.xpath("//h2[@id='s-one']/following-sibling::a/@href") == ["#s-one"]
    assert "anchor" not in publication.parts["body"]


@pytest.mark.parametrize("make", MAKERS)
def test_every_kind_is_embedded_without_chrome(make, client):
    artifact = make()

    text = client.get(f"{artifact.get_absolute_url()}?embed=1").content.decode()

    assert f"<h1>{client.get(artifact.get_absolute_url()).context['title']}</h1>" in text
    assert [mark for mark in ('class="site"', "<form", "csrf") if mark in text] == []


@pytest.mark.parametrize("value", ["", "0"])
def test_an_embed_that_is_switched_off_is_the_page(value, client):
    path = make_page().get_absolute_url()

    assert client.get(f"{path}?embed={value}").content == client.get(path).content


def test_the_host_that_was_asked_stands_nowhere_in_the_page(client):
    text = client.get(make_page().get_absolute_url(), headers={"host": "localhost"}).content.decode()

    assert "localhost" not in text
