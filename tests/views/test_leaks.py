"""Nothing tells a stranger that a draft exists, nor breaks on what no browser sends."""

import pytest

from tests.helpers import edit, make_page

pytestmark = pytest.mark.django_db


def answer(client, path: str) -> tuple:
    response = client.get(path)
    # The page names what was asked for, to search for it.
    return (
        response.status_code,
        response.content.replace(b'value="other"', b'value="draft"'),
        sorted(response.headers.items()),
    )


@pytest.mark.parametrize(
    "tail",
    [
        *("", "?embed=1", "/history", "/history.atom", "/links", "/r/1", "/blame", "/r/1/blame", "/diff/1..2"),
        *("/cite.bib", "/cite.txt", "/card"),
    ],
)
def test_a_draft_is_answered_like_nothing(client, tail):
    make_page("draft", live=False)

    assert answer(client, f"/artifact/wiki-genes-draft{tail}") == answer(client, f"/artifact/wiki-genes-other{tail}")


def test_an_unpublished_revision_is_answered_like_none(client):
    page = make_page("smn1")
    edit(page, title="Draft")

    assert answer(client, "/artifact/wiki-genes-smn1/r/2") == answer(client, "/artifact/wiki-genes-smn1/r/77")


def test_a_nul_in_a_cookie_is_refused(client):
    make_page("smn1")

    response = client.get("/artifact/wiki-genes-smn1/history", headers={"Cookie": 'sessionid="abc\\000def"'})

    assert response.status_code == 400


def test_links_out_of_an_embed_open_beside_it(client):
    make_page("smn2")
    make_page("smn1", body="## A\n\nSee [[genes-smn2]][@a].")

    html = client.get("/artifact/wiki-genes-smn1?embed=1").content.decode()

    assert '<a target="_blank" class="to-page" href="/artifact/wiki-genes-smn2"' in html
    assert '<a href="#ref-1"' in html


def test_a_search_finds_either_apostrophe_and_the_page_before_its_works(client):
    make_page("huntingtons", title="Huntington's disease", body="About it.")

    for query in ("Huntington’s", "Huntington's"):
        assert "/artifact/wiki-genes-huntingtons" in client.get("/search", {"q": query}).content.decode()


def test_a_pattern_is_no_filter_of_the_admin(client, administrator):
    client.force_login(administrator)

    assert client.get("/admin/artifacts/wikipage/?body__regex=%5C").status_code in (302, 400)


def test_what_links_to_a_draft_is_kept_by_no_cache(client, reviewer):
    draft = make_page("secret", live=False)
    client.force_login(reviewer)

    response = client.get(f"{draft.get_absolute_url()}/links")

    assert (response.status_code, "no-store" in response["Cache-Control"]) == (200, True)
