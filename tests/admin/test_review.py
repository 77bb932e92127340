"""The review desk: a revision looked at, judged by who may, and the next one shown; what is returned is taken back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from artifacts.domain.accounts import importer
from artifacts.domain.review import approve, reject
from artifacts.models import Draft, RevisionInfo
from tests.admin.forms import change, told
from tests.admin.test_revisions import hidden, tree
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference, someone
from tests.rows import row_counts

pytestmark = pytest.mark.django_db
MAKERS = [make_page, make_hypothesis, make_analysis, make_reference]
BODY = "One.\n\nTwo.\n\nThree."
QUEUE = "/admin/review/"


@pytest.fixture
def page(editor):
    """Readers see revision 1; the editor's 2 changes paragraph two, 3 paragraph three."""
    page = make_page("smn1", body=BODY)
    edit(page, by=editor, body="One.\n\nTwo, changed.\n\nThree.")
    edit(page, by=editor, body="One.\n\nTwo, changed.\n\nThree, changed.")
    return fresh(page)


def address(artifact, number: int, verb: str = "review") -> str:
    return f"/admin/artifacts/{artifact.row._meta.model_name}/{artifact.pk}/{verb}/{number}/"


def reviews(page) -> list[str]:
    return list(page.revisions.order_by("number").values_list("review", flat=True))


def readers_see(page) -> int:
    return fresh(page).publication.revision.number


def text(response, path: str) -> list[str]:
    found = html.fromstring(response.content.decode()).xpath(path)
    return [" ".join(one.text_content().split()) for one in found]


@pytest.mark.parametrize("make", MAKERS)
def test_a_revision_is_approved_and_published_where_its_change_is_seen(make, client, editor, reviewer):
    artifact = make()
    edit(artifact, by=editor, metadata={"edited": "once"})
    client.force_login(reviewer)
    shown = client.get(address(artifact, 2))

    done = client.post(address(artifact, 2), {"_publish": "1", "against": "readers", "note": "Good"}, follow=True)

    assert [one.text for one in tree(shown).xpath("//ins")] == ["once"]
    assert told(done) == [f"Readers now see revision 2 of {artifact.row}."]
    assert done.redirect_chain == [(QUEUE, 302)]
    info = artifact.revisions.get(number=2)
    assert (readers_see(artifact), info.review, info.review_note) == (2, "approved", "Good")


def test_approving_alone_leads_to_the_next_that_waits(client, reviewer, page):
    client.force_login(reviewer)

    done = client.post(address(page, 2), {"_approve": "1"}, follow=True)

    assert (told(done), done.redirect_chain) == (["Revision 2 of SMN1 is approved."], [(address(page, 3), 302)])
    assert (readers_see(page), reviews(page)) == (1, ["unreviewed", "approved", "unreviewed"])


def test_what_is_compared_by_default_is_what_was_reviewed_last(client, reviewer, page):
    approve(page.revisions.get(number=2), by=reviewer)
    client.force_login(reviewer)

    changes = {
        query: [one.text for one in tree(client.get(f"{address(page, 3)}?against={query}")).xpath("//ins")]
        for query in ("", "reviewed", "readers", "nonsense")
    }

    assert changes == {
        "": [", changed"],
        "reviewed": [", changed"],
        "readers": [", changed", ", changed"],
        "nonsense": [", changed"],
    }


def test_publishing_is_offered_beside_what_readers_see_alone(client, reviewer, page):
    approve(page.revisions.get(number=2), by=reviewer)
    client.force_login(reviewer)

    def buttons(query: str) -> list[str]:
        return text(client.get(address(page, 3) + query), "//p[@class='verbs']/button")

    assert buttons("") == ["Approve", "Reject"]
    assert buttons("?against=readers") == ["Approve and publish", "Approve", "Reject"]


