"""Saved filters: kept under a name, shared by who may, changed by whose they are."""

import pytest

from artifacts.domain.saved_filters import delete_filter, filter_query, rename_filter, save_filter
from artifacts.errors import ContentError, StateError
from artifacts.models import SavedFilter

pytestmark = pytest.mark.django_db


def offered(user) -> list[str]:
    return [saved.name for saved in SavedFilter.objects.offered_to(user)]


def test_one_s_own_filter_is_for_oneself_and_a_shared_one_for_everybody(editor, reviewer):
    save_filter("Mine", "q=smn", by=editor, model="wikipage", shared=True)
    save_filter("Ours", "tag=core", by=reviewer, model="wikipage", shared=True)

    assert (offered(editor), offered(reviewer)) == (["Mine", "Ours"], ["Ours"])


def test_the_same_name_again_replaces_what_it_stood_for(editor):
    save_filter("Mine", "q=a", by=editor, model="wikipage")
    save_filter(" Mine ", "?".join(["", "q=b"])[1:], by=editor, model="wikipage")

    assert [(saved.name, saved.query) for saved in SavedFilter.objects.all()] == [("Mine", "q=b")]


def test_the_place_in_the_list_is_no_part_of_a_filter():
    assert filter_query("q=tau&p=7&tag=core&_popup=1&o=") == "q=tau&tag=core"


@pytest.mark.parametrize(
    ("name", "query"),
    [("", "q=a"), (" ", "q=a"), ("n" * 101, "q=a"), ("a", "p=3"), ("a", "q=" + "x" * 2000), ("\x00", "q=a")],
)
def test_a_filter_that_is_none_is_refused_with_a_sentence(name, query, editor):
    with pytest.raises(ContentError):
        save_filter(name, query, by=editor, model="wikipage")


def test_another_s_filter_is_left_alone_unless_it_is_shared_and_one_may_share(editor, reviewer, administrator):
    mine = save_filter("Mine", "q=a", by=editor, model="wikipage")
    ours = save_filter("Ours", "q=b", by=reviewer, model="wikipage", shared=True)

    for act in (lambda: rename_filter(ours, "Yours", by=editor), lambda: delete_filter(mine, by=reviewer)):
        with pytest.raises(StateError):
            act()
    rename_filter(ours, "Everybody's", by=administrator)

    assert sorted(offered(editor)) == ["Everybody's", "Mine"]


def test_two_filters_of_a_list_have_two_names(editor):
    save_filter("A", "q=a", by=editor, model="wikipage")
    other = save_filter("B", "q=b", by=editor, model="wikipage")

    with pytest.raises(ContentError):
        rename_filter(other, "A", by=editor)
