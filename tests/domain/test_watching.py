"""Watching: what others changed since one looked, up to what one was shown."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.domain.publish import publish
from artifacts.domain.save import save
from artifacts.domain.watching import inbox, is_watching, mark_seen, unwatch, watch, watch_list
from artifacts.models import Watch
from tests.helpers import edit, make_hypothesis, make_page, make_reference

pytestmark = pytest.mark.django_db


def news(user) -> dict[str, int]:
    """How many unseen revisions there are of each artifact in the inbox, in its order."""
    return {row.artifact.public_id: row.news for row in inbox(user)}


def test_what_stands_there_when_one_begins_to_watch_is_no_news(editor):
    page = make_page()
    edit(page, body="Second.")

    watch(editor, page)

    assert news(editor) == {}
    assert Watch.objects.get().seen_number == 2


def test_what_others_save_is_news_and_what_one_saves_oneself_is_not(editor, reviewer):
    page = make_page()
    watch(editor, page)

    edit(page, by=editor, body="Mine.")
    assert news(editor) == {}

    for body in ("Hers.", "Hers too."):
        edit(page, by=reviewer, body=body)

    assert news(editor) == {"wiki-genes-smn1": 2}
    assert inbox(editor).get().newest_pk == page.revisions.get(number=4).pk


def test_an_import_is_news(editor):
    page = make_page()
    watch(editor, page)

    content = {"kind": "page", "slug": "genes-smn1", "title": "Imported", "body": "New."}
    save(content, by=page.revisions.get().author, artifact=page, base=1, tags=["import"])

    assert news(editor) == {"wiki-genes-smn1": 1}


def test_nobody_hears_of_what_somebody_else_watches(editor, reviewer):
    page = make_page()
    watch(reviewer, page)

    edit(page, body="Second.")

    assert (news(editor), news(reviewer)) == ({}, {"wiki-genes-smn1": 1})


def test_watching_twice_is_watching_once_and_keeps_the_news(editor):
    page = make_page()
    watch(editor, page)
    edit(page, body="Second.")

    watch(editor, page)

    assert (Watch.objects.count(), news(editor)) == (1, {"wiki-genes-smn1": 1})


def test_who_stops_watching_hears_nothing_more(editor, reviewer):
    page = make_page()
    for user in (editor, reviewer):
        watch(user, page)

    unwatch(editor, page)

    assert (is_watching(editor, page), is_watching(reviewer, page)) == (False, True)


def test_the_inbox_has_the_newest_change_first_and_the_list_has_the_rest_after_it(editor):
    first, second, quiet = make_page("a"), make_hypothesis(), make_page("c")
    for artifact in (quiet, first, second):
        watch(editor, artifact)
    edit(first, body="Second.")
    edit(second, statement="Second.")

    assert [row.artifact for row in inbox(editor)] == [second, first]
    assert [row.artifact for row in watch_list(editor)] == [second, first, quiet]


def test_one_artifact_is_marked_as_seen_and_the_others_stay_news(editor):
    pages = [make_page(name) for name in ("a", "b")]
    for page in pages:
        watch(editor, page)
        edit(page, body="Second.")

    mark_seen(editor, pages[0])

    assert news(editor) == {"wiki-genes-b": 1}


def test_all_is_marked_as_seen_of_one_user_only(editor, reviewer):
    for name in ("a", "b"):
        page = make_page(name)
        for user in (editor, reviewer):
            watch(user, page)
        edit(page, body="Second.")

    mark_seen(editor)

    assert (news(editor), news(reviewer)) == ({}, {"wiki-genes-a": 1, "wiki-genes-b": 1})


def test_what_came_after_what_one_was_shown_is_still_news(editor):
    page = make_page()
    watch(editor, page)
    shown = edit(page, body="Second.").revision
    edit(page, body="Third.")

    mark_seen(editor, upto=shown.pk)
    assert news(editor) == {"wiki-genes-smn1": 1}

    mark_seen(editor, page, upto=shown.pk - 1)
    assert Watch.objects.get().seen_number == 2


def test_a_list_takes_one_query_however_long_it_is_and_reads_no_texts(editor):
    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            assert [str(row.artifact.row) for row in watch_list(editor)]
        return [query["sql"] for query in captured]

    def watch_and_change(name):
        page, work = make_page(name), make_reference(name)
        for artifact in (page, work):
            watch(editor, artifact)
        edit(page, body="Second.")

    watch_and_change("a")
    (sql,) = queries()
    watch_and_change("b")
    watch_and_change("c")

    assert len(queries()) == 1
    assert '"body"' not in sql


def test_a_published_revision_is_news_once(editor, reviewer):
    page = make_page()
    watch(editor, page)
    revision = edit(page, by=reviewer, body="Second.").revision

    publish(revision, by=reviewer)

    assert news(editor) == {"wiki-genes-smn1": 1}
