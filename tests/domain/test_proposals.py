"""Proposals: an import's version taken over by three-way merge, or discarded."""

import pytest

from artifacts.domain.imports import SAME, import_artifact, make_batch
from artifacts.domain.proposals import accept, discard, plan_draft
from artifacts.errors import StaleSaveError
from artifacts.models import Artifact, Draft
from artifacts.representations.exchange import Exchanged
from tests.helpers import edit, fresh, make_page, someone
from tests.rows import row_counts

pytestmark = pytest.mark.django_db
BODY = "One.\n\nTwo.\n\nThree."


def bring(body: str, title: str = "SMN1"):
    """An import of the page wiki-genes-smn1."""
    content = {"kind": "page", "slug": "genes-smn1", "title": title, "body": body}
    batch = make_batch("dump", "", someone())
    return import_artifact(Exchanged("wiki-genes-smn1", (), content), by=someone(), batch=batch, summary="Imported")


@pytest.fixture
def page(db):
    """A page that was imported, then edited by a person, then imported otherwise."""
    bring(BODY)
    page = Artifact.objects.get(public_id="wiki-genes-smn1")
    edit(page, body=BODY.replace("One.", "One, by a person."))
    bring(BODY.replace("Three.", "Three, by the dump."))
    return fresh(page)


def test_what_only_the_import_changed_is_done_to_what_the_person_wrote(page):
    draft = Draft.objects.get()
    plan = plan_draft(draft)

    saved = accept(draft, plan, by=someone(), base=plan.base)

    assert plan.clashes == ()
    assert fresh(page).row.body == "One, by a person.\n\nTwo.\n\nThree, by the dump."
    assert (saved.revision.tags, page.proposals.count()) == (["proposal"], 0)


def test_what_both_changed_is_a_choice(page):
    bring(BODY.replace("One.", "One, by the dump."))

    plan = plan_draft(page.proposals.get())
    taken = plan_draft(page.proposals.get(), ["theirs"])

    assert [(clash.mine, clash.theirs) for clash in plan.clashes] == [("One, by a person.", "One, by the dump.")]
    assert taken.content["body"] == BODY.replace("One.", "One, by the dump.")


def test_where_no_import_was_before_every_difference_is_a_choice():
    page = make_page("smn1", body="By a person.")
    bring("By the dump.")

    plan = plan_draft(Draft.objects.get())

    assert [(clash.mine, clash.theirs) for clash in plan.clashes if clash.part == "body"] == [
        ("By a person.", "By the dump.")
    ]
    assert plan.artifact == page


def test_planning_writes_nothing(page):
    before = row_counts()

    plan_draft(Draft.objects.get())

    assert row_counts() == before


def test_a_proposal_that_an_edit_overtook_stays(page):
    draft = Draft.objects.get()
    plan = plan_draft(draft)
    edit(page, title="Meanwhile")

    with pytest.raises(StaleSaveError):
        accept(draft, plan, by=someone(), base=plan.base)

    assert Draft.objects.count() == 1


def test_a_newer_proposal_takes_the_place_of_one_that_waits(page):
    bring(BODY.replace("Two.", "Two, by the dump."))

    assert page.proposals.get().document["body"] == BODY.replace("Two.", "Two, by the dump.")


@pytest.mark.parametrize("settle", [discard, lambda draft: accept(draft, plan_draft(draft), by=someone(), base=2)])
def test_the_same_import_again_is_no_news_once_it_was_settled(page, settle):
    settle(page.proposals.get())

    outcome = bring(BODY.replace("Three.", "Three, by the dump."))

    assert (outcome, page.proposals.count()) == (SAME, 0)


def test_what_was_settled_once_is_not_asked_again(page):
    discard(page.proposals.get())
    bring(BODY.replace("Two.", "Two, by the dump.").replace("Three.", "Three, by the dump."))

    plan = plan_draft(page.proposals.get())

    assert (plan.clashes, plan.content["body"]) == ((), "One, by a person.\n\nTwo, by the dump.\n\nThree.")


def test_the_names_and_the_origin_that_a_proposal_brings_are_kept(page):
    content = {"kind": "page", "slug": "genes-smn1", "title": "SMN1", "body": "Another."}
    exchanged = Exchanged("wiki-genes-smn1", ("wp-1",), content)
    edges = [("importedFrom", "https://wiki.example.org/x")]

    batch = make_batch("dump", "", someone())
    import_artifact(exchanged, by=someone(), batch=batch, summary="", provenance=edges)

    assert page.addresses.filter(key="wp-1").exists()
    assert [edge.relation for edge in page.provenance.all()] == ["importedFrom"]
