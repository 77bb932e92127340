"""Reviewing: approve changes no text, reject undoes one and returns it, and neither is a way past a second person."""

import pytest

from artifacts.domain.accounts import importer
from artifacts.domain.imports import import_artifact, make_batch
from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.proposals import accept, discard, plan_draft
from artifacts.domain.publish import publish, unreviewed
from artifacts.domain.restore import carry_out, plan_restore
from artifacts.domain.review import approve, approve_and_publish, compared_with, next_in_queue, plan_rejection, reject
from artifacts.domain.suppress import suppress
from artifacts.domain.verify import verify
from artifacts.domain.withdraw import put_back, withdraw
from artifacts.errors import ContentError, StaleSaveError, StateError
from artifacts.models import Artifact, Draft, RevisionInfo
from artifacts.representations.exchange import Exchanged
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference, someone
from tests.rows import row_counts

pytestmark = pytest.mark.django_db
MAKERS = [make_page, make_hypothesis, make_analysis, make_reference]
BODY = "One.\n\nTwo.\n\nThree."
SECOND, BOTH = "One.\n\nTwo, wrong.\n\nThree.", "One.\n\nTwo, wrong.\n\nThree, better."


@pytest.fixture
def page(editor):
    """Revision 1 is what readers see; the editor's 2 is wrong, and 3, on top of it, is right. Both wait."""
    page = make_page("smn1", body=BODY)
    edit(page, by=editor, body=SECOND)
    edit(page, by=editor, body=BOTH)
    return fresh(page)


def revision(page: Artifact, number: int) -> RevisionInfo:
    return page.revisions.select_related("artifact", "version", "author").get(number=number)


def waiting() -> list[int]:
    return list(RevisionInfo.objects.waiting().order_by("pk").values_list("number", flat=True))


def readers_see(page: Artifact) -> tuple[int, str]:
    publication = fresh(page).publication
    return publication.revision.number, publication.parts["body"]


def test_approving_notes_who_when_and_why_and_shows_readers_nothing_new(page, reviewer):
    before = readers_see(page)

    approve(revision(page, 2), by=reviewer, note=" Checked. ")

    info = revision(page, 2)
    assert (info.review, info.review_by, info.review_note) == ("approved", reviewer, "Checked.")
    assert readers_see(page) == before
    assert waiting() == [3]


@pytest.mark.parametrize("make", MAKERS)
def test_approving_what_readers_see_tells_them_who_reviewed_it(make, client, reviewer):
    artifact = make()
    before = client.get(artifact.get_absolute_url())["ETag"]

    approve(revision(artifact, 1), by=reviewer)

    shown = client.get(artifact.get_absolute_url())
    reviewed = revision(artifact, 1).review_at
    assert f"reviewed on {reviewed.day} {reviewed:%B %Y} by Rhea Reviewer" in shown.content.decode()
    assert shown["ETag"] != before
    assert verify(fresh(artifact)) == []


def test_an_old_revision_tells_at_once_that_it_was_reviewed(client, page, editor, reviewer):
    client.force_login(editor)
    client.get("/artifact/wiki-genes-smn1/r/2")

    approve(revision(page, 2), by=reviewer)

    assert "by Rhea Reviewer" in client.get("/artifact/wiki-genes-smn1/r/2").content.decode()


def test_what_is_judged_once_is_not_judged_again(page, reviewer):
    approve(revision(page, 2), by=reviewer)
    reject(revision(page, 3), by=reviewer, note="No.")

    for number, word in ((2, "approved"), (3, "rejected")):
        for verb in (approve, reject):
            with pytest.raises(StateError, match=f"Revision {number} is {word} already."):
                verb(revision(page, number), by=reviewer, note="Again.")


