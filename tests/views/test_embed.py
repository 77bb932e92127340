"""The embed: parts whole and alone, themes, pinned revisions; what it refuses is told in the frame."""

from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from artifacts.domain.suppress import suppress
from artifacts.domain.withdraw import withdraw
from artifacts.views.embed_help import part_words
from tests.helpers import edit, make_hypothesis, make_page, make_reference, someone
from tests.views.site import make_site, merge

pytestmark = pytest.mark.django_db
ADDRESS = "/artifact/wiki-genes-smn1"
BODY = """## First

One [@a], see [the other](#s-second).

### Within

Two [@b].

## Second

Three [@c] [[genes-smn2]].
"""


@pytest.fixture
def article():
    works = {key: make_reference(key, csl={"title": f"Work {key}"}).public_id for key in "abcd"}
    return make_page(
        body=BODY,
        citations=works,
        infobox=[{"label": "Gene", "value": "*SMN1*", "citekeys": ["d"]}],
        relations=[{"to": make_hypothesis().public_id}],
    )


def embedded(client, query: str = "", address: str = ADDRESS):
    response = client.get(f"{address}?embed=1{query}")
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


def words(tree, path: str = "//main") -> str:
    return " ".join(" ".join(found.text_content() for found in tree.xpath(path)).split())


def numbers(tree) -> list[str]:
    return tree.xpath("//section[@class='references']//li/@value")


def test_the_infobox_comes_alone_with_the_works_that_it_cites(client, article):
    page = embedded(client, "&part=infobox")

    assert words(page).startswith("SMN1 GeneSMN11 References ↑ Lefebvre S, Bürglen L. Work d.")
    assert numbers(page) == ["1"]
    assert "One" not in words(page)


def test_a_section_comes_with_what_is_within_it_and_the_works_that_it_cites(client, article):
    page = embedded(client, "&part=section:s-first")

    assert words(page, "//div[@class='prose']/*") == "First One 2, see the other. Within Two 3."
    assert numbers(page) == ["2", "3"]
    assert page.xpath("//aside") == []


def test_a_section_may_be_named_as_its_heading_is(client, article):
    assert words(embedded(client, "&part=section:Second")) == words(embedded(client, "&part=section:s-second"))


def test_references_and_hypotheses_come_alone(client, article):
    references, hypotheses = (embedded(client, f"&part={part}") for part in ("references", "hypotheses"))

    assert (numbers(references), "One" in words(references)) == (["1", "2", "3", "4"], False)
    assert "Earlier is better" in words(hypotheses)
    assert (numbers(hypotheses), "One" in words(hypotheses)) == ([], False)


@pytest.mark.parametrize("part", ["infobox", "references", "hypotheses", "section:s-first", "section:s-within"])
def test_a_part_is_a_whole_page_whose_links_lead_somewhere(client, article, part):
    page = embedded(client, f"&part={part}")

    ids = page.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    assert {href[1:] for href in page.xpath("//a[starts-with(@href, '#')]/@href")} - set(ids) == set()
    assert page.xpath("count(//h1)") == 1


def test_what_a_part_links_to_outside_of_it_is_linked_on_the_page(client, article):
    page = embedded(client, "&part=section:s-first")
    references = embedded(client, "&part=references")

    whole = f"https://wiki.example.org{ADDRESS}"
    assert page.xpath("//a[text()='the other']/@href") == [f"{whole}#s-second"]
    assert page.xpath("//a[text()='the other']/@target") == ["_blank"]
    assert references.xpath("//li[@id='ref-2']/a/@href") == [f"{whole}#cite-2-1"]


def test_the_footer_cites_and_leads_back(client, article):
    day = f"{article.revisions.newest().date:%-d %B %Y}"

    footer = embedded(client).xpath("//footer")[0]

    address = f"https://wiki.example.org{ADDRESS}"
    assert " ".join(footer.text_content().split()) == f"SMN1. SciDEX, revision 1, {day}. {address}"
    assert set(footer.xpath(".//a/@href")) == {address}
    assert set(footer.xpath(".//a/@target")) == {"_blank"}


@pytest.mark.parametrize(
    ("query", "theme", "scheme"),
    [("", [], "light dark"), ("&theme=auto", [], "light dark"), ("&theme=", [], "light dark")]
    + [(f"&theme={name}", [name], name) for name in ("light", "dark")],
)
def test_the_theme_is_the_readers_or_the_one_asked_for(query, theme, scheme, client, article):
    page = embedded(client, query)

    assert page.xpath("/html/@data-theme") == theme
    assert page.xpath("//meta[@name='color-scheme']/@content") == [scheme]