def test_what_nobody_reviewed_is_named_and_published_with_a_tick_only(client, reviewer, page):
    client.force_login(reviewer)
    shown = client.get(address(page, 3))

    asked = client.post(address(page, 3), {"_publish": "1", "note": "Kept"}, follow=True)
    before = readers_see(page)
    client.post(address(page, 3), {"_publish": "1", "include_unreviewed": "1"})

    assert text(shown, "//p[@class='errornote']") == [
        "The comparison includes these revisions, which nobody has reviewed either: 2 (Edith Editor)"
    ]
    assert told(asked) == ["Nothing was done: publishing would also publish unreviewed revisions: 2 (Edith Editor)."]
    assert asked.context["note"] == "Kept"
    assert (before, readers_see(page), reviews(page)) == (1, 3, ["unreviewed", "unreviewed", "approved"])


def test_rejecting_needs_a_note_and_asks_for_it(client, reviewer, page):
    client.force_login(reviewer)

    asked = client.post(address(page, 2, "reject"), {"note": " "}, follow=True)

    assert told(asked) == ["Say why the revision is rejected: its author reads it."]
    assert asked.redirect_chain[0][0].startswith(address(page, 2, "reject"))
    assert reviews(page) == ["unreviewed"] * 3


def test_a_revision_is_rejected_in_one_step_where_nothing_is_to_choose(client, reviewer, page):
    client.force_login(reviewer)

    done = client.post(address(page, 2, "reject"), {"note": "No source", "against": "readers"}, follow=True)

    assert told(done) == ["Revision 2 of SMN1 is rejected, and returned to Edith Editor."]
    assert done.redirect_chain == [(address(page, 3), 302)]
    assert fresh(page).row.body == "One.\n\nTwo.\n\nThree, changed."
    assert "revision 4 is published in its place" in " ".join(text(done, "//p[@class='note']"))


def test_what_an_import_wrote_is_returned_to_nobody(client, reviewer):
    page = make_page("smn1", by=importer())
    edit(page, by=importer(), title="Imported")
    client.force_login(reviewer)

    done = client.post(address(page, 2, "reject"), {"note": "No source"}, follow=True)

    assert (told(done), Draft.objects.count()) == (["Revision 2 of Imported is rejected."], 0)


def test_publishing_after_a_rejection_publishes_the_text_without_it(client, reviewer, page):
    reject(page.revisions.get(number=2), by=reviewer, note="No.")
    client.force_login(reviewer)

    shown = client.get(f"{address(page, 3)}?against=readers")
    done = client.post(address(page, 3), {"_publish": "1", "against": "readers"}, follow=True)

    assert [one.text for one in tree(shown).xpath("//ins")] == [", changed"]
    assert told(done) == ["Readers now see revision 4 of SMN1."]
    assert readers_see(page) == 4


def test_where_a_rejection_clashes_its_reviewer_chooses_and_the_note_is_kept(client, reviewer, page):
    edit(page, body="One.\n\nTwo, otherwise.\n\nThree, changed.")
    client.force_login(reviewer)

    asked = client.post(address(page, 2, "reject"), {"note": "No."}, follow=True)
    sides = [one.text_content() for one in tree(asked).xpath("//fieldset//pre")]
    chosen = client.get(f"{address(page, 2, 'reject')}?choice-0=theirs&note=No.")
    client.post(address(page, 2, "reject"), hidden(chosen) | {"note": "No."})

    assert (sides, asked.context["note"]) == (["Two, otherwise.", "Two."], "No.")
    assert fresh(page).row.body == "One.\n\nTwo.\n\nThree, changed."
    assert reviews(page)[1] == "rejected"


def test_what_readers_see_is_rejected_once_publishing_is_agreed_to(client, editor, reviewer):
    page = make_page("smn1", body=BODY)
    edit(page, by=editor, body="Wrong.", live=True)
    client.force_login(reviewer)

    asked = client.post(address(page, 2, "reject"), {"note": "No."}, follow=True)
    before = reviews(page)
    client.post(address(page, 2, "reject"), hidden(asked) | {"note": "No.", "_publish": "1"})

    assert text(asked, "//p[@class='errornote']") == [
        "Readers see what this revision changed: the text without it is published too."
    ]
    assert text(asked, "//form[@class='state']//button") == ["Reject, and publish the text without it"]
    assert (before, reviews(page)) == (["unreviewed"] * 2, ["unreviewed", "rejected", "approved"])
    assert "Wrong" not in fresh(page).publication.parts["body"]


