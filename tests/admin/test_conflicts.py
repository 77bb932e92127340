"""Conflicts: a stale save is joined with what came since, or shown clash by clash; no word of it is lost."""

import pytest

from artifacts.domain.verify import verify
from artifacts.models import Draft
from tests.admin.forms import change, errors, told
from tests.admin.test_revisions import hidden, tree
from tests.helpers import edit, fresh, make_page, make_reference

pytestmark = pytest.mark.django_db
BODY = "One.\n\nTwo.\n\nThree."


def opened_before(client, user, page, by, **changes):
    """The form as a user opened it, and somebody else's save since."""
    client.force_login(user)
    opened = change(client, page)
    edit(page, by=by, **changes)
    return opened


def test_changes_that_do_not_touch_are_saved_together(client, editor, reviewer):
    page = make_page(body=BODY, infobox=[{"label": "A", "value": "1"}, {"label": "B", "value": "2"}])
    rows = [{"label": "A", "value": "1"}, {"label": "B", "value": "theirs"}]
    opened = opened_before(
        client, editor, page, reviewer, title="Theirs", body=BODY.replace("Three.", "Theirs."), infobox=rows
    )

    answer = opened.send(
        body=BODY.replace("One.", "Mine."), edit_summary="Clearer", **{"infobox-0-value": "mine", "slug": "genes-smn"}
    )

    page = fresh(page)
    assert (page.row.title, page.row.body, page.row.slug) == ("Theirs", "Mine.\n\nTwo.\n\nTheirs.", "genes-smn")
    assert [row.value for row in page.row.infobox.all()] == ["mine", "theirs"]
    newest = page.revisions.newest()
    assert (newest.number, newest.summary, newest.tags, newest.author) == (3, "Clearer", ["joined", "numbers"], editor)
    assert told(answer) == [
        "Saved as revision 3 by merging with the edit of Rhea Reviewer; it waits for review. "
        '<a href="/artifact/wiki-genes-smn1/diff/1..3">See what both changed</a>'
    ]
    assert verify(page) == []


def test_where_both_changed_the_same_the_editors_text_is_kept_and_nothing_saved(client, editor, reviewer):
    page = make_page(body=BODY)
    opened = opened_before(client, editor, page, reviewer, title="Theirs", body=BODY.replace("Two.", "Two, theirs."))

    shown = opened.send(title="Mine", body=BODY.replace("Two.", "Two, mine.").replace("One.", "One, mine."))

    draft = Draft.objects.get()
    assert shown.redirect_chain == [(f"/admin/artifacts/wikipage/{page.pk}/conflict/{draft.pk}/", 302)]
    assert page.revisions.count() == 2
    assert (draft.user, draft.base_number, draft.document["title"]) == (editor, 1, "Mine")
    sides = [" ".join(one.text_content().split()) for one in tree(shown).xpath("//fieldset//pre")]
    assert sides == ["Theirs", "Mine", "Two, theirs.", "Two, mine."]


@pytest.mark.parametrize(
    ("chosen", "title", "second"),
    [
        ({}, "Theirs", "Two, theirs."),
        ({"choice-0": "theirs", "choice-1": "theirs"}, "Mine", "Two, mine."),
        ({"choice-1": "both"}, "Theirs", "Two, theirs.\n\nTwo, mine."),
        ({"choice-1": "hand", "text-1": "Two, by hand."}, "Theirs", "Two, by hand."),
    ],
)
def test_each_clash_is_settled_as_the_editor_says(client, editor, reviewer, chosen, title, second):
    page = make_page(body=BODY)
    opened = opened_before(client, editor, page, reviewer, title="Theirs", body=BODY.replace("Two.", "Two, theirs."))
    shown = opened.send(title="Mine", body=BODY.replace("Two.", "Two, mine.").replace("One.", "One, mine."))
    path = shown.redirect_chain[0][0]

    preview = client.post(path, chosen | {"_preview": "1"})
    before = page.revisions.count()
    client.post(path, hidden(preview))

    page = fresh(page)
    assert (before, page.revisions.count()) == (2, 3)
    assert (page.row.title, page.row.body) == (title, f"One, mine.\n\n{second}\n\nThree.")
    assert Draft.objects.get().settled_at is not None


