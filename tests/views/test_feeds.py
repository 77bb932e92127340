"""Atom feeds: valid whatever people write, the same for everyone, with addresses of the site, and never a draft."""

import html
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date
from lxml import etree
from lxml import html as html_tree

from artifacts.domain.withdraw import withdraw
from artifacts.models import RevisionInfo
from artifacts.views import feeds
from tests.helpers import edit, fresh, make_page
from tests.views.site import merge

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
RECENT, HISTORY = "/recent.atom", "/artifact/wiki-genes-smn1/history.atom"
SITE = "https://wiki.example.org"


def feed(response):
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(response.content)


def told(element, *names: str) -> list[str]:
    return [element.findtext(f"{ATOM}{name}") for name in names]


def links(element) -> dict[str, str]:
    return {link.get("rel"): link.get("href") for link in element.findall(f"{ATOM}link")}


def entries(response) -> list:
    return feed(response).findall(f"{ATOM}entry")


def test_an_entry_tells_one_change(client, editor):
    page = make_page(body="It takes 5 mg.")
    info = edit(page, by=editor, live=True, summary="As in the label", body="It takes 50 mg.").revision

    for path, title in ((RECENT, "SMN1"), (HISTORY, "Revision 2")):
        entry = entries(client.get(path))[0]

        assert told(entry, "title", "id") == [title, f"{SITE}/artifact/wiki-genes-smn1/r/2"]
        assert links(entry) == {"alternate": f"{SITE}/artifact/wiki-genes-smn1/diff/1..2"}
        assert entry.find(f"{ATOM}author").findtext(f"{ATOM}name") == "Edith Editor"
        info.refresh_from_db()
        assert told(entry, "updated", "published") == [info.first_published.isoformat()] * 2
        summary = "As in the label · text · +1 byte · alters numbers · alters doses · unreviewed"
        assert html.unescape(told(entry, "summary")[0]) == summary


def test_the_first_revision_is_linked_itself(client):
    make_page()

    (entry,) = entries(client.get(HISTORY))

    assert links(entry) == {"alternate": f"{SITE}/artifact/wiki-genes-smn1/r/1"}


def test_a_feed_names_its_page_and_itself_by_the_sites_address(client):
    make_page()

    recent = feed(client.get(f"{RECENT}?type=gene&author=&page=7", headers={"Host": "127.0.0.1"}))
    history = feed(client.get(HISTORY, headers={"Host": "127.0.0.1"}))

    assert links(recent) == {"alternate": f"{SITE}/recent?type=gene", "self": f"{SITE}/recent.atom?type=gene"}
    assert links(history) == {"alternate": f"{SITE}/artifact/wiki-genes-smn1/history", "self": SITE + HISTORY}
    assert told(history, "title", "subtitle", "id") == ["History of SMN1", "SciDEX", SITE + HISTORY]


def test_what_people_write_stays_text(client, editor):
    editor.last_name = "<i>E\x1b</i>"
    page = make_page(title="<b>S&amp;M</b>\x0b")
    edit(page, by=editor, live=True, body="Other.", summary="<script>x</script> \x08&\ufffe")

    for path in (RECENT, HISTORY):
        entry = entries(client.get(path))[0]

        # The title is plain text, the summary HTML that shows plain text.
        assert told(entry, "title")[0] in ("<b>S&amp;M</b>", "Revision 2")
        assert entry.find(f"{ATOM}author").findtext(f"{ATOM}name") == "Edith <i>E</i>"
        assert told(entry, "summary")[0].startswith("&lt;script&gt;x&lt;/script&gt; &amp; · text")


@pytest.mark.parametrize("path", [RECENT, HISTORY])
def test_a_draft_is_in_no_feed_for_staff_either(path, client, administrator):
    page = make_page()
    edit(page, title="Secret", summary="Secret")
    make_page("draft", live=False)
    public = client.get(path)
    client.force_login(administrator)

    private = client.get(path)

    assert private.content == public.content
    assert (b"Secret" in public.content, len(entries(public))) == (False, 1)
    assert "Cookie" not in private.get("Vary", "")
    assert client.get("/artifact/wiki-genes-draft/history.atom").status_code == 404


def test_the_feed_of_an_artifact_answers_as_its_history_does(client):
    gone, source = make_page("gone"), make_page("source")
    withdraw(gone, by=gone.revisions.get(number=1).author, reason="Wrong.")
    merge(source, make_page("target"))

    answers = {name: client.get(f"/artifact/wiki-genes-{name}/history.atom") for name in ("gone", "source", "none")}

    assert {name: answer.status_code for name, answer in answers.items()} == {"gone": 410, "source": 200, "none": 404}
    assert links(entries(answers["source"])[0])["alternate"] == f"{SITE}/artifact/wiki-genes-source/r/1"
    moved = client.get("/artifact/WIKI-genes-source/history.atom")
    assert (moved.status_code, moved["Location"]) == (301, "/artifact/wiki-genes-source/history.atom")


def test_a_withdrawn_artifact_leaves_the_feed(client):
    page, _other = make_page(), make_page("smn2")
    withdraw(page, by=page.revisions.get(number=1).author, reason="Wrong.")

    assert [told(entry, "title") for entry in entries(client.get(RECENT))] == [["SMN2"]]


@pytest.mark.parametrize("path", [RECENT, HISTORY])
def test_a_copy_that_is_still_right_is_not_sent_again(path, client):
    page = make_page()
    first = client.get(path)
    by_tag = {"If-None-Match": first["ETag"]}

    assert client.get(path, headers=by_tag).status_code == 304
    # A date alone does not tell: what was withdrawn since makes a feed no newer.
    assert client.get(path, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 200

    edit(page, body="Other.", live=True)

    assert client.get(path, headers=by_tag).status_code == 200
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_the_feed_is_as_old_as_its_newest_entry_and_an_empty_one_never_changes(client):
    empty = client.get(RECENT)
    make_page()
    RevisionInfo.objects.update(first_published=datetime(2026, 4, 1, 12, tzinfo=UTC))

    assert client.get(RECENT)["Last-Modified"] == http_date(datetime(2026, 4, 1, 12, tzinfo=UTC).timestamp())
    assert (empty["Last-Modified"], told(feed(empty), "updated")) == (http_date(0), ["1970-01-01T00:00:00+00:00"])


def test_a_feed_is_bounded_to_its_newest_entries(client, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_ENTRIES", 2)
    page = make_page()
    for number in range(3):
        edit(page, body=f"Text {number}.", live=True)

    assert [told(entry, "title") for entry in entries(client.get(HISTORY))] == [["Revision 4"], ["Revision 3"]]


def test_the_feed_of_an_artifact_takes_as_many_queries_for_three_revisions_as_for_one(client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(HISTORY).status_code == 200
        return len(captured)

    page = make_page()
    few = queries()
    for number in range(2):
        edit(page, body=f"Text {number}.", live=True)

    assert (queries(), fresh(page).revisions.count()) == (few, 3)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/recent", "/recent.atom"),
        ("/recent?type=gene&author=&tag=", "/recent.atom?type=gene"),
        ("/artifact/wiki-genes-smn1", HISTORY),
        ("/artifact/wiki-genes-smn1/history", HISTORY),
    ],
)
def test_pages_name_their_feed_to_programs(path, address, client):
    make_page()

    page = html_tree.document_fromstring(client.get(path).content)

    assert page.xpath("//head/link[@rel='alternate' and @type='application/atom+xml']/@href") == [address]
