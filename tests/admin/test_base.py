"""Saving and publishing in the admin: who may do what, and what readers see of it."""

import pytest

from artifacts.models import Artifact, RevisionInfo
from tests.admin.forms import add, change, errors, told
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference
from tests.rows import row_counts

pytestmark = pytest.mark.django_db
MAKERS = [make_page, make_hypothesis, make_analysis, make_reference]
LIST = "/admin/artifacts/wikipage/"


def readers_see(client, artifact) -> int:
    """The number of the revision that readers see, by the page itself."""
    return client.get(artifact.get_absolute_url()).context["revision"]["number"]


@pytest.mark.parametrize("make", MAKERS)
def test_what_an_editor_saves_waits_and_a_reviewer_publishes_it(make, client, editor, reviewer):
    artifact = make()
    client.force_login(editor)
    saved = change(client, artifact).send(metadata='{"edited": "once"}', edit_summary="Because")

    assert told(saved) == ["Saved as revision 2; it waits for review, readers see no change yet."]
    assert readers_see(client, artifact) == 1
    info = RevisionInfo.objects.get(artifact=artifact, number=2)
    assert (info.author, info.author_name, info.summary) == (editor, "Edith Editor", "Because")

    client.force_login(reviewer)
    history = f"/admin/artifacts/{artifact.row._meta.model_name}/{artifact.pk}"
    published = client.post(f"{history}/publish/", {"number": "2"}, follow=True)

    assert told(published) == ["Readers now see revision 2."]
    assert published.redirect_chain == [(f"{history}/history/", 302)]
    assert readers_see(client, artifact) == 2
    assert RevisionInfo.objects.get(artifact=artifact, number=2).review_by == reviewer


def test_a_reviewer_saves_and_publishes_in_one_step(client, reviewer):
    page = make_page()
    client.force_login(reviewer)

    saved = change(client, page).send("_publish", title="Better")

    assert told(saved) == ["Readers now see revision 2."]
    assert readers_see(client, page) == 2


@pytest.mark.parametrize("button", ["_save", "_publish", "_continue"])
def test_an_editor_publishes_nothing_by_a_forged_button(button, client, editor):
    page = make_page()
    client.force_login(editor)

    change(client, page).send(button, title="Forged", include_unreviewed="on")

    assert (readers_see(client, page), page.revisions.count()) == (1, 2)


def test_an_editor_publishes_nothing_by_address_or_action(client, editor):
    page = make_page()
    edit(page, title="Two")
    client.force_login(editor)

    statuses = [
        client.post(f"{LIST}{page.pk}/{verb}/", {"number": "2", "reason": "x"}).status_code
        for verb in ("publish", "withdraw", "put_back")
    ]
    client.post(LIST, {"action": "publish_selected", "_selected_action": [page.pk]}, follow=True)
    statuses.append(client.post(f"{LIST}bulk/publish/", {"bases": f"{page.pk}:2", "confirmed": "1"}).status_code)

    assert statuses == [403] * 4
    assert readers_see(client, page) == 1
    assert fresh(page).state == "active"


@pytest.mark.parametrize("base", [None, "", "0", "7"])
def test_a_save_without_its_base_is_stale(base, client, editor):
    page = make_page()
    client.force_login(editor)

    assert list(errors(change(client, page).send(title="New", base_number=base))) == ["__all__"]


def test_publishing_on_top_of_an_unreviewed_revision_asks_first(client, editor, reviewer):
    page = make_page()
    edit(page, by=editor, title="Unreviewed")
    client.force_login(reviewer)
    opened = change(client, page)

    asked = opened.send("_publish", body="Mine.")

    assert errors(asked) == {
        "include_unreviewed": [
            "Publishing would also publish unreviewed revisions: 2 (Edith Editor). Tick this box to do so."
        ]
    }
    assert (readers_see(client, page), page.revisions.count()) == (1, 2)
    assert told(opened.send("_publish", body="Mine.", include_unreviewed="on")) == ["Readers now see revision 3."]


def test_a_reviewer_s_own_revisions_are_published_without_asking(client, reviewer):
    page = make_page()
    edit(page, by=reviewer, title="Mine")
    client.force_login(reviewer)

    assert told(change(client, page).send("_publish", body="Mine.")) == ["Readers now see revision 3."]


@pytest.mark.parametrize("make", MAKERS)
def test_a_save_that_changes_nothing_writes_nothing(make, client, editor):
    artifact = make()
    client.force_login(editor)
    opened = change(client, artifact)
    counts = row_counts()

    saved = opened.send()

    assert told(saved) == ["Nothing was changed, so no revision was written."]
    assert row_counts() == counts


@pytest.mark.parametrize("state", ["withdrawn", "merged"])
def test_what_is_not_active_cannot_be_edited(state, client, editor):
    page, other = make_page(), make_page("other")
    opened_by = {"merged_into": other} if state == "merged" else {}
    Artifact.objects.filter(pk=page.pk).update(state=state, **opened_by)
    client.force_login(editor)

    shown = change(client, page).send(title="New")

    assert errors(shown) == {"__all__": [f"wiki-genes-smn1 is {state} and cannot be edited."]}


@pytest.mark.parametrize("make", MAKERS)
def test_nothing_can_be_deleted(make, client, administrator):
    artifact = make()
    path = f"/admin/artifacts/{artifact.row._meta.model_name}/"
    client.force_login(administrator)

    assert client.post(f"{path}{artifact.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(path, {"action": "delete_selected", "_selected_action": [artifact.pk], "post": "yes"})
    assert "delete_selected" not in client.get(path).content.decode()
    assert fresh(artifact).row is not None


@pytest.mark.parametrize("make", MAKERS)
def test_the_form_leads_to_the_page(make, client, editor):
    artifact = make()
    client.force_login(editor)
    html = client.get(f"/admin/artifacts/{artifact.row._meta.model_name}/{artifact.pk}/change/").content.decode()

    (link,) = [part for part in html.split('href="') if "View on site" in part[:200]]

    assert client.get(link.partition('"')[0])["Location"].endswith(artifact.get_absolute_url())


def test_going_on_editing_opens_the_new_revision(client, editor):
    page = make_page()
    client.force_login(editor)

    shown = change(client, page).send("_continue", title="Two")

    assert shown.redirect_chain == [(f"{LIST}{page.pk}/change/", 302)]
    assert 'name="base_number" value="2"' in shown.content.decode()


def test_a_new_page_is_a_draft_until_a_reviewer_publishes_it(client, editor, reviewer):
    client.force_login(editor)
    add(client, "wikipage").send(title="SMN1", slug="genes-smn1", body="Text.", entity_type="gene")
    page = Artifact.objects.get(public_id="wiki-genes-smn1")
    client.logout()
    assert client.get(page.get_absolute_url()).status_code == 404

    client.force_login(reviewer)
    add(client, "wikipage").send("_publish", title="SMN2", slug="genes-smn2")

    assert client.get("/artifact/wiki-genes-smn2").status_code == 200
