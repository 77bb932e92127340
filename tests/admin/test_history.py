"""History in the admin: every revision of an artifact, in pages, and withdrawing with a reason."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from artifacts.domain.publish import publish
from artifacts.domain.suppress import suppress
from artifacts.models import RevisionTag
from artifacts.views import history
from tests.admin.forms import told
from tests.helpers import edit, fresh, make_page
from tests.rows import row_counts

pytestmark = pytest.mark.django_db


def path(page, tail: str = "history") -> str:
    return f"/admin/artifacts/wikipage/{page.pk}/{tail}/"


def test_it_lists_every_revision_with_author_date_and_summary(client, editor, reviewer):
    page = make_page()
    edit(page, by=editor, title="Two", summary="<b>Why</b>")
    client.force_login(reviewer)

    shown = client.get(path(page))

    assert [info.number for info in shown.context["page_obj"]] == [2, 1]
    html = shown.content.decode()
    assert [text in html for text in ("Edith Editor", "&lt;b&gt;Why&lt;/b&gt;", "Readers see revision 1.")] == [
        True
    ] * 3
    assert html.count(">Publish<") == 1


def test_editors_look_and_are_offered_nothing_else(client, editor):
    page = make_page()
    edit(page, title="Two")
    client.force_login(editor)

    html = client.get(path(page)).content.decode()

    assert [word in html for word in (">Publish<", "Withdraw")] == [False, False]


def test_a_long_history_comes_in_pages(client, editor, monkeypatch):
    monkeypatch.setattr(history, "PER_PAGE", 2)
    page = make_page()
    for number in (2, 3):
        edit(page, title=f"Title {number}")
    client.force_login(editor)

    shown = [
        [info.number for info in client.get(f"{path(page)}?page={n}").context["page_obj"]] for n in ("1", "2", "x")
    ]

    assert shown == [[3, 2], [1], [3, 2]]


def test_it_takes_as_many_queries_for_sixty_revisions_as_for_one(client, reviewer):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(path(page))
        return len(captured)

    page = make_page()
    RevisionTag.objects.create(revision=page.revisions.get(), name="import")
    client.force_login(reviewer)
    queries()

    counts = [queries()]
    for count in (3, 60):
        for number in range(page.revisions.newest().number + 1, count + 1):
            edit(page, title=f"Title {number}")
        counts.append(queries())

    assert counts == counts[:1] * 3


def test_two_revisions_are_chosen_to_be_compared(client, reviewer):
    page = make_page()
    edit(page, title="Two")
    client.force_login(reviewer)

    shown = html.fromstring(client.get(path(page)).content)

    (form,) = shown.xpath("//form[@id='compare']")
    assert (form.get("action"), form.method) == ("/artifact/wiki-genes-smn1/diff", "GET")
    assert shown.xpath("//input[@name='before'][@form='compare']/@value") == ["2", "1"]
    assert shown.xpath("//input[@name='after'][@checked]/@value") == ["2"]


def test_it_says_who_reviewed_what_with_which_note_and_when_readers_saw_it_first(client, editor, reviewer):
    page = make_page()
    saved = edit(page, by=editor, body="A mean of 4.0.", title="SMN1 gene")
    publish(saved.revision, by=reviewer, note="As in the paper")
    day = f"{saved.revision.date:%-d %B %Y}"
    client.force_login(reviewer)

    row = html.fromstring(client.get(path(page)).content.decode()).xpath("//table/tbody/tr")[0]

    cells = [" ".join(cell.text_content().split()) for cell in row.xpath("td")]
    assert [cells[index] for index in (3, 5, 7)] == [
        "– text, title",
        f"approved on {day} by Rhea Reviewer “As in the paper”",
        f"Readers see this first seen on {saved.revision.date:%-d %b %Y}",
    ]


def test_it_is_filtered_by_what_a_revision_altered(client, reviewer):
    page = make_page(body="A mean of 4.0.")
    edit(page, body="A mean of 4.9.")
    edit(page, body="The mean of 4.9.")
    client.force_login(reviewer)

    assert [info.number for info in client.get(f"{path(page)}?tag=numbers").context["page_obj"]] == [2]
    assert client.get(f"{path(page)}?tag=nonsense").status_code == 404


def test_a_page_is_withdrawn_with_a_reason_and_put_back(client, reviewer):
    page = make_page()
    client.force_login(reviewer)

    assert told(client.post(path(page, "withdraw"), {"reason": "Wrong gene."}, follow=True)) == [
        "SMN1 is withdrawn: readers are told so, with the reason."
    ]
    assert "Wrong gene." in client.get(page.get_absolute_url()).content.decode()
    assert told(client.post(path(page, "withdraw"), {"reason": "Again."}, follow=True)) == [
        "wiki-genes-smn1 is withdrawn, so this cannot be done."
    ]
    assert told(client.post(path(page, "put_back"), {"reason": ""}, follow=True)) == ["SMN1 is back."]
    assert client.get(page.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", "Say why the artifact is withdrawn: readers see the reason."),
        ("  ", "Say why the artifact is withdrawn: readers see the reason."),
        ("a\x00b", "The text holds a NUL character: remove it."),
    ],
)
def test_a_page_is_not_withdrawn_without_a_reason_that_can_be_stored(reason, sentence, client, reviewer):
    page = make_page()
    client.force_login(reviewer)

    assert told(client.post(path(page, "withdraw"), {"reason": reason}, follow=True)) == [sentence]
    assert fresh(page).state == "active"


@pytest.mark.parametrize("number", ["", "x", "0", "7", "-1", "9" * 30, "9" * 5000, "\x00", "1.5"])
def test_only_a_revision_that_there_is_can_be_published(number, client, reviewer):
    page = make_page(live=False)
    client.force_login(reviewer)

    assert client.post(path(page, "publish"), {"number": number}).status_code == 404
    assert not hasattr(fresh(page), "publication")


def test_a_withdrawal_itself_is_never_published(client, reviewer):
    page = make_page()
    client.force_login(reviewer)
    client.post(path(page, "withdraw"), {"reason": "Wrong."})
    client.post(path(page, "put_back"))

    said = told(client.post(path(page, "publish"), {"number": "2"}, follow=True))

    assert said[-1] == "Revision 2 records a withdrawal: publish another revision."


@pytest.mark.parametrize("tail", ["publish", "withdraw", "put_back"])
def test_looking_at_a_verb_does_nothing(tail, client, reviewer):
    page = make_page()
    client.force_login(reviewer)
    counts = row_counts()

    assert client.get(path(page, tail)).status_code == 405
    assert row_counts() == counts


def test_no_review_is_offered_of_a_text_that_is_gone(client, administrator, editor):
    page = make_page()
    edit(page, by=editor, body="Somebody's address.")
    edit(page, by=editor, body="Text.")
    suppress(page.revisions.get(number=2), by=administrator, reason="Personal data.")
    client.force_login(administrator)

    for address in (f"/admin/artifacts/wikipage/{page.pk}/history/", "/admin/artifacts/revisioninfo/"):
        shown = client.get(address).content.decode()
        assert ("/review/2/" in shown, "/review/3/" in shown) == (False, True)
    assert "/review/2/" not in client.get("/artifact/wiki-genes-smn1/diff/1..2").content.decode()
