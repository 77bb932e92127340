"""Mail to those who watch: one until they have looked, to nobody who may not, and never at the cost of a save."""

import logging

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from artifacts.domain import announcing
from artifacts.domain.announcing import mail_watchers
from artifacts.domain.imports import import_artifact, make_batch
from artifacts.domain.save import save
from artifacts.domain.watching import inbox, mark_seen, watch
from artifacts.domain.withdraw import withdraw
from artifacts.models import RevisionInfo, Watch
from artifacts.representations.exchange import Exchanged
from tests.helpers import edit, make_page, someone

pytestmark = pytest.mark.django_db
SITE = "https://wiki.example.org"


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Runs what a verb leaves to the commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def watcher(reviewer):
    reviewer.email = "rhea@example.org"
    reviewer.save()
    return reviewer


def enqueued() -> int:
    return DBTaskResult.objects.filter(task_path="artifacts.domain.announcing.mail_watchers").count()


def saved(committed, page, **changes):
    """A revision, and what the worker does about it."""
    before = enqueued()
    with committed():
        revision = edit(page, **changes).revision
    if enqueued() > before:
        mail_watchers.call(revision.pk)
    return revision


def recipients() -> list[str]:
    return [address for message in mail.outbox for address in message.to]


def test_a_watcher_is_told_what_was_changed_by_whom_where_to_look_and_how_to_stop(committed, watcher, editor):
    page = make_page(title="SMN1 gene")
    watch(watcher, page)

    saved(committed, page, by=editor, body="Second.", summary="Corrected <the> dose")

    (message,) = mail.outbox
    assert (message.to, message.from_email) == (["rhea@example.org"], "scidex@wiki.example.org")
    assert message.subject == "[SciDEX] SMN1 gene: changed by Edith Editor"
    assert message.extra_headers == {"Auto-Submitted": "auto-generated"}
    assert message.body.split("\n\n") == [
        "Edith Editor saved revision 2 of SMN1 gene.",
        "“Corrected <the> dose”",
        f"What changed since you looked (log in first):\n{SITE}/artifact/wiki-genes-smn1/diff/1..2",
        f"You get no other mail about it until you mark it as seen, here:\n{SITE}/admin/artifacts/watch/",
        "There you can also stop watching it.\n",
    ]


def test_who_saw_nothing_of_it_is_led_to_the_revision_itself(committed, watcher):
    page = make_page()
    Watch.objects.create(user=watcher, artifact=page)

    saved(committed, page, body="Second.")

    assert f"\n{SITE}/artifact/wiki-genes-smn1/r/2\n" in mail.outbox[0].body


def test_there_is_no_other_mail_until_they_have_looked(committed, watcher):
    page = make_page()
    watch(watcher, page)
    for body in ("Second.", "Third."):
        saved(committed, page, body=body)
    assert len(mail.outbox) == 1

    mark_seen(watcher, page)
    for body in ("Fourth.", "Fifth."):
        saved(committed, page, body=body)

    assert len(mail.outbox) == 2
    assert f"{SITE}/artifact/wiki-genes-smn1/diff/3..4" in mail.outbox[1].body


def test_who_looked_before_the_worker_came_gets_no_mail(committed, watcher):
    page = make_page()
    watch(watcher, page)
    with committed():
        revision = edit(page, body="Second.").revision

    mark_seen(watcher, page)

    assert (enqueued(), mail_watchers.call(revision.pk)) == (1, 0)


def test_nobody_is_told_of_their_own_edit(committed, watcher):
    page = make_page()
    watch(watcher, page)

    saved(committed, page, by=watcher, body="Second.")

    assert (enqueued(), mail.outbox) == (0, [])


@pytest.mark.parametrize(
    "change",
    [
        lambda user: setattr(user, "is_active", False),
        lambda user: setattr(user, "is_staff", False),
        lambda user: setattr(user, "email", ""),
        lambda user: user.groups.clear(),
    ],
    ids=["inactive", "no staff", "without an address", "without permission"],
)
def test_who_may_not_see_it_any_more_is_told_nothing(change, committed, watcher):
    page = make_page()
    watch(watcher, page)
    change(watcher)
    watcher.save()

    with committed():
        revision = edit(page, body="Second.", summary="Secret").revision

    assert (mail_watchers.call(revision.pk), mail.outbox) == (0, [])
    assert Watch.objects.get().mailed_number == 0


