"""Naming a revision: by whom is on record, and what is no name is refused."""

import pytest
from django.contrib.admin.models import LogEntry

from artifacts.domain.naming import name_revision
from artifacts.domain.suppress import suppress
from artifacts.errors import ContentError, StateError
from tests.helpers import edit, make_page, someone

pytestmark = pytest.mark.django_db


def named(page) -> dict[int, str]:
    return dict(page.revisions.exclude(name="").values_list("number", "name"))


def test_a_revision_is_given_a_name_another_one_and_none(reviewer):
    page = make_page()
    revision = page.revisions.get()

    name_revision(revision, "  v1.0, as cited in Cell  ", by=reviewer)
    first = named(page)
    name_revision(revision, "v1.1", by=reviewer)
    second = named(page)
    name_revision(revision, "", by=reviewer)

    assert (first, second, named(page)) == ({1: "v1.0, as cited in Cell"}, {1: "v1.1"}, {})
    assert list(LogEntry.objects.order_by("pk").values_list("user__username", "change_message")) == [
        ("rhea", "Named revision 1: v1.0, as cited in Cell"),
        ("rhea", "Named revision 1: v1.1"),
        ("rhea", "Took the name of revision 1"),
    ]


def test_the_same_name_again_is_no_news(reviewer):
    revision = make_page().revisions.get()

    for _again in range(2):
        name_revision(revision, "v1", by=reviewer)

    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("x" * 201, "A name is at most 200 characters long."),
        ("a\nb", "The name holds control characters: remove them."),
        ("a\x1bb", "The name holds control characters: remove them."),
        ("a\u2028b", "The name holds control characters: remove them."),
        ("a\u202eb", "The name holds control characters: remove them."),
        ("a\x00b", "The text holds a NUL character: remove it."),
    ],
)
def test_what_is_no_name_is_refused(name, sentence):
    page = make_page()

    with pytest.raises(ContentError) as refused:
        name_revision(page.revisions.get(), name, by=someone())

    assert (refused.value.sentence, named(page)) == (sentence, {})


def test_letters_of_every_script_are_a_name():
    page = make_page()

    name_revision(page.revisions.get(), "נוסח א · 第1版 · نسخه‌ی یک", by=someone())

    assert named(page) == {1: "נוסח א · 第1版 · نسخه‌ی یک"}


def test_no_name_keeps_a_text_that_is_gone_and_its_old_name_can_be_taken():
    page = make_page()
    edit(page, body="Better.", live=True)
    first = page.revisions.get(number=1)
    name_revision(first, "v1", by=someone())
    suppress(first, by=someone(), reason="Privacy.")

    with pytest.raises(StateError, match="The text of revision 1 is gone, so no name can keep it."):
        name_revision(first, "v2", by=someone())
    name_revision(first, "", by=someone())

    assert named(page) == {}