def test_a_pinned_embed_stays_what_it_was(client, article):
    edit(article, title="Renamed", body="## New\n\nText.", live=True)

    page = embedded(client, "&r=1&part=section:s-first")

    assert "One" in words(page)
    assert "revision 1" in words(page, "//footer")
    assert set(page.xpath("//footer//a/@href")) == {f"https://wiki.example.org{ADDRESS}/r/1"}
    assert "New" in words(embedded(client))


def test_a_pinned_embed_tells_who_has_it(client, article):
    first = client.get(f"{ADDRESS}?embed=1&r=1")

    again = client.get(f"{ADDRESS}?embed=1&r=1", headers={"If-None-Match": first["ETag"]})

    assert (first["Cache-Control"], again.status_code) == ("public, max-age=0, must-revalidate", 304)


def test_what_is_pinned_of_a_merged_page_stays_its_own(client, article):
    other = make_page("smn2", title="Other", body="Other.")
    edit(other, body="Other again.", live=True)
    merge(article, other)

    assert "One" in words(embedded(client, "&r=1"))
    assert client.get("/genes/smn1?embed=1&r=1")["Location"] == f"{ADDRESS}?embed=1&r=1"
    assert client.get(f"{ADDRESS}?embed=1")["Location"] == "/artifact/wiki-genes-smn2?embed=1"


NO_PART = (
    "There is no such part; part is one of: infobox, references, hypotheses, section: with the anchor of a heading "
    "behind it."
)
NONE_HERE = (
    "There is no such part here; there is: infobox, references, hypotheses, section:s-first, section:s-within, "
    "section:s-second."
)
NO_THEME = "There is no such theme; theme is one of: auto, light, dark."
NO_REVISION = "No revision with this number was published here; the newest one is 1."
NO_NUMBER = "r is the number of a revision, such as r=3."
REFUSED = {
    **dict.fromkeys(["part=toc", "part=Infobox", "part=<script>", "part=section"], (400, NO_PART)),
    **dict.fromkeys(["part=section:", "part=section:s-third", "part=section:ref-1"], (404, NONE_HERE)),
    **dict.fromkeys(["part=section:' or 1=1", f"part=section:{'é' * 2000}"], (404, NONE_HERE)),
    "theme=sepia": (400, NO_THEME),
    **dict.fromkeys(["r=0", "r=2", "r=77", "r=999999999"], (404, NO_REVISION)),
    **dict.fromkeys(["r=9999999999", "r=-1", "r=१"], (400, NO_NUMBER)),
    "r=1&part=section:s-third": (404, NONE_HERE),
}


def test_what_there_is_not_is_told_in_the_frame_and_never_the_whole_page(client, article):
    edit(article, title="Never published")

    answers = {query: client.get(f"{ADDRESS}?embed=1&{quote(query, safe='&=')}") for query in REFUSED}
    trees = {query: html.document_fromstring(answer.content.decode()) for query, answer in answers.items()}

    told = {query: (answer.status_code, words(trees[query], "//main/p")) for query, answer in answers.items()}
    assert told == REFUSED
    assert [query for query in trees if "One" in words(trees[query])] == []
    assert {"frame-ancestors *" in answer["Content-Security-Policy"] for answer in answers.values()} == {True}


def test_a_part_that_a_kind_lacks_is_told(client):
    reference = make_reference()

    response = client.get(f"{reference.get_absolute_url()}?embed=1&part=infobox")

    assert (response.status_code, "This has no parts that can be embedded alone." in response.content.decode()) == (
        404,
        True,
    )


def test_a_frame_tells_of_what_was_withdrawn_and_of_what_never_was(client, article):
    withdraw(article, by=someone(), reason="The data was <made up>.")

    gone, unknown = client.get(f"{ADDRESS}?embed=1&r=1"), client.get("/artifact/unknown?embed=1")

    assert (gone.status_code, "The data was &lt;made up&gt;." in gone.content.decode()) == (410, True)
    assert (unknown.status_code, "Nothing has this address." in unknown.content.decode()) == (404, True)
    assert [response for response in (gone, unknown) if "X-Frame-Options" in response] == []


def test_a_frame_tells_that_the_text_of_its_revision_was_taken_away(client, article):
    edit(article, body="Other.", live=True)
    suppress(article.revisions.get(number=1), by=someone(), reason="Privacy.")

    response = client.get(f"{ADDRESS}?embed=1&r=1")

    assert (response.status_code, "One" in response.content.decode()) == (410, False)


def test_an_embed_is_the_same_for_staff_and_leaves_no_cookie(client, reviewer):
    site = make_site()
    draft = make_page("draft", live=False)
    paths = [f"{artifact.get_absolute_url()}?embed=1" for artifact in (*site.values(), draft)]
    paths += [f"{site['page'].get_absolute_url()}?embed=1{query}" for query in ("&part=infobox", "&r=1", "&part=x")]

    public = [client.get(path) for path in paths]
    client.force_login(reviewer)
    staff = [client.get(path) for path in paths]

    assert [response.content for response in staff] == [response.content for response in public]
    assert [
        response for response in (*public, *staff) if response.cookies or "Cookie" in response.get("Vary", "")
    ] == []