def test_a_superuser_is_told_too(committed, administrator):
    get_user_model().objects.filter(pk=administrator.pk).update(email="ada@example.org")
    page = make_page()
    watch(administrator, page)

    saved(committed, page, body="Second.")

    assert recipients() == ["ada@example.org"]


def test_no_line_break_of_a_title_or_a_name_begins_a_header(committed, watcher, editor):
    editor.last_name = "E\r\nBcc: c@example.org"
    page = make_page(title="SMN1\nBcc: a@example.org\r\n\r\nBody")
    watch(watcher, page)

    saved(committed, page, by=editor, body="Second.", summary="x\nBcc: b@example.org")

    message = mail.outbox[0].message()
    assert message["Subject"].replace("\n", "") == (
        "[SciDEX] SMN1 Bcc: a@example.org Body: changed by Edith E Bcc: c@example.org"
    )
    assert (message["Bcc"], recipients()) == (None, ["rhea@example.org"])


def test_an_address_with_a_line_break_keeps_no_other_watcher_waiting(committed, watcher, administrator, caplog):
    get_user_model().objects.filter(pk=administrator.pk).update(email="ada@example.org\nBcc: x@example.org")
    page = make_page()
    for user in (administrator, watcher):
        watch(user, page)

    with caplog.at_level(logging.CRITICAL, "artifacts.domain.announcing"):
        saved(committed, page, body="Second.")

    assert recipients() == ["rhea@example.org"]


def test_a_failing_mail_server_fails_nothing_else_and_the_next_revision_tries_again(
    committed, watcher, monkeypatch, caplog
):
    def refuse(self):
        raise ConnectionRefusedError("No mail server.")

    page = make_page()
    watch(watcher, page)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        saved(committed, page, body="Second.")

    assert "The mail about wiki-genes-smn1, revision 2 to user" in caplog.text
    assert (mail.outbox, Watch.objects.get().mailed_number) == ([], 0)

    saved(committed, page, body="Third.")

    assert recipients() == ["rhea@example.org"]


def test_a_queue_that_fails_loses_no_save(committed, watcher, monkeypatch):
    def fail(_revision):
        raise DatabaseError("The table is locked.")

    page = make_page()
    watch(watcher, page)
    monkeypatch.setattr(announcing, "to_be_told", fail)

    with committed():
        edit(page, body="Second.")

    assert page.revisions.count() == 2


def test_a_save_that_is_taken_back_is_announced_to_nobody(committed, watcher):
    page = make_page()
    watch(watcher, page)

    with committed(), transaction.atomic():
        edit(page, body="Second.")
        transaction.set_rollback(True)

    assert (enqueued(), page.revisions.count()) == (0, 1)


def test_an_import_is_told_of_by_the_inbox_only(committed, watcher):
    content = {"kind": "page", "slug": "genes-smn1", "title": "SMN1", "body": "First."}
    batch = make_batch("dump", "dump.json", someone())
    page = save(content, by=someone(), batch=batch).revision.artifact
    watch(watcher, page)

    with committed(), CaptureQueriesContext(connection) as captured:
        exchanged = Exchanged("wiki-genes-smn1", (), {**content, "body": "Second."})
        import_artifact(exchanged, by=someone(), batch=batch, summary="Imported")

    assert (enqueued(), inbox(watcher).count()) == (0, 1)
    assert [query["sql"] for query in captured if "artifacts_watch" in query["sql"]] == []


def test_where_nobody_watches_a_save_costs_one_query_more(committed):
    page = make_page()

    with CaptureQueriesContext(connection) as captured, committed():
        edit(page, body="Second.")

    assert len([query for query in captured if "artifacts_watch" in query["sql"]]) == 1
    assert enqueued() == 0


def test_a_withdrawal_is_told_of(committed, watcher, editor):
    page = make_page()
    watch(watcher, page)

    with committed():
        withdraw(page, by=editor, reason="Copied from elsewhere")
    mail_watchers.call(RevisionInfo.objects.get(number=2).pk)

    assert "Withdrawn: Copied from elsewhere" in mail.outbox[0].body
