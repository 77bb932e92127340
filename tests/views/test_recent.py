"""Recent changes: every published revision, newest first, by filters that are checked, in pages that cost the same."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from artifacts.domain.publish import publish
from artifacts.domain.save import save
from artifacts.domain.suppress import suppress
from artifacts.domain.withdraw import withdraw
from artifacts.models import RevisionInfo
from artifacts.templatetags.artifact_html import TAGS
from artifacts.text.significance import KINDS
from artifacts.views import recent
from tests.helpers import edit, make_hypothesis, make_page, make_reference
from tests.views.site import merge

pytestmark = pytest.mark.django_db


def shown(client, query: str = "") -> list[str]:
    """`SMN1 2` for each entry of the list."""
    entries = client.get(f"/recent{query}").context["entries"]
    return [f"{entry['title']} {entry['revision'].number}" for entry in entries]


def tree(client, query: str = ""):
    return html.document_fromstring(client.get(f"/recent{query}").content)


def texts(nodes) -> list[str]:
    return [" ".join(node.text_content().split()) for node in nodes]


def test_an_entry_says_what_changed_by_how_much_who_and_why(client, editor):
    page = make_page(body="It takes 5 mg.", infobox=[{"label": "Band", "value": "5q13"}])
    edit(page, by=editor, live=True, summary="As <in> the label", body="It takes 50 mg.")

    (first, _second) = tree(client).xpath("//ul[@class='changes']/li")

    assert texts(first.xpath("./p"))[:2] == [
        "SMN1 revision 2 changes alters numbers alters doses",
        "As <in> the label",
    ]
    assert texts(first.xpath("./p"))[2].partition(" ")[2] == "· Edith Editor · text · +1 byte"
    assert first.xpath(".//a/@href") == [
        *("/artifact/wiki-genes-smn1", "/artifact/wiki-genes-smn1/r/2", "/artifact/wiki-genes-smn1/diff/1..2"),
        "/recent?author=Edith%20Editor",
    ]


def test_a_draft_is_not_there_for_anybody(client, administrator):
    edit(make_page(), title="Draft", summary="Secret")
    make_page("unseen", live=False)

    for _round in range(2):
        assert shown(client) == ["SMN1 1"]
        client.force_login(administrator)


def test_a_change_is_measured_from_what_readers_saw_before(client, editor):
    page = make_page(body="a")
    edit(page, by=editor, body="a" * 101)
    edit(page, by=editor, title="SMN-1", live=True)

    entry = client.get("/recent").context["entries"][0]

    assert entry["diff_url"] == "/artifact/wiki-genes-smn1/diff/1..3"
    assert client.get(entry["diff_url"]).status_code == 200
    assert (entry["changed"], entry["size"]) == ("title, with 1 earlier edit", "+101 bytes")


def test_what_was_published_first_is_new(client):
    page = make_page(live=False)
    edit(page, body="Other.", live=True)

    (entry,) = client.get("/recent").context["entries"]

    assert (entry["changed"], entry["diff_url"]) == ("new", "")
    assert entry["size"] == f"+{page.revisions.get(number=2).size} bytes"


def test_a_withdrawn_artifact_leaves_and_a_merged_one_stays(client):
    gone, source, target = make_page("gone"), make_page("source"), make_page("target")
    withdraw(gone, by=gone.revisions.get(number=1).author, reason="Wrong.")
    merge(source, target)

    assert shown(client) == ["TARGET 1", "SOURCE 1"]
    assert "merged into another page" in client.get("/recent").content.decode()


def test_a_suppressed_text_is_said_to_be_gone(client, administrator):
    page = make_page()
    edit(page, body="Other.", live=True)
    suppress(page.revisions.get(number=1), by=administrator, reason="Private.")

    assert texts(tree(client).xpath("//span[@class='badge']")) == ["text suppressed"]


@pytest.fixture
def some_changes(editor):
    page, hypothesis = make_page(), make_hypothesis(title="Idea")
    make_page("als", entity_type="disease")
    make_reference(csl={"title": "Work"})
    content = {"kind": "analysis", "title": "Imported"}
    publish(save(content, by=editor, public_id="SDA-1", tags=["import"]).revision, by=editor)
    edit(page, by=editor, body="Text 2.", live=True)
    days = {"SMN1": 1, "Idea": 2, "ALS": 3, "Work": 4, "Imported": 5}
    for info in RevisionInfo.objects.select_related("artifact"):
        day = 6 if info.number == 2 else days[info.artifact.publication.title]
        RevisionInfo.objects.filter(pk=info.pk).update(first_published=datetime(2026, 4, day, 12, tzinfo=UTC))
    return hypothesis


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["SMN1 2", "Imported 1", "Work 1", "ALS 1", "Idea 1", "SMN1 1"]),
        ("?type=page", ["SMN1 2", "ALS 1", "SMN1 1"]),
        ("?type=gene", ["SMN1 2", "SMN1 1"]),
        ("?type=hypothesis", ["Idea 1"]),
        ("?type=analysis&tag=import", ["Imported 1"]),
        ("?tag=merge", []),
        ("?author=edith+EDITOR", ["SMN1 2", "Imported 1"]),
        ("?author=edith", []),
        ("?since=2026-04-05", ["SMN1 2", "Imported 1"]),
        ("?until=2026-04-02", ["Idea 1", "SMN1 1"]),
        ("?since=2026-04-02&until=2026-04-02&type=&author=&tag=", ["Idea 1"]),
        ("?since=0001-01-01&until=9999-12-31", ["SMN1 2", "Imported 1", "Work 1", "ALS 1", "Idea 1", "SMN1 1"]),
    ],
)
@pytest.mark.usefixtures("some_changes")
def test_filters_leave_what_they_say(query, found, client):
    assert shown(client, query) == found


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("?type=pages", "type", "Select a valid choice. pages is not one of the available choices."),
        ("?tag=%3Cb%3E", "tag", "Select a valid choice. <b> is not one of the available choices."),
        ("?since=yesterday", "since", "Enter a valid date."),
        ("?until=2026-02-30", "until", "Enter a valid date."),
        ("?since=2026-04-02&until=2026-04-01", "until", "Give a day that is not before the first one."),
        (f"?author={'a' * 201}", "author", "Ensure this value has at most 200 characters (it has 201)."),
    ],
)
@pytest.mark.parametrize("path", ["/recent", "/recent.atom"])
def test_a_wrong_filter_is_told_and_shows_nothing(path, query, field, sentence, client):
    make_page()

    response = client.get(f"{path}{query}")

    assert response.status_code == 400
    if path == "/recent":
        error = html.document_fromstring(response.content).get_element_by_id(f"id_{field}_error")
        assert (error.text_content(), response.context["entries"]) == (sentence, [])
    else:
        assert response.content.decode() == f"{field}: {sentence}\n"


def test_pages_follow_one_another_and_keep_the_filter(client, monkeypatch):
    monkeypatch.setattr(recent, "PER_PAGE", 2)
    for number in range(5):
        make_page(f"smn{number}")
    # Of one moment, as an import may leave them: they are told apart by their key.
    RevisionInfo.objects.update(first_published=datetime(2026, 4, 1, tzinfo=UTC))

    pages, query = [], "?type=gene"
    while query:
        pages.append(shown(client, query))
        query = client.get(f"/recent{query}").context["older_url"]

    assert pages == [["SMN4 1", "SMN3 1"], ["SMN2 1", "SMN1 1"], ["SMN0 1"]]
    assert client.get("/recent").context["older_url"].startswith("?from=")
    assert client.get("/recent?type=gene").context["older_url"].startswith("?type=gene&from=")


@pytest.mark.parametrize("key", ["x", "-1", "0", "²", "9" * 18, "9" * 5000, "1.5"])
def test_a_place_in_the_list_that_is_none_is_not_found(key, client):
    make_page()

    assert client.get("/recent", {"from": key}).status_code == 404


def test_a_draft_is_no_place_in_the_list(client):
    draft = edit(make_page(), title="Draft").revision

    assert client.get(f"/recent?from={draft.pk}").status_code == 404


@pytest.mark.parametrize("path", ["/recent", "/recent.atom"])
def test_a_list_takes_two_queries_however_many_entries_it_has(path, client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    make_page("a")
    assert queries() == 2
    for name in ("b", "c"):
        edit(make_page(name), body="More 1.", live=True)

    assert queries() == 2


def test_every_kind_of_alteration_has_words():
    assert set(KINDS) < set(TAGS)
