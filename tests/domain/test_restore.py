"""Restore and undo: planned without a write, saved as an ordinary revision, and never over somebody's newer edit."""

import pytest

from artifacts.domain.restore import carry_out, items_of_restore, parts_of, plan_restore, plan_undo
from artifacts.domain.verify import verify
from artifacts.domain.withdraw import withdraw
from artifacts.errors import ContentError, StaleSaveError, StateError
from artifacts.models import RevisionInfo
from artifacts.representations.contents import content_of
from tests.helpers import edit, fresh, make_hypothesis, make_page, make_reference, someone
from tests.rows import row_counts

pytestmark = pytest.mark.django_db
FIRST = "One.\n\nTwo.\n\nThree."


@pytest.fixture
def page(db):
    """Three revisions: the second changes paragraph two and the infobox, the third paragraph three and the title."""
    page = make_page("smn1", body=FIRST, infobox=[{"label": "Band", "value": "5q13"}])
    edit(page, body=FIRST.replace("Two.", "Two, changed."), infobox=[{"label": "Band", "value": "5q14"}])
    edit(page, body="One.\n\nTwo, changed.\n\nThree, changed.", title="SMN 1")
    return fresh(page)


def revision(page, number: int) -> RevisionInfo:
    return page.revisions.get(number=number)


def done(plan, **options):
    return carry_out(plan, by=someone(), base=plan.base, **options)


def test_a_whole_revision_comes_back_as_a_new_one(page):
    saved = done(plan_restore(revision(page, 1)), note="it was right")

    now = content_of(fresh(page))
    assert (now["body"], now["title"], now["infobox"][0]["value"]) == (FIRST, "SMN1", "5q13")
    assert (saved.revision.number, saved.revision.tags) == (4, ["restore", "numbers", "genes"])
    assert saved.revision.summary == "Restored revision 1: it was right"
    assert verify(fresh(page)) == []


def test_a_part_comes_back_alone(page):
    done(plan_restore(revision(page, 1), ["infobox"]))

    now = content_of(fresh(page))
    assert (now["infobox"][0]["value"], now["title"]) == ("5q13", "SMN 1")
    assert page.revisions.newest().summary == "Restored revision 1 (infobox)"


def test_restoring_never_renames(page):
    edit(page, slug="genes-smn-1")

    done(plan_restore(revision(page, 1)))

    assert fresh(page).row.slug == "genes-smn-1"


def test_restoring_what_stands_there_already_writes_nothing(page):
    before = row_counts()

    saved = done(plan_restore(revision(page, 3)))

    assert (saved.changed, row_counts()) == (False, before)


def test_planning_writes_nothing(page):
    before = row_counts()

    restore, undo = plan_restore(revision(page, 1)), plan_undo(revision(page, 2))

    assert restore.changes.any
    assert undo.changes.any
    assert row_counts() == before


def test_a_middle_revision_is_undone_and_what_came_later_kept(page):
    plan = plan_undo(revision(page, 2))
    saved = done(plan)

    now = content_of(fresh(page))
    assert plan.clashes == ()
    assert (now["body"], now["title"], now["infobox"][0]["value"]) == (
        "One.\n\nTwo.\n\nThree, changed.",
        "SMN 1",
        "5q13",
    )
    assert (saved.revision.tags, saved.revision.summary) == (["undo"], "Undid revision 2 by somebody")


def test_where_an_undo_clashes_both_sides_can_be_chosen(page):
    edit(page, infobox=[{"label": "Band", "value": "5q15"}])

    plan = plan_undo(revision(page, 2))
    kept = plan.content["infobox"][0]["value"]
    taken = plan_undo(revision(page, 2), ["theirs"]).content["infobox"][0]["value"]

    assert [(clash.part, clash.mine["value"], clash.theirs["value"]) for clash in plan.clashes] == [
        ("infobox", "5q15", "5q13")
    ]
    assert (kept, taken) == ("5q15", "5q13")


def test_the_newest_revision_is_undone_too(page):
    done(plan_undo(revision(page, 3)))

    assert fresh(page).revisions.newest().content_sha256 == revision(page, 2).content_sha256


def test_the_first_revision_cannot_be_undone(page):
    with pytest.raises(StateError, match="The first revision cannot be undone"):
        plan_undo(revision(page, 1))


def test_a_newer_edit_is_never_overwritten(page):
    plan = plan_restore(revision(page, 1))
    edit(page, title="Meanwhile")

    with pytest.raises(StaleSaveError):
        done(plan)

    assert fresh(page).row.title == "Meanwhile"


def test_what_is_withdrawn_cannot_be_restored(page):
    withdraw(page, by=someone(), reason="Wrong.")

    with pytest.raises(StateError, match="is withdrawn and cannot be edited"):
        plan_restore(revision(fresh(page), 1))


def test_an_unknown_part_is_refused(page):
    with pytest.raises(ContentError, match="'spell' is no part that can be restored"):
        plan_restore(revision(page, 1), ["spell"])


def test_each_kind_has_its_own_parts():
    kinds = make_page("smn2"), make_hypothesis(), make_reference("lefebvre1995")

    assert [parts_of(content_of(fresh(artifact))) for artifact in kinds] == [
        ["text", "infobox", "references", "relations", "metadata"],
        ["text", "evidence", "scores", "metadata"],
        ["references", "metadata"],
    ]


def item(revision_, name: str) -> str:
    (key,) = [key for key in items_of_restore(revision_) if key.name == name]
    return key.id


def test_one_row_comes_back_alone(page):
    rows = [{"label": "Band", "value": "5q15"}, {"label": "Symbol", "value": "SMN1"}, {"label": "New", "value": "x"}]
    edit(page, infobox=rows)
    first = revision(page, 1)

    saved = done(plan_restore(first, items=[item(first, "Band")]))

    now = content_of(fresh(page))
    assert [(row["label"], row["value"]) for row in now["infobox"]] == [
        ("Band", "5q13"),
        ("Symbol", "SMN1"),
        ("New", "x"),
    ]
    assert (now["title"], saved.revision.summary) == ("SMN 1", "Restored revision 1 (infobox Band)")


def test_one_section_that_went_comes_back_where_it_stood():
    page = make_page("smn2", body="Lead.\n\n## Role\n\nIt binds.\n\n## Loss\n\nDisease.")
    edit(page, body="A new lead.\n\n## Loss\n\nDisease, early.")
    first = revision(page, 1)

    done(plan_restore(first, items=[item(first, "role")]))

    assert content_of(fresh(page))["body"] == "A new lead.\n\n## Role\n\nIt binds.\n\n## Loss\n\nDisease, early."


def test_a_row_that_the_revision_lacks_goes_when_it_is_restored(page):
    edit(page, infobox=[{"label": "Band", "value": "5q14"}, {"label": "Wrong", "value": "x"}])
    first = revision(page, 1)

    done(plan_restore(first, items=[item(first, "Wrong")]))

    assert [row["label"] for row in content_of(fresh(page))["infobox"]] == ["Band"]
