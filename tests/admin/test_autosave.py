"""Autosave: what is typed is kept until it is saved or discarded, offered to its writer alone, and no revision."""

import pytest

from artifacts.models import Draft
from tests.admin.forms import add, change, errors
from tests.helpers import edit, fresh, make_page
from tests.rows import row_counts

pytestmark = pytest.mark.django_db


def address(page, word: str) -> str:
    return f"/admin/artifacts/wikipage/{page.pk}/{word}/"


def typed(client, page, **changes) -> dict:
    return change(client, page).data | changes


def test_what_is_typed_is_kept_as_no_revision_and_once_per_form(client, editor):
    page = make_page()
    client.force_login(editor)
    data = typed(client, page)

    client.post(address(page, "autosave"), data | {"title": "One"})
    answer = client.post(address(page, "autosave"), data | {"title": "", "body": "Half a sent"})

    draft = Draft.objects.get()
    assert (answer.status_code, list(answer.json())) == (200, ["kept"])
    assert (draft.user, draft.artifact, draft.base_number) == (editor, page, 1)
    assert (draft.document["posted"]["title"], draft.document["posted"]["body"]) == ([""], ["Half a sent"])
    assert (page.revisions.count(), fresh(page).row.title) == (1, "SMN1")


def test_who_comes_back_is_offered_it_and_the_form_is_filled_with_it_rows_too(client, editor):
    page = make_page(infobox=[{"label": "Band", "value": "5q13"}])
    client.force_login(editor)
    client.post(address(page, "autosave"), typed(client, page, title="Typed", **{"infobox-0-value": "typed too"}))
    offered = client.get(address(page, "change")).content.decode()
    before = row_counts()

    restored = client.get(address(page, "change") + "?restore=1")

    assert 'href="?restore=1"' in offered
    html = restored.content.decode()
    assert ['value="Typed"' in html, ">typed too<" in html.replace("\n", ""), 'href="?restore=1"' in html] == [
        *(True, True, False),
    ]
    assert "Please correct" not in html
    assert "It is saved only when you save it." in errors(restored)["__all__"][0]
    assert row_counts() == before


def test_what_is_restored_is_saved_joined_with_what_came_since(client, editor, reviewer):
    page = make_page(body="One.\n\nTwo.")
    client.force_login(editor)
    data = typed(client, page, body="One, mine.\n\nTwo.")
    client.post(address(page, "autosave"), data)
    edit(page, by=reviewer, body="One.\n\nTwo, theirs.")

    client.post(address(page, "change"), data | {"_save": "1"})

    assert fresh(page).row.body == "One, mine.\n\nTwo, theirs."
    assert Draft.objects.count() == 0


def test_what_was_saved_is_kept_no_more(client, editor):
    page = make_page()
    client.force_login(editor)
    data = typed(client, page, title="Typed")
    client.post(address(page, "autosave"), data)

    client.post(address(page, "change"), data | {"_save": "1"})

    assert (fresh(page).row.title, Draft.objects.count()) == ("Typed", 0)


def test_what_was_kept_stays_until_its_writer_answers_the_offer_even_through_a_save(client, editor):
    page = make_page()
    client.force_login(editor)
    client.post(address(page, "autosave"), typed(client, page, title="Before"))
    data = typed(client, page, title="Now") | {"offered": "1"}

    answer = client.post(address(page, "autosave"), data)
    client.post(address(page, "change"), data | {"_save": "1"})

    assert list(answer.json()) == ["sentence"]
    assert Draft.objects.get().document["posted"]["title"] == ["Before"]
    assert fresh(page).row.title == "Now"


def test_what_was_typed_and_taken_back_is_kept_no_more(client, editor):
    page = make_page()
    client.force_login(editor)
    data = typed(client, page)
    client.post(address(page, "autosave"), data | {"title": "Typed"})

    answer = client.post(address(page, "autosave"), data | {"unchanged": "1"})

    assert (answer.json(), Draft.objects.count()) == ({}, 0)


def test_a_new_page_is_kept_before_it_has_an_id(client, editor):
    client.force_login(editor)
    form = add(client, "wikipage")
    client.post("/admin/artifacts/wikipage/add/autosave/", form.data | {"title": "New"})

    restored = client.get("/admin/artifacts/wikipage/add/?restore=1").content.decode()
    other = client.get("/admin/artifacts/hypothesis/add/").content.decode()
    form.send(title="New", slug="genes-new")

    assert ('value="New"' in restored, "restore=1" in other) == (True, False)
    assert Draft.objects.count() == 0


def test_what_was_typed_of_a_new_page_is_not_offered_where_there_is_none(client, editor):
    client.force_login(editor)
    client.post("/admin/artifacts/wikipage/add/autosave/", {"title": "New"})

    assert client.get("/admin/artifacts/wikipage/999999/change/?restore=1").status_code == 302


def test_it_can_be_discarded(client, editor):
    page = make_page()
    client.force_login(editor)
    client.post(address(page, "autosave"), typed(client, page, title="Typed"))

    answer = client.post(address(page, "forget"))

    assert (answer.status_code, answer["Location"]) == (302, address(page, "change"))
    assert Draft.objects.count() == 0
    assert client.get(address(page, "change") + "?restore=1").status_code == 404


def test_it_is_its_writers_alone(client, editor, reviewer):
    page = make_page()
    client.force_login(editor)
    client.post(address(page, "autosave"), typed(client, page, title="Typed"))
    client.force_login(reviewer)

    assert "restore=1" not in client.get(address(page, "change")).content.decode()
    assert client.get(address(page, "change") + "?restore=1").status_code == 404
    client.post(address(page, "forget"))
    assert Draft.objects.count() == 1


def test_what_cannot_be_stored_is_told(client, editor):
    page = make_page()
    client.force_login(editor)

    answer = client.post(address(page, "autosave"), {"title": "half \ud83d".encode("utf-16", "surrogatepass")})

    assert answer.status_code in (200, 400)
    assert fresh(page).row.title == "SMN1"


@pytest.mark.parametrize("word", ["autosave", "forget"])
def test_only_who_may_edit_and_only_by_post(client, editor, stranger, word):
    page = make_page()
    client.force_login(stranger)
    refused = client.post(address(page, word)).status_code
    client.force_login(editor)

    assert (refused, client.get(address(page, word)).status_code) == (302, 405)
    assert Draft.objects.count() == 0


def test_what_is_kept_is_listed_on_the_first_page_of_the_admin(client, editor):
    page = make_page()
    client.force_login(editor)
    client.post(address(page, "autosave"), typed(client, page, title="Typed"))
    client.post("/admin/artifacts/wikipage/add/autosave/", {"title": "New"})

    index = client.get("/admin/").content.decode()

    assert f'href="{address(page, "change")}?restore=1"' in index
    assert 'href="/admin/artifacts/wikipage/add/?restore=1"' in index
