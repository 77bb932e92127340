"""Bulk actions in the lists: a preview of each, then a report; who may do what, and a selection across pages."""

import pytest
from lxml import html

from artifacts.models import RevisionInfo
from tests.admin.forms import told
from tests.helpers import edit, fresh, make_page, make_reference
from tests.rows import row_counts

pytestmark = pytest.mark.django_db
LIST = "/admin/artifacts/wikipage/"


def choose(client, action: str, pages, query: str = "", **data):
    """Choose an action for pages of the list."""
    return client.post(
        LIST + query, {"action": action, "_selected_action": [page.pk for page in pages], **data}, follow=True
    )


def press(client, response, button: str = "confirmed", **changes):
    """Fill in and send the form of a plan."""
    (form,) = [
        form for form in html.document_fromstring(response.content.decode()).forms if "/bulk/" in (form.action or "")
    ]
    data = {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}
    return client.post(form.action, data | changes | ({button: "1"} if button else {}))


def rows(response) -> list[str]:
    page = html.document_fromstring(response.content.decode())
    return [" ".join(row.text_content().split()) for row in page.iterfind(".//table[@class='judged']/tbody/tr")]


def test_pages_are_tagged_after_their_changes_were_seen(client, reviewer):
    pages = [make_page("a"), make_page("b", metadata={"tags": ["core"]})]
    client.force_login(reviewer)

    asked = choose(client, "add_tag_selected", pages)
    before = row_counts()
    shown = press(client, asked, "", tag="core")
    unchanged = row_counts() == before
    done = press(client, shown)

    assert unchanged
    assert "Metadata" in rows(shown)[0] or "metadata" in rows(shown)[0]
    assert rows(shown)[1].endswith("Nothing: There is nothing to change.")
    assert rows(done) == ["B Skipped: There is nothing to change.", "A Done: revision 2."]
    assert (pages[0].revisions.count(), pages[1].revisions.count()) == (2, 1)


def test_what_changed_since_the_preview_is_skipped(client, reviewer):
    page = make_page("a")
    client.force_login(reviewer)
    shown = press(client, choose(client, "set_type_selected", [page]), "", entity_type="protein")
    edit(page, title="Meanwhile")

    done = press(client, shown)

    assert "since the plan was made" in rows(done)[0]
    assert fresh(page).row.entity_type == "gene"


def test_publishing_shows_its_plan_at_once_and_the_whole_list_can_be_chosen(client, reviewer):
    pages = [make_page(name, live=False) for name in "abc"]
    make_page("other", live=False, entity_type="protein")
    client.force_login(reviewer)

    shown = choose(client, "publish_selected", pages[:1], "?entity_type__exact=gene", select_across="1")
    done = press(client, shown)

    assert "3 are chosen." in " ".join(shown.content.decode().split())
    assert rows(done) == ["A Done: revision 1.", "B Done: revision 1.", "C Done: revision 1."]
    assert RevisionInfo.objects.filter(first_published__isnull=False).count() == 3


def test_much_is_left_to_the_task_worker_and_its_report(client, reviewer, editor, monkeypatch):
    monkeypatch.setattr("artifacts.admin.bulk.AT_ONCE", 1)
    pages = [make_page(name, live=False) for name in "ab"]
    client.force_login(reviewer)

    sent = press(client, choose(client, "publish_selected", pages))
    shown = client.get(sent["Location"])

    assert "2 of 2 wait for the task worker." in shown.content.decode()
    client.force_login(editor)
    assert client.get(sent["Location"]).status_code == 404


def test_who_may_not_is_neither_offered_the_action_nor_obeyed(client, editor):
    page = make_page("a", live=False)
    client.force_login(editor)

    offered = html.document_fromstring(client.get(LIST).content.decode()).xpath(
        "//select[@name='action']/option/@value"
    )
    forged = [
        client.post(f"{LIST}bulk/{verb}/", {"bases": f"{page.pk}:1", "confirmed": "1", "reason": "x"}).status_code
        for verb in ("publish", "withdraw", "nonsense")
    ]

    assert {"publish_selected", "withdraw_selected", "merge_selected"} & set(offered) == set()
    assert {"set_type_selected", "add_tag_selected", "remove_tag_selected"} <= set(offered)
    assert (forged, fresh(page).state) == ([403] * 3, "active")
    assert client.post("/admin/artifacts/reference/bulk/set_type/", {"bases": "1:1"}).status_code == 403


@pytest.mark.parametrize("bases", ["1", "a:b", "1:²", "9" * 30 + ":1", "-1:1"])
def test_a_forged_plan_is_not_found(bases, client, reviewer):
    client.force_login(reviewer)

    assert client.post(f"{LIST}bulk/publish/", {"bases": bases, "confirmed": "1"}).status_code == 404


def test_two_are_led_to_the_plan_of_their_merge(client, reviewer):
    draft, seen, third = make_page("draft", live=False), make_page("seen"), make_page("third")
    client.force_login(reviewer)

    led = choose(client, "merge_selected", [draft, seen])
    refused = choose(client, "merge_selected", [draft, seen, third])

    assert led.redirect_chain == [(f"{LIST}{seen.pk}/merge/?source=wiki-genes-draft", 302)]
    assert told(refused) == ["Choose the two that are to be merged."]


def test_works_are_withdrawn_with_a_reason(client, reviewer):
    work = make_reference()
    client.force_login(reviewer)
    data = {"action": "withdraw_selected", "_selected_action": [work.pk]}
    asked = client.post("/admin/artifacts/reference/", data, follow=True)

    refused = press(client, asked, reason="")
    done = press(client, press(client, asked, "", reason="A forgery."))

    assert "This field is required." in refused.content.decode()
    assert rows(done) == ["Identification of a determining gene (1995) Done: revision 2."]
    assert fresh(work).state_reason == "A forgery."