@pytest.mark.parametrize("state", ["withdrawn", "merged"])
def test_what_is_not_active_is_not_reviewed(state, page, reviewer):
    merged = {"merged_into": make_page("other")} if state == "merged" else {}
    Artifact.objects.filter(pk=page.pk).update(state=state, **merged)

    for verb in (approve, reject):
        with pytest.raises(StateError, match=f"wiki-genes-smn1 is {state}: its revisions are not reviewed."):
            verb(revision(page, 2), by=reviewer, note="Why.")
    assert waiting() == []


def test_rejecting_undoes_one_revision_and_keeps_what_came_later(page, reviewer):
    undo = reject(revision(page, 2), by=reviewer, note="Not in the paper.")

    assert fresh(page).row.body == BODY.replace("Three.", "Three, better.")
    assert (undo.number, undo.summary, undo.tags) == (4, "Rejected revision 2 by Edith Editor", ["reject"])
    assert (undo.author, undo.review, undo.review_by) == (reviewer, "approved", reviewer)
    rejected = revision(page, 2)
    assert (rejected.review, rejected.review_by, rejected.review_note) == ("rejected", reviewer, "Not in the paper.")
    assert readers_see(page)[0] == 1
    assert waiting() == [3]


@pytest.mark.parametrize("make", MAKERS)
def test_the_author_is_offered_the_text_back_with_the_note(make, editor, reviewer):
    artifact = make()
    edit(artifact, by=editor, metadata={"edited": "once"})

    reject(revision(artifact, 2), by=reviewer, note="Why?")

    draft = Draft.objects.returned_to(editor).get()
    assert (draft.artifact, draft.base_number, draft.note) == (artifact, 1, "Why?")
    assert draft.document["metadata"] == {"edited": "once"}
    assert fresh(artifact).row.metadata == {}


@pytest.mark.parametrize("note", ["", "  \n"])
def test_a_rejection_says_why(note, page, reviewer):
    before = row_counts()

    with pytest.raises(ContentError) as refusal:
        reject(revision(page, 2), by=reviewer, note=note)

    assert (refusal.value.field, row_counts()) == ("note", before)


def test_a_newer_return_stands_in_place_of_an_older_one(page, editor, reviewer):
    reject(revision(page, 3), by=reviewer, note="First.")

    reject(revision(page, 2), by=reviewer, note="Second.")

    assert [draft.note for draft in Draft.objects.returned_to(editor)] == ["Second."]


def test_what_later_revisions_changed_too_is_rejected_by_choice_alone(page, editor, reviewer):
    edit(page, by=editor, body=BOTH.replace("Two, wrong.", "Two, otherwise."))
    before = row_counts()

    with pytest.raises(StateError, match="Later revisions changed the same as revision 2"):
        reject(revision(page, 2), by=reviewer, note="No.")
    assert row_counts() == before
    reject(revision(page, 2), by=reviewer, note="No.", choices=["theirs"])

    assert fresh(page).row.body == BODY.replace("Three.", "Three, better.")


def test_a_rejection_planned_on_an_older_text_is_refused_whole(page, reviewer):
    base = plan_rejection(revision(page, 2)).undo.base
    edit(page, title="Meanwhile")
    before = row_counts()

    with pytest.raises(StaleSaveError):
        reject(revision(page, 2), by=reviewer, note="No.", base=base)

    assert (row_counts(), revision(page, 2).review) == (before, "unreviewed")


def test_the_first_revision_is_marked_and_nothing_else_is_done(editor, reviewer):
    page = make_page("smn1", by=editor, live=False)

    reject(revision(page, 1), by=reviewer, note="No sources.")

    assert (revision(page, 1).review, page.revisions.count()) == ("rejected", 1)
    assert Draft.objects.returned_to(editor).get().base_number == 0
    with pytest.raises(StateError, match="Revision 1 was rejected: publish another revision."):
        publish(revision(page, 1), by=reviewer)