def test_a_rejection_that_somebody_overtook_is_shown_anew(client, reviewer, page):
    client.force_login(reviewer)
    data = hidden(client.get(address(page, 2, "reject"))) | {"note": "No."}
    edit(page, title="Meanwhile")

    done = client.post(address(page, 2, "reject"), data, follow=True)

    assert told(done) == ["Somebody saved meanwhile, so nothing was done. Now it would change this:"]
    assert (reviews(page), done.context["note"]) == (["unreviewed"] * 4, "No.")


def test_the_form_tells_of_a_newer_text_only_where_readers_see_another(client, reviewer, page):
    client.force_login(reviewer)
    form = f"/admin/artifacts/wikipage/{page.pk}/change/"
    differing = text(client.get(form), "//p[contains(@class, 'latest')]")
    for number in (3, 2):
        reject(page.revisions.get(number=number), by=reviewer, note="No.")

    assert len(differing) == 1
    assert text(client.get(form), "//p[contains(@class, 'latest')]") == []


def test_what_is_judged_already_says_so_and_offers_nothing(client, reviewer, page):
    reject(page.revisions.get(number=2), by=reviewer, note="<b>No.</b>")
    client.force_login(reviewer)

    shown = client.get(address(page, 2))
    again = client.post(address(page, 2), {"_approve": "1"}, follow=True)

    assert "It was rejected by Rhea Reviewer" in " ".join(text(shown, "//p[@class='note']"))
    assert "“<b>No.</b>”" in " ".join(text(shown, "//p[@class='note']"))
    assert tree(shown).xpath("//form[@class='state']") == []
    assert told(again) == ["Revision 2 is rejected already."]


def test_nobody_is_offered_to_judge_their_own_where_a_second_person_is_asked_for(settings, client, reviewer, page):
    edit(page, by=reviewer, title="Mine")
    settings.REVIEW_REQUIRES_SECOND_PERSON = True
    client.force_login(reviewer)

    own = client.get(address(page, 4))
    posted = client.post(address(page, 4), {"_publish": "1", "include_unreviewed": "1"}, follow=True)
    form = client.get(f"/admin/artifacts/wikipage/{page.pk}/change/").content.decode()
    restore = client.get(address(page, 1, "restore")).content.decode()
    confirm = client.get(address(page, 4, "confirm"), follow=True)

    assert "Revision 4 is your own: somebody else has to review it." in text(own, "//p[@class='errornote']")
    assert tree(own).xpath("//form[@class='state']") == []
    assert told(posted) == ["Revision 4 is your own: somebody else has to review it."]
    assert ("Save and publish" in form, "Restore and publish" in restore) == (False, False)
    assert told(confirm)[-1] == "Revision 4 is your own: somebody else has to review it before readers see it."
    assert readers_see(page) == 1


def test_a_forged_save_and_publish_is_a_save_for_review_where_a_second_person_is_asked_for(
    settings, client, reviewer, page
):
    settings.REVIEW_REQUIRES_SECOND_PERSON = True
    client.force_login(reviewer)

    change(client, page).send("_publish", title="Mine", include_unreviewed="on")

    assert (readers_see(page), page.revisions.count()) == (1, 4)


@pytest.mark.parametrize("verb", ["review", "reject"])
def test_an_editor_judges_nothing(verb, client, editor, page):
    client.force_login(editor)

    assert client.get(address(page, 2, verb)).status_code == 403
    assert client.post(address(page, 2, verb), {"_publish": "1", "note": "Mine"}).status_code == 403
    assert reviews(page) == ["unreviewed"] * 3


@pytest.mark.parametrize("verb", ["review", "reject", "returned"])
@pytest.mark.parametrize("number", [0, 99, 10**20])
def test_what_is_not_there_is_not_found(verb, number, client, reviewer, page):
    client.force_login(reviewer)

    assert client.get(address(page, number, verb)).status_code == 404


def test_looking_at_the_desk_writes_nothing(client, reviewer, page):
    client.force_login(reviewer)
    client.get(address(page, 2))
    before = row_counts()

    for path in (address(page, 2), address(page, 2, "reject"), f"{address(page, 3)}?against=before"):
        assert client.get(path).status_code == 200

    assert row_counts() == before