@pytest.mark.parametrize("query", ["&part=infobox", "&part=section:s-first&theme=dark", "&part=references"])
def test_a_part_costs_two_queries_and_is_told_fresh_by_its_own_tag(query, client, article):
    with CaptureQueriesContext(connection) as queries:
        first = client.get(f"{ADDRESS}?embed=1{query}")
        asked = len(queries)
    again = client.get(f"{ADDRESS}?embed=1{query}", headers={"If-None-Match": first["ETag"]})
    whole = client.get(f"{ADDRESS}?embed=1", headers={"If-None-Match": first["ETag"]})

    assert asked == 2
    assert (again.status_code, whole.status_code) == (304, 200)
    assert first["ETag"].isascii()


def test_only_what_there_is_takes_room_in_the_cache(client, article, monkeypatch):
    kept = []
    monkeypatch.setattr(cache, "set", lambda key, *_: kept.append(key))

    for query in ("&part=section:nothing", "&part=x", "&theme=x", "&r=7", "&x=1", "&x=2", "&embed=2"):
        client.get(f"{ADDRESS}?embed=1{query}")

    assert len(set(kept)) == 1


def test_a_hostile_title_is_words_wherever_it_stands(client):
    title = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    page = make_page(title=title)

    for tail in ("", "?embed=1", "?embed=1&part=section:x", "/embed", "/r/1"):
        tree = html.document_fromstring(client.get(page.get_absolute_url() + tail).content.decode())
        assert (
            tail,
            tree.xpath("//img[@src='x'] | //*[@onerror] | //script[not(@src) and not(@type='application/ld+json')]"),
        ) == (tail, [])


def test_one_chooses_a_part_and_copies_what_shows_it(client, article):
    edit(article, title="Renamed", live=True)

    page = html.document_fromstring(client.get(f"{ADDRESS}/embed?part=section:s-first&theme=dark&r=1").content.decode())

    query = "?embed=1&part=section:s-first&theme=dark&r=1"
    address = f"https://wiki.example.org{ADDRESS}"
    snippets = [" ".join(found.text_content().split()) for found in page.xpath("//pre/code")]
    assert page.xpath("//option[@selected]/@value") == ["section:s-first", "dark", "1"]
    assert page.xpath("//iframe/@src") == [f"{ADDRESS}{query}"]
    assert f'src="{address}{query.replace("&", "&amp;")}"' in snippets[0]
    assert snippets[0].endswith('<script src="https://wiki.example.org/embed.js" async></script>')
    assert snippets[1] == snippets[0].partition(" <script")[0]
    assert snippets[2:] == [
        f"{address}/r/1#s-first",
        f'<a href="{address}/r/1#s-first">Renamed</a>',
        f"[Renamed]({address}/r/1#s-first)",
        f"https://wiki.example.org/oembed?url={quote(address + query, safe='')}&format=json",
    ]


def test_a_page_of_very_many_sections_has_them_all_to_choose_from():
    # Looked up for each of them from the first on, they would take minutes.
    parts = {"toc": [{"anchor": f"s-{n}", "text": f"Part {n}"} for n in range(50_000)]}

    choices = part_words(parts)

    assert (len(choices), choices[-1]) == (50_000, ("section:s-49999", "Section: Part 49999"))


@pytest.mark.parametrize("query", ["part=x", "part=section:x", "r=9"])
def test_what_cannot_be_chosen_is_refused_with_a_sentence(query, client):
    make_page()

    response = client.get(f"{ADDRESS}/embed?{query}")

    assert (response.status_code, "X-Frame-Options" in response) == (400, True)
    told = words(html.document_fromstring(response.content.decode()), "//main//p")
    assert told.startswith(("There is no such part", "This has no parts", "No revision with this number"))


def test_the_chooser_of_a_merged_page_is_that_of_its_target(client, article):
    merge(article, make_page("smn2"))

    response = client.get(f"{ADDRESS}/embed?part=infobox")

    assert response["Location"] == "/artifact/wiki-genes-smn2/embed?part=infobox"


def test_the_script_for_other_sites_keeps_its_address_and_may_be_kept(client):
    response = client.get("/embed.js")
    again = client.get("/embed.js", headers={"If-None-Match": response["ETag"]})

    assert (response.status_code, response["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert (response["Cache-Control"], again["Cache-Control"], again.status_code) == (
        "public, max-age=3600",
        "public, max-age=3600",
        304,
    )