def test_what_was_typed_can_be_discarded(client, editor, reviewer):
    page = make_page()
    opened = opened_before(client, editor, page, reviewer, title="Theirs")
    path = opened.send(title="Mine").redirect_chain[0][0]

    answer = client.post(path, {"_discard": "1"}, follow=True)

    assert told(answer) == ["What you wrote is discarded."]
    assert client.get(path).status_code == 404
    assert fresh(page).row.title == "Theirs"


def test_the_same_person_in_two_tabs_is_treated_alike(client, editor):
    page = make_page(body=BODY)
    client.force_login(editor)
    first, second, third = (change(client, page) for _ in range(3))

    first.send(title="First")
    joined, clash = second.send(body=BODY.replace("One.", "Mine.")), third.send(title="Third")

    assert told(joined)[0].startswith("Saved as revision 3 by merging with the edit of Edith Editor")
    assert clash.redirect_chain[0][0].startswith(f"/admin/artifacts/wikipage/{page.pk}/conflict/")
    assert (fresh(page).row.title, fresh(page).row.body) == ("First", "Mine.\n\nTwo.\n\nThree.")


def test_the_same_change_by_both_is_saved_once(client, editor, reviewer):
    page = make_page()
    opened = opened_before(client, editor, page, reviewer, title="The same")

    answer = opened.send(title="The same")

    assert told(answer) == ["What you wrote stood there already: Rhea Reviewer had saved the same."]
    assert page.revisions.count() == 2


def test_a_kept_text_is_its_writers_alone(client, editor, reviewer):
    page = make_page()
    path = opened_before(client, editor, page, reviewer, title="Theirs").send(title="Mine").redirect_chain[0][0]
    client.force_login(reviewer)

    assert client.get(path).status_code == 404
    assert client.post(path, {}).status_code == 404


def test_a_joined_edit_is_published_unless_others_wait_in_it(client, editor, reviewer):
    page, other = make_page("one"), make_page("two")
    opened = opened_before(client, reviewer, page, editor, body="Unreviewed.")
    waits = opened.send("_publish", title="Mine", include_unreviewed="on")
    opened = change(client, other)
    edit(other, by=reviewer, body="Mine too.", live=True)

    goes_out = opened.send("_publish", title="Mine")

    assert "it waits for review" in told(waits)[0]
    assert "readers now see it" in told(goes_out)[0]
    assert [fresh(one).publication.revision.number for one in (page, other)] == [1, 3]


def test_other_kinds_are_joined_too(client, editor, reviewer):
    work = make_reference(url="https://example.org/1")
    opened = opened_before(client, editor, work, reviewer, status="verified")

    opened.send(url="https://example.org/2")

    assert (fresh(work).row.status, fresh(work).row.url) == ("verified", "https://example.org/2")


def test_a_join_that_a_rule_forbids_shows_the_form_with_the_text(client, editor, reviewer):
    page, _other = make_page("one"), make_page("two")
    opened = opened_before(client, editor, page, reviewer, body="Theirs.")

    shown = opened.send(slug="genes-two", title="Kept in the form")

    assert list(errors(shown)) == ["__all__"]
    assert 'value="Kept in the form"' in shown.content.decode()
    assert page.revisions.count() == 2


def test_what_waits_is_found_again_and_a_second_conflict_takes_nothing_away(client, editor, reviewer):
    page = make_page(body=BODY)
    opened = opened_before(client, editor, page, reviewer, title="Theirs")
    first = opened.send(title="Mine").redirect_chain[0][0]
    second = opened.send(title="Mine again").redirect_chain[0][0]

    index = client.get("/admin/").content.decode()
    form = client.get(f"/admin/artifacts/wikipage/{page.pk}/change/").content.decode()

    assert [[path in html for path in (first, second)] for html in (index, form)] == [[True, True]] * 2
    assert [draft.document["title"] for draft in Draft.objects.order_by("pk")] == ["Mine", "Mine again"]