def test_a_page_whose_first_revision_was_rejected_is_published_once_it_is_better(editor, reviewer):
    page = make_page("smn1", by=editor, live=False)
    reject(revision(page, 1), by=reviewer, note="No sources.")
    edit(page, by=editor, body="Sourced.")

    approve_and_publish(revision(page, 2), by=reviewer)

    assert readers_see(page)[0] == 2


def test_the_first_revision_that_readers_see_is_withdrawn_not_rejected(reviewer):
    page = make_page("smn1")

    with pytest.raises(StateError, match="withdraw the artifact instead"):
        reject(revision(page, 1), by=reviewer, note="No.", publishing=True)


def test_what_readers_see_is_rejected_by_publishing_the_text_without_it(editor, reviewer):
    page = make_page("smn1", body=BODY)
    edit(page, by=editor, body=SECOND, live=True)

    with pytest.raises(StateError, match="it is rejected by publishing the text without it"):
        reject(revision(page, 2), by=reviewer, note="No.")
    assert readers_see(page)[0] == 2
    reject(revision(page, 2), by=reviewer, note="No.", publishing=True)

    assert readers_see(page)[0] == 3
    assert revision(page, 2).review == "rejected"


def test_a_suppressed_text_is_not_judged(page, reviewer):
    suppress(revision(page, 2), by=reviewer, reason="Private.")

    for verb in (approve, reject):
        with pytest.raises(StateError, match="The text of revision 2 was suppressed"):
            verb(revision(page, 2), by=reviewer, note="No.")
    assert waiting() == [3]


def test_suppressing_a_text_takes_the_returned_copy_too(page, editor, reviewer):
    reject(revision(page, 2), by=reviewer, note="Private.")

    suppress(revision(page, 2), by=reviewer, reason="Private.")

    assert Draft.objects.count() == 0


def test_a_rejected_revision_is_undone_where_it_is_published_with_later_ones(page, reviewer):
    reject(revision(page, 2), by=reviewer, note="No.")

    publication = approve_and_publish(revision(page, 3), by=reviewer, note="Good.")

    assert (publication.revision.number, fresh(page).row.body) == (4, BODY.replace("Three.", "Three, better."))
    assert "wrong" not in publication.parts["body"]
    assert (revision(page, 3).review, revision(page, 3).review_note) == ("approved", "Good.")
    assert waiting() == []


def test_nothing_is_published_that_holds_what_was_rejected(page, editor, reviewer):
    edit(page, by=editor, title="Better")
    reject(revision(page, 2), by=reviewer, note="No.")

    for verb in (publish, approve_and_publish):
        with pytest.raises(StateError) as refusal:
            verb(revision(page, 3), by=reviewer)
    assert refusal.value.sentence == ("Revision 3 still holds what revision 2 was rejected for: publish revision 5.")
    assert (readers_see(page)[0], revision(page, 3).review) == (1, "unreviewed")
    approve_and_publish(revision(page, 4), by=reviewer)
    assert readers_see(page)[0] == 5


def test_many_are_approved_and_the_last_is_published(page, reviewer):
    approve_and_publish(revision(page, 3), by=reviewer, below=[revision(page, 2)])

    assert [revision(page, number).review for number in (2, 3)] == ["approved", "approved"]
    assert readers_see(page)[0] == 3


def test_the_queue_is_the_oldest_first_and_goes_round(page, reviewer):
    other = make_page("smn2")
    edit(other, title="Other")

    order = [revision(page, 2), revision(page, 3), revision(other, 2)]

    assert [next_in_queue(info, by=reviewer) for info in order] == [order[1], order[2], order[0]]
    approve(order[0], by=reviewer)
    approve(order[1], by=reviewer)
    assert next_in_queue(order[2], by=reviewer) is None


def test_what_readers_see_newer_than_waits_no_more_nor_do_withdrawals(page, reviewer):
    publish(revision(page, 3), by=reviewer)
    edit(page, title="New")
    withdraw(page, by=reviewer, reason="A moment.")
    put_back(fresh(page), by=reviewer)

    assert waiting() == [4]
    assert [info.number for info in unreviewed(page, by=reviewer)] == [4]


