"""Naming and suppressing in the admin: who may, what is asked first, and how a refusal is told."""

import pytest
from lxml import html

from artifacts.models import RevisionInfo
from tests.admin.forms import told
from tests.helpers import edit, fresh, make_page
from tests.rows import row_counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """Three revisions; readers see the second."""
    page = make_page("smn1", body="Somebody's address.")
    edit(page, body="Text.", live=True)
    edit(page, body="Text!")
    return fresh(page)


def path(page, verb: str, number: int) -> str:
    return f"/admin/artifacts/wikipage/{page.pk}/{verb}/{number}/"


def removed(page) -> list[int]:
    return list(page.revisions.exclude(removed="").values_list("number", flat=True))


def test_a_reviewer_names_a_revision_and_every_timeline_shows_it_escaped(client, reviewer, page):
    client.force_login(reviewer)

    response = client.post(path(page, "name", 1), {"name": "v1 <b>"}, follow=True)

    assert told(response) == ["Revision 1 is named “v1 <b>”, and is never pruned."]
    shown = [response, *(client.get(f"{page.get_absolute_url()}/{tail}") for tail in ("history", "r/1", "diff/1..2"))]
    assert ["v1 &lt;b&gt;" in answer.content.decode() for answer in shown] == [True] * 4
    assert ["v1 <b>" in answer.content.decode() for answer in shown] == [False] * 4
    assert told(client.post(path(page, "name", 1), {"name": ""}, follow=True)) == ["Revision 1 has no name."]


def test_a_name_that_is_none_is_refused_with_a_sentence(client, reviewer, page):
    client.force_login(reviewer)

    response = client.post(path(page, "name", 1), {"name": "x" * 201}, follow=True)

    assert told(response) == ["A name is at most 200 characters long."]
    assert page.revisions.exclude(name="").count() == 0


def test_only_a_posted_name_of_a_revision_that_there_is_names_one(client, reviewer, page):
    client.force_login(reviewer)

    assert client.get(path(page, "name", 1)).status_code == 405
    assert client.post(path(page, "name", 1)).status_code == 404
    assert client.post(path(page, "name", 9), {"name": "v1"}).status_code == 404
    assert page.revisions.exclude(name="").count() == 0


def test_editors_name_and_suppress_nothing_and_are_offered_neither(client, editor, page):
    client.force_login(editor)

    offered = html.fromstring(client.get(f"/admin/artifacts/wikipage/{page.pk}/history/").content)

    assert offered.xpath("//a[contains(@href, '/suppress/')] | //form[contains(@action, '/name/')]") == []
    assert client.post(path(page, "name", 1), {"name": "v1"}).status_code == 403
    assert client.get(path(page, "suppress", 1)).status_code == 403
    assert client.post(path(page, "suppress", 1), {"reason": "x", "confirmed": "on"}).status_code == 403
    assert (removed(page), page.revisions.exclude(name="").count()) == ([], 0)


def test_reviewers_do_not_suppress(client, reviewer, page):
    client.force_login(reviewer)

    assert client.post(path(page, "suppress", 1), {"reason": "x", "confirmed": "on"}).status_code == 403
    assert removed(page) == []


def test_suppressing_is_offered_for_what_is_neither_newest_nor_published(client, administrator, page):
    client.force_login(administrator)

    offered = html.fromstring(client.get(f"/admin/artifacts/wikipage/{page.pk}/history/").content)

    assert offered.xpath("//a[contains(@href, '/suppress/')]/@href") == [path(page, "suppress", 1)]


def test_a_text_is_suppressed_once_a_reason_and_a_tick_are_given(client, administrator, page):
    client.force_login(administrator)
    before = row_counts()

    asked = client.get(path(page, "suppress", 1))
    without = [client.post(path(page, "suppress", 1), data) for data in ({"reason": "Why"}, {"confirmed": "on"})]
    unchanged = row_counts() == before
    done = client.post(path(page, "suppress", 1), {"reason": "A person's data.", "confirmed": "on"}, follow=True)

    assert (asked.status_code, unchanged) == (200, True)
    assert [list(answer.context["form"].errors) for answer in without] == [["confirmed"], ["reason"]]
    assert "Why</textarea>" in without[0].content.decode()
    assert told(done) == ["The text of revision 1 is suppressed."]
    assert "suppressed: A person&#x27;s data." in done.content.decode()
    assert RevisionInfo.objects.get(artifact=page, number=1).removed_by == administrator


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (2, "Readers see revision 2: publish one without that text first, then suppress this one."),
        (3, "Revision 3 is the newest: save one without that text first, then suppress this one."),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_still_used_is_refused_with_a_sentence(client, administrator, page, number, sentence, method):
    client.force_login(administrator)

    response = getattr(client, method)(path(page, "suppress", number), {"reason": "x", "confirmed": "on"}, follow=True)

    assert (told(response), removed(page)) == ([sentence], [])


def test_a_suppressed_text_is_refused_everywhere_with_its_reason(client, administrator, page):
    client.force_login(administrator)
    client.post(path(page, "suppress", 1), {"reason": "A danger.", "confirmed": "on"})
    sentence = "The text of revision 1 was suppressed: A danger."

    old = client.get(f"{page.get_absolute_url()}/r/1")
    compared = client.get(f"{page.get_absolute_url()}/diff/1..2")
    refused = [client.get(path(page, verb, n), follow=True) for verb, n in (("restore", 1), ("undo", 1), ("undo", 2))]

    assert (old.status_code, sentence in old.content.decode()) == (410, True)
    assert (compared.status_code, sentence in compared.content.decode()) == (200, True)
    assert [told(answer)[-1] for answer in refused] == [
        sentence,
        "The first revision cannot be undone: withdraw the artifact instead.",
        sentence,
    ]
