"""Presence: who has a form open, told tab by tab."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from artifacts.domain.presence import Other, end_presence, tell_presence
from artifacts.errors import ContentError
from artifacts.models import Presence
from tests.conftest import make_user
from tests.helpers import make_page

pytestmark = pytest.mark.django_db
TAB, OTHER_TAB = "a" * 24, "b" * 24


def test_each_other_person_is_named_once_with_whether_they_have_typed(editor, reviewer):
    page, elsewhere = make_page("one"), make_page("two")
    tell_presence(page, by=reviewer, tab=TAB, typed=True)
    tell_presence(page, by=reviewer, tab=OTHER_TAB, typed=False)
    tell_presence(elsewhere, by=reviewer, tab=TAB, typed=True)

    assert tell_presence(page, by=editor, tab=TAB, typed=False) == [Other("Rhea Reviewer", typed=True, same=False)]
    assert tell_presence(page, by=editor, tab=OTHER_TAB, typed=True) == [
        Other("Rhea Reviewer", typed=True, same=False),
        Other("Edith Editor", typed=False, same=True),
    ]


def test_a_tab_that_was_silent_or_left_is_gone_and_its_row_too(editor, reviewer):
    page = make_page()
    tell_presence(page, by=reviewer, tab=TAB, typed=True)
    tell_presence(page, by=reviewer, tab=OTHER_TAB, typed=False)
    Presence.objects.filter(tab=TAB).update(seen_at=timezone.now() - datetime.timedelta(seconds=46))

    end_presence(page, by=editor, tab=OTHER_TAB)
    assert tell_presence(page, by=editor, tab=TAB, typed=False) == [Other("Rhea Reviewer", typed=False, same=False)]
    end_presence(page, by=reviewer, tab=OTHER_TAB)

    assert tell_presence(page, by=editor, tab=TAB, typed=False) == []
    assert list(Presence.objects.values_list("user__username", "tab")) == [("edith", TAB)]


@pytest.mark.parametrize("tab", ["", "short", "x" * 41, "<script>alert(1)</script>", "a\x00bcdefgh"])
def test_a_tab_of_another_form_is_refused(tab, editor):
    with pytest.raises(ContentError, match="A tab names itself"):
        tell_presence(make_page(), by=editor, tab=tab, typed=False)

    assert Presence.objects.count() == 0


def test_three_others_take_as_many_queries_as_one(editor, reviewer):
    page = make_page()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            tell_presence(page, by=editor, tab=TAB, typed=False)
        return len(captured)

    tell_presence(page, by=reviewer, tab=TAB, typed=False)
    queries()
    one = queries()
    for name in ("ann", "bob"):
        tell_presence(page, by=make_user(name, "Editors"), tab=TAB, typed=False)

    assert queries() == one