def test_the_history_and_the_form_lead_to_what_waits(client, reviewer, page):
    client.force_login(reviewer)

    history = client.get(f"/admin/artifacts/wikipage/{page.pk}/history/").content.decode()
    form = tree(client.get(f"/admin/artifacts/wikipage/{page.pk}/change/"))

    assert [address(page, number) in history for number in (1, 2, 3)] == [True] * 3
    assert form.xpath("//p[contains(@class, 'latest')]//a/@href") == [
        "/artifact/wiki-genes-smn1/r/3",
        address(page, 2),
        address(page, 3),
    ]


def test_an_editor_is_led_to_the_latest_draft_and_not_to_a_review(client, editor, page):
    client.force_login(editor)

    form = tree(client.get(f"/admin/artifacts/wikipage/{page.pk}/change/"))

    assert form.xpath("//p[contains(@class, 'latest')]//a/@href") == ["/artifact/wiki-genes-smn1/r/3"]


@pytest.fixture
def returned(page, reviewer):
    reject(page.revisions.get(number=2), by=reviewer, note="Where is <i>that</i> from?")
    return Draft.objects.get()


def test_its_author_is_told_on_the_index_the_form_and_the_history(client, editor, page, returned):
    client.force_login(editor)
    link = address(page, returned.pk, "returned")

    for path in ("/admin/", *(f"/admin/artifacts/wikipage/{page.pk}/{tail}/" for tail in ("change", "history"))):
        shown = client.get(path).content.decode()
        assert ("Where is &lt;i&gt;that&lt;/i&gt; from?" in shown, link in shown) == (True, True), path


def test_a_returned_text_is_nobody_elses_business(client, editor, reviewer, page, returned):
    other = someone()
    other.groups.set(editor.groups.all())
    path, listed = address(page, returned.pk, "returned"), f"/admin/artifacts/draft/{returned.pk}/change/"

    for user, seen in ((other, False), (reviewer, True)):
        client.force_login(user)
        assert "Where is" not in client.get("/admin/").content.decode()
        assert (client.get(path).status_code, client.post(path, {"_discard": "1"}).status_code) == (404, 404)
        assert (client.get(listed).status_code == 200) == seen
        assert ("wiki-genes-smn1" in client.get("/admin/artifacts/draft/").content.decode()) == seen
    assert Draft.objects.returned_to(editor).count() == 1


def test_its_author_takes_it_back_for_review(client, editor, page, returned):
    client.force_login(editor)
    path = address(page, returned.pk, "returned")
    shown = client.get(path)

    client.post(path, hidden(shown) | {"note": "From the label", "_publish": "1"})

    newest = fresh(page).revisions.newest()
    assert [one.text for one in tree(shown).xpath("//ins")] == [", changed"]
    assert (newest.number, newest.summary, newest.review) == (5, "Took back revision 2: From the label", "unreviewed")
    assert (readers_see(page), Draft.objects.returned_to(editor).count()) == (1, 0)


def test_its_author_discards_it(client, editor, page, returned):
    client.force_login(editor)

    done = client.post(address(page, returned.pk, "returned"), {"_discard": "1"}, follow=True)

    assert told(done) == ["The returned text is discarded."]
    assert (page.revisions.count(), Draft.objects.returned_to(editor).count()) == (4, 0)


def test_a_first_revision_that_was_returned_is_edited_where_it_stands(client, editor, reviewer):
    page = make_page("smn1", by=editor, live=False)
    reject(RevisionInfo.objects.get(), by=reviewer, note="No sources.")
    client.force_login(editor)

    shown = client.get(address(page, Draft.objects.get().pk, "returned"))

    assert "Nothing is to be taken back: your text stands there." in " ".join(text(shown, "//p"))
    assert text(shown, "//form[@class='state']//button") == ["Discard the returned text"]


def test_the_review_takes_as_many_queries_for_three_revisions_as_for_one(client, editor, reviewer):
    def queries(artifact, number: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(artifact, number)).status_code == 200
        return len(captured)

    page = make_page("smn1")
    client.force_login(reviewer)
    for number in range(2, 5):
        edit(page, by=editor, title=str(number))
    queries(page, 3)
    few = queries(page, 3)
    for number in range(5, 7):
        edit(page, by=editor, title=str(number))

    assert queries(page, 5) == few