def test_a_reviewer_compares_with_what_was_reviewed_last(page, editor, reviewer):
    def bases(number: int) -> dict:
        return {name: info and info.number for name, info in compared_with(revision(page, number)).items()}

    assert bases(3) == {"readers": 1, "before": 2}
    approve(revision(page, 2), by=reviewer)
    edit(page, by=editor, title="Four")
    assert bases(4) == {"reviewed": 2, "readers": 1, "before": 3}
    publish(revision(page, 3), by=reviewer)
    assert bases(4) == {"readers": 3}
    assert bases(3) == {"reviewed": 2}


def test_an_undo_that_rejects_does_not_hide_what_still_waits_below_it(page, editor, reviewer):
    reject(revision(page, 2), by=reviewer, note="No.")
    edit(page, by=editor, title="Five")

    waiting_below = compared_with(revision(page, 5))
    approve(revision(page, 3), by=reviewer)

    assert [(name, info.number) for name, info in waiting_below.items()] == [("readers", 1), ("before", 4)]
    assert compared_with(revision(page, 5))["reviewed"].number == 4


def test_nothing_published_is_compared_with_nothing(editor):
    page = make_page(by=editor, live=False)

    assert compared_with(revision(page, 1)) == {"readers": None}


def test_the_author_takes_back_what_still_fits(page, editor, reviewer):
    reject(revision(page, 2), by=reviewer, note="No.")
    draft = Draft.objects.returned_to(editor).get()
    plan = plan_draft(draft)

    saved = accept(draft, plan, by=editor, base=plan.base, note="It is in the paper")

    assert fresh(page).row.body == BOTH
    assert (saved.revision.summary, saved.revision.review) == (
        "Took back revision 2: It is in the paper",
        "unreviewed",
    )
    assert saved.revision.tags == ["returned"]
    assert Draft.objects.returned_to(editor).count() == 0


def test_what_was_changed_otherwise_since_is_the_authors_choice(page, editor, reviewer):
    reject(revision(page, 2), by=reviewer, note="No.")
    edit(page, by=reviewer, body=fresh(page).row.body.replace("Two.", "Two, by Rhea."))

    plan = plan_draft(Draft.objects.returned_to(editor).get(), ["theirs"])

    assert [(clash.mine, clash.theirs) for clash in plan.clashes] == [("Two, by Rhea.", "Two, wrong.")]
    assert plan.content["body"] == BOTH


def test_a_discarded_return_is_offered_no_more(page, editor, reviewer):
    reject(revision(page, 2), by=reviewer, note="No.")

    discard(Draft.objects.returned_to(editor).get())

    assert Draft.objects.returned_to(editor).count() == 0
    assert fresh(page).row.body == BODY.replace("Three.", "Three, better.")


def test_a_person_reviews_their_own_where_no_second_is_asked_for(reviewer):
    page = make_page()
    edit(page, by=reviewer, title="Mine")

    approve_and_publish(revision(page, 2), by=reviewer)

    assert readers_see(page)[0] == 2


def test_nobody_judges_or_publishes_their_own_where_a_second_person_is_asked_for(settings, reviewer):
    page = make_page(by=someone())
    edit(page, by=reviewer, title="Mine")
    before = row_counts()
    settings.REVIEW_REQUIRES_SECOND_PERSON = True

    for verb in (approve, reject, approve_and_publish):
        with pytest.raises(StateError, match="Revision 2 is your own: somebody else has to review it."):
            verb(revision(page, 2), by=reviewer, note="Good.")
    with pytest.raises(StateError, match="somebody else has to review it before readers see it"):
        publish(revision(page, 2), by=reviewer)

    assert (row_counts(), revision(page, 2).review) == (before, "unreviewed")
    assert next_in_queue(revision(page, 1), by=reviewer) is None


