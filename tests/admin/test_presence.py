"""Presence in the admin: sentences about who else is there, and what was saved meanwhile."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from artifacts.domain.presence import tell_presence
from artifacts.models import Presence
from tests.helpers import edit, make_page

pytestmark = pytest.mark.django_db
TAB = "0123456789ab"


def ping(client, page, **fields):
    return client.post(f"/admin/artifacts/wikipage/{page.pk}/presence/", {"tab": TAB, "base": "1", **fields})


def test_an_open_form_hears_who_else_is_there_and_no_more_of_them_than_names(client, editor, reviewer):
    page = make_page()
    tell_presence(page, by=reviewer, tab="f" * 12, typed=True)
    client.force_login(editor)
    alone = ping(client, page).json()
    tell_presence(page, by=editor, tab="e" * 12, typed=False)

    assert alone == {"others": ["Rhea Reviewer is editing this now."], "newer": None}
    assert ping(client, page, typed="1").json()["others"][1] == "You have this open in another tab too."
    assert Presence.objects.get(tab=TAB).typed


def test_a_newer_revision_is_told_with_the_comparison_before_there_is_a_conflict(client, editor, reviewer):
    page = make_page()
    edit(page, by=reviewer, title="Two")
    client.force_login(editor)

    newer = ping(client, page).json()["newer"]

    assert newer["sentence"].startswith("Rhea Reviewer saved revision 2 meanwhile")
    assert client.get(newer["url"]).status_code == 200
    assert ping(client, page, base="2").json()["newer"] is None
    assert ping(client, page, base="x" * 50).json()["newer"] is None
    edit(page, by=editor, title="Three")
    assert ping(client, page).json()["newer"]["sentence"].startswith("You saved revision 3 elsewhere")


def test_leaving_ends_ones_own_presence(client, editor):
    page = make_page()
    client.force_login(editor)
    ping(client, page)

    left = ping(client, page, leaving="1")

    assert (left.status_code, Presence.objects.count()) == (204, 0)


def test_presence_is_for_those_who_may_edit_and_by_post(client, editor):
    page = make_page()
    viewer = get_user_model().objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename="view_wikipage"))
    client.force_login(viewer)
    refused = ping(client, page).status_code
    client.force_login(editor)

    assert refused == 403
    assert client.get(f"/admin/artifacts/wikipage/{page.pk}/presence/").status_code == 405
    assert ping(client, page, tab="<b>").status_code == 400
    assert Presence.objects.count() == 0
