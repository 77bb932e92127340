"""The timeline in public: what was published, what each revision changed, and nothing of what was not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from artifacts.domain.naming import name_revision
from artifacts.domain.publish import publish
from artifacts.domain.suppress import suppress
from artifacts.models import RevisionInfo, RevisionTag
from artifacts.views import history
from artifacts.views.changes import changed_words
from tests.helpers import edit, make_page, someone

pytestmark = pytest.mark.django_db
ADDRESS = "/artifact/wiki-genes-smn1/history"


def rows(client, query: str = "") -> list[list[str]]:
    """The cells of the timeline, but for the radio buttons, with their blanks evened out."""
    page = html.fromstring(client.get(ADDRESS + query).content)
    for hidden in page.xpath("//*[@class='folded' or @class='pick']"):
        hidden.drop_tree()
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("*")] for row in page.xpath("//table/tbody/tr")
    ]


def add_revisions(page, count: int) -> None:
    """Many published revisions at once, each tagged, without their documents."""
    first = page.revisions.get(number=1)
    told = {"author": first.author, "author_name": "Ada", "date": timezone.now(), "size": 9}
    gone = {"removed": RevisionInfo.Removed.PRUNED, "first_published": timezone.now(), "changed": {"body": 1}}
    made = RevisionInfo.objects.bulk_create(
        RevisionInfo(artifact=page, number=number, **told, **gone) for number in range(2, count + 1)
    )
    RevisionTag.objects.bulk_create(RevisionTag(revision=info, name="numbers") for info in made)


def test_each_revision_says_who_when_why_what_and_how_much(client, editor, reviewer):
    page = make_page("smn1", body="A mean of 4.0 points.", infobox=[{"label": "Band", "value": "5q13"}])
    saved = edit(
        page, by=editor, summary="<b>Paper</b>", body="A mean of 4.9 points.", infobox=[{"label": "Band", "value": "-"}]
    )
    publish(saved.revision, by=reviewer)
    date = saved.revision.date

    newest, first = rows(client)

    assert newest == [
        "2 current",
        f"{date:%-d %B %Y, %H:%M}",
        "Edith Editor",
        "<b>Paper</b> text, 1 infobox row alters numbers Changes",
        "−3",
        f"approved on {date:%-d %B %Y} by Rhea Reviewer",
    ]
    assert first[3:] == ["–", f"+{page.revisions.get(number=1).size:,}", "unreviewed"]


def test_readers_are_shown_no_draft_not_even_its_size(client, reviewer):
    page = make_page("smn1", body="Short.")
    edit(page, body="A draft of many, many words. " * 20, summary="Draft")
    edit(page, body="Short!", live=True)

    shown = rows(client)
    client.force_login(reviewer)
    all_of_it = rows(client)

    assert [(row[0], row[-2]) for row in shown[:1]] == [("3 current", "±0")]
    assert [row[0] for row in all_of_it] == ["3 current", "2 not published", "1"]
    assert all_of_it[0][-2] == "−574"


def test_changes_lead_to_the_comparison_with_what_could_be_seen_before(client, reviewer):
    page = make_page()
    edit(page, title="Draft")
    edit(page, title="Published", live=True)
    path = "//td[@class='summary']/a/@href"
    at_desk = f"/admin/artifacts/wikipage/{page.pk}/history/"

    shown = client.get(ADDRESS).content.decode()
    client.force_login(reviewer)
    all_of_it = client.get(ADDRESS).content.decode()

    assert html.fromstring(shown).xpath(path) == ["/artifact/wiki-genes-smn1/diff/1..3"]
    assert html.fromstring(all_of_it).xpath(path)[0] == "/artifact/wiki-genes-smn1/diff/2..3"
    assert (at_desk in shown, at_desk in all_of_it) == (False, True)


def test_a_filter_leaves_the_revisions_that_alter_a_number(client):
    page = make_page("smn1", body="A mean of 4.0 points.")
    edit(page, body="A mean of 4.9 points.", live=True)
    edit(page, body="The mean of 4.9 points.", live=True)

    assert [row[0] for row in rows(client, "?tag=numbers")] == ["2"]
    assert rows(client, "?tag=merge") == []
    assert "No revision is of that kind." in client.get(f"{ADDRESS}?tag=merge").content.decode()
    assert client.get(f"{ADDRESS}?tag=x").status_code == 404


def test_the_filter_stays_when_the_page_is_turned(client, monkeypatch):
    monkeypatch.setattr(history, "PER_PAGE", 2)
    add_revisions(make_page("smn1"), 5)

    page = html.fromstring(client.get(f"{ADDRESS}?tag=numbers").content)

    assert page.xpath("//a[@rel='next']/@href") == ["?tag=numbers&page=2"]
    assert [row[0] for row in rows(client, "?tag=numbers&page=2")] == ["3", "2"]


def test_a_name_and_a_suppressed_text_are_told_as_such(client):
    page = make_page("smn1", body="Somebody's address.")
    edit(page, body="Text.", live=True)
    name_revision(page.revisions.get(number=2), "v1.0, as cited in <Cell>", by=someone())
    suppress(page.revisions.get(number=1), by=someone(), reason="A <person's> data.")

    newest, first = rows(client)

    assert newest[3] == "v1.0, as cited in <Cell> – text Changes"
    assert first[3] == "– suppressed: A <person's> data."


@pytest.mark.parametrize("user", ["", "reviewer"])
def test_a_long_history_opens_with_as_few_queries_as_a_short_one(client, request, user):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(ADDRESS).status_code == 200
        return len(captured)

    page = make_page("smn1")
    RevisionTag.objects.create(revision=page.revisions.get(), name="import")
    if user:
        client.force_login(request.getfixturevalue(user))
    queries()

    counts = [queries()]
    for count in (3, 60, 500):
        RevisionInfo.objects.filter(artifact=page, number__gt=1).delete()
        add_revisions(page, count)
        counts.append(queries())

    assert counts == counts[:1] * 4


def test_what_was_changed_is_told_in_one_order_on_both_databases():
    counted = {"title": 1, "citations": 1, "infobox": 2, "body": 1, "kg_node_id": 1}

    assert changed_words(counted) == "text, 1 reference, 2 infobox rows, knowledge graph node, title"
    assert changed_words(dict(reversed(counted.items()))) == changed_words(counted)
    assert (changed_words({}), changed_words({"state": 1})) == ("", "state")
