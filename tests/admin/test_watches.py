"""The watch list in the admin: one's own, told by what others changed, and marked as seen by POST only."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from artifacts.domain.watching import inbox, is_watching, watch
from artifacts.domain.withdraw import withdraw
from artifacts.models import Watch
from tests.admin.forms import told
from tests.helpers import edit, make_analysis, make_hypothesis, make_page, make_reference
from tests.rows import row_counts
from tests.views.site import merge

pytestmark = pytest.mark.django_db
LIST = "/admin/artifacts/watch/"


@pytest.fixture
def smn1(client, editor):
    client.force_login(editor)
    return make_page()


def address(artifact, tail: str) -> str:
    return f"/admin/artifacts/{artifact.row._meta.model_name}/{artifact.pk}/{tail}/"


def tree(client, path: str):
    return html.document_fromstring(client.get(path).content.decode())


def text(element) -> str:
    return " ".join(element.text_content().split())


def press(client, path: str, label: str):
    """Send the form of the button with that label, as it stands on a page."""
    (button,) = [button for button in tree(client, path).xpath("//button") if text(button) == label]
    form = button.getparent()
    while form.tag != "form":
        form = form.getparent()
    return client.post(form.get("action"), dict(form.form_values()), follow=True)


@pytest.mark.parametrize("make", [make_page, make_hypothesis, make_analysis, make_reference])
@pytest.mark.parametrize("place", ["history", "change"])
def test_a_button_on_form_and_history_begins_and_ends_watching(make, place, client, editor):
    client.force_login(editor)
    artifact = make()
    path = address(artifact, place)

    response = press(client, path, "Watch")
    assert (response.redirect_chain, is_watching(editor, artifact)) == ([(path, 302)], True)
    assert told(response)[0].startswith(f"You watch {artifact.row} now")

    response = press(client, path, "Stop watching")
    assert (response.redirect_chain, is_watching(editor, artifact)) == ([(path, 302)], False)


def test_an_unknown_way_back_leads_to_the_history(client, smn1):
    response = client.post(address(smn1, "watch"), {"back": "//evil.example.org"})

    assert response["Location"] == address(smn1, "history")


def test_a_line_tells_what_others_changed_since_one_looked(client, editor, reviewer, smn1):
    watch(editor, smn1)
    edit(smn1, by=reviewer, body="Second.")
    edit(smn1, by=reviewer, body="Third.", summary="Corrected <the> dose")

    (line,) = tree(client, LIST).find_class("watched")

    words = text(line)
    assert words.startswith("SMN1 wiki-genes-smn1 2 new revisions; the newest is revision 3 by Rhea Reviewer, ")
    assert "“Corrected <the> dose” What changed Mark as seen History Stop watching" in words
    assert line.xpath(".//a/@href") == [
        *("/artifact/wiki-genes-smn1", "/artifact/wiki-genes-smn1/diff/1..3", address(smn1, "history"))
    ]


def test_what_is_unseen_comes_first_and_the_index_counts_it(client, editor, smn1):
    quiet = make_page("quiet")
    for artifact in (quiet, smn1):
        watch(editor, artifact)
    assert "Nothing that you watch was changed by others." in text(tree(client, "/admin/"))

    edit(smn1, body="Second.")

    assert [text(line.find("h2")) for line in tree(client, LIST).find_class("watched")] == [
        *("SMN1 wiki-genes-smn1", "QUIET wiki-genes-quiet")
    ]
    assert "1 artifact was changed by others since you looked." in text(tree(client, LIST))
    assert "Changed since you looked 1 SMN1 1 new revision" in text(tree(client, "/admin/"))


def test_looking_marks_nothing_as_seen(client, editor, smn1):
    watch(editor, smn1)
    edit(smn1, body="Second.")

    for path in (LIST, "/admin/", address(smn1, "history"), "/artifact/wiki-genes-smn1/diff/1..2"):
        client.get(path)

    assert inbox(editor).count() == 1


def test_one_line_is_marked_as_seen(client, editor, smn1):
    watch(editor, smn1)
    edit(smn1, body="Second.")

    response = press(client, LIST, "Mark as seen")

    assert (response.redirect_chain, told(response)) == ([(LIST, 302)], ["SMN1 is marked as seen."])
    assert Watch.objects.get().seen_number == 2


def test_all_lines_are_marked_as_seen_but_for_what_came_since(client, editor, smn1):
    other = make_page("other")
    for artifact in (smn1, other):
        watch(editor, artifact)
        edit(artifact, body="Second.")
    upto = tree(client, LIST).xpath("//form[contains(@action, '/watch/seen/')]/input[@name='upto']/@value")[0]
    edit(other, body="Third.")

    client.post(f"{LIST}seen/", {"upto": upto})

    assert [(row.artifact, row.news) for row in inbox(editor)] == [(other, 1)]
    press(client, LIST, "Mark all as seen")
    assert inbox(editor).count() == 0


def test_a_line_is_left_for_good(client, editor, smn1):
    watch(editor, smn1)

    response = press(client, LIST, "Stop watching")

    assert told(response) == ["You do not watch SMN1 any more."]
    assert "You watch nothing yet." in text(tree(client, LIST))


def test_a_merged_artifact_says_where_it_went_and_a_withdrawn_one_why(client, editor, reviewer, smn1):
    source, gone = make_page("source"), make_page("gone")
    for artifact in (source, gone):
        watch(editor, artifact)
    merge(source, smn1)
    withdraw(gone, by=reviewer, reason="Copied.")

    lines = [text(line) for line in tree(client, LIST).find_class("watched")]

    assert "It is withdrawn: Copied." in lines[0]
    assert "What changed" not in lines[0]
    assert lines[1] == "SOURCE wiki-genes-source Merged into wiki-genes-smn1 History Stop watching"


def test_nobody_sees_or_changes_what_somebody_else_watches(client, editor, reviewer, smn1):
    row = watch(reviewer, smn1)
    edit(smn1, body="Second.")

    assert "SMN1" not in text(tree(client, LIST).get_element_by_id("content"))
    assert {client.post(f"{LIST}{row.pk}/{verb}/", {"upto": "9"}).status_code for verb in ("seen", "stop")} == {404}
    client.post(f"{LIST}seen/", {"upto": "999999"})

    assert inbox(reviewer).count() == 1


@pytest.mark.parametrize("upto", ["", "x", "-1", "²", "9" * 30])
def test_what_names_no_revision_marks_nothing(upto, client, editor, smn1):
    row = watch(editor, smn1)
    edit(smn1, body="Second.")

    paths = (f"{LIST}seen/", f"{LIST}{row.pk}/seen/")

    assert {client.post(path, {"upto": upto}).status_code for path in paths} == {404}
    assert inbox(editor).count() == 1


def test_only_staff_who_may_view_artifacts_watch(client, stranger):
    smn1 = make_page()
    without = get_user_model().objects.create_user("without", is_staff=True)
    # Who may look at pages, but not at artifacts, sees no draft: nor hears of one.
    without.user_permissions.add(Permission.objects.get(codename="view_wikipage"))
    posts = [
        address(smn1, "watch"),
        address(smn1, "unwatch"),
        *(f"{LIST}{tail}" for tail in ("seen/", "1/seen/", "1/stop/")),
    ]

    for user, status in ((None, 302), (stranger, 302), (without, 403)):
        if user is not None:
            client.force_login(user)
        assert {client.post(path, {"upto": "9"}).status_code for path in posts} == {status}
        assert client.get(LIST).status_code == status

    assert Watch.objects.count() == 0
    assert tree(client, address(smn1, "history")).xpath("//form[@class='watch']") == []


def test_what_changes_data_is_asked_by_post_and_with_a_token(editor, smn1):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    before = row_counts()
    paths = [address(smn1, "watch"), address(smn1, "unwatch"), f"{LIST}seen/", f"{LIST}1/seen/", f"{LIST}1/stop/"]

    assert {client.get(path).status_code for path in paths} == {405}
    assert {client.post(path).status_code for path in paths} == {403}
    assert row_counts() == before


def test_a_list_takes_as_many_queries_for_three_artifacts_as_for_one(client, editor, smn1):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    def watch_and_change(artifact):
        watch(editor, artifact)
        edit(artifact, metadata={"edited": "once"})

    watch_and_change(smn1)
    few = queries()
    watch_and_change(make_hypothesis())
    watch_and_change(make_reference())

    assert queries() == few