def test_somebody_elses_revision_is_no_way_past_the_second_person(settings, page, editor, reviewer):
    edit(page, by=reviewer, title="Mine")
    edit(page, by=editor, summary="On top", kg_node_id="SMN1")
    settings.REVIEW_REQUIRES_SECOND_PERSON = True

    for verb in (publish, approve_and_publish):
        with pytest.raises(StateError, match="Revisions of your own would go out with it.*: 4."):
            verb(revision(page, 5), by=reviewer)
    assert readers_see(page)[0] == 1
    other = someone()
    approve(revision(page, 4), by=other)
    approve_and_publish(revision(page, 5), by=reviewer)

    assert readers_see(page)[0] == 5


@pytest.mark.parametrize("aside", ["withdrawn", "edited"])
def test_an_older_revision_is_no_way_past_the_second_person(aside, settings, page, editor, reviewer):
    """Readers see a later text without the reviewer's own; what stands between holds it, and is nobody's own."""
    settings.REVIEW_REQUIRES_SECOND_PERSON = True
    other = someone()
    page = make_page("smn2", body=BODY, by=other, live=False)
    publish(page.revisions.newest(), by=reviewer)
    edit(page, by=reviewer, body=SECOND)
    if aside == "withdrawn":
        withdraw(fresh(page), by=reviewer, reason="A moment.")
        put_back(fresh(page), by=reviewer)
    else:
        edit(page, by=editor, body=BOTH)
    between = page.revisions.newest()
    edit(page, by=editor, body="Another text.")
    publish(page.revisions.newest(), by=other)

    with pytest.raises(StateError, match="Revisions of your own would go out with it"):
        publish(between, by=reviewer)

    assert unreviewed(fresh(page), by=other, below=between.number) == [revision(page, 2)]
    assert readers_see(page)[0] == page.revisions.newest().number


def test_restoring_is_no_way_past_the_second_person(settings, page, reviewer):
    plan = plan_restore(revision(page, 1))
    saved = carry_out(plan, by=reviewer, base=plan.base)
    settings.REVIEW_REQUIRES_SECOND_PERSON = True

    with pytest.raises(StateError, match="Revision 4 is your own"):
        publish(saved.revision, by=reviewer)

    approve_and_publish(saved.revision, by=someone())
    assert readers_see(page)[0] == 4


def test_merging_is_no_way_past_the_second_person(settings, reviewer):
    target, source = make_page("parkin"), make_page("prkn", body="Other text.")
    settings.REVIEW_REQUIRES_SECOND_PERSON = True
    before = row_counts()

    with pytest.raises(StateError, match="Revision 2 is your own"):
        merge(plan_merge(source, target), by=reviewer, why="The same gene.")
    assert row_counts() == before
    done = merge(plan_merge(source, target), by=reviewer, why="The same gene.", publishing=False)
    approve_and_publish(done.target_after, by=someone())

    assert fresh(target).publication.revision.number == 2


def test_a_reviewer_publishes_the_undo_of_what_they_rejected(settings, editor, reviewer):
    page = make_page("smn1", by=someone())
    edit(page, by=editor, body=SECOND)
    publish(revision(page, 2), by=someone())
    RevisionInfo.objects.filter(artifact=page, number=2).update(review="unreviewed")
    settings.REVIEW_REQUIRES_SECOND_PERSON = True

    reject(revision(page, 2), by=reviewer, note="No.", publishing=True)

    assert readers_see(page)[0] == 3


def test_imports_are_published_where_a_second_person_is_asked_for(settings):
    content = {"kind": "page", "slug": "genes-smn1", "title": "SMN1", "body": BODY}
    batch = make_batch("dump", "", importer())
    settings.REVIEW_REQUIRES_SECOND_PERSON = True

    import_artifact(Exchanged("wiki-genes-smn1", (), content), by=importer(), batch=batch, summary="")

    assert readers_see(Artifact.objects.get())[0] == 1
