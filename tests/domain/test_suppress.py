"""Suppressing: the text goes for good, its place and hashes stay, and nothing that is still used goes."""

import pytest
from django.contrib.admin.models import LogEntry
from reversion.models import Version

from artifacts.domain.accounts import importer
from artifacts.domain.duplicates import find_duplicates
from artifacts.domain.imports import import_artifact, make_batch
from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.naming import name_revision
from artifacts.domain.proposals import accept, plan_draft
from artifacts.domain.suppress import suppress
from artifacts.domain.verify import verify
from artifacts.domain.withdraw import withdraw
from artifacts.errors import ContentError, StateError
from artifacts.models import Artifact, Draft, DuplicateCandidate, Merge, PublicationInput
from artifacts.representations.document import pack
from artifacts.representations.exchange import Exchanged
from tests.helpers import edit, fresh, make_page, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """Three revisions; readers see the second, and the first showed them a picture."""
    page = make_page("smn1", body="Somebody's address. ![A](/media/a.png)")
    edit(page, body="Text.", live=True)
    edit(page, body="Text!")
    return fresh(page)


def shown_pictures() -> list[str]:
    return list(PublicationInput.objects.filter(role=PublicationInput.Role.IMAGE).values_list("key", flat=True))


def test_the_text_is_deleted_and_who_did_so_and_why_is_kept(page, administrator):
    before = page.revisions.get(number=1)

    suppress(page.revisions.get(number=1), by=administrator, reason="  Personal data. ")

    after = page.revisions.get(number=1)
    assert (after.version, after.removed, after.removed_reason, after.removed_by) == (
        None,
        "suppressed",
        "Personal data.",
        administrator,
    )
    assert (after.chain_sha256, after.author_name, after.size) == (before.chain_sha256, before.author_name, before.size)
    assert not Version.objects.filter(pk=before.version_id).exists()
    assert verify(page) == []


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (2, "Readers see revision 2: publish one without that text first, then suppress this one."),
        (3, "Revision 3 is the newest: save one without that text first, then suppress this one."),
    ],
)
def test_what_is_still_used_is_not_suppressed(page, number, sentence):
    with pytest.raises(StateError) as refused:
        suppress(page.revisions.get(number=number), by=someone(), reason="Privacy.")

    assert (refused.value.sentence, page.revisions.filter(removed="").count()) == (sentence, 3)


def test_a_text_is_suppressed_once(page):
    suppress(page.revisions.get(number=1), by=someone(), reason="Privacy.")

    with pytest.raises(StateError, match="Revision 1 has no text any more: it was suppressed."):
        suppress(page.revisions.get(number=1), by=someone(), reason="Another reason.")

    assert page.revisions.get(number=1).removed_reason == "Privacy."


def test_no_text_is_suppressed_without_a_reason(page):
    with pytest.raises(ContentError, match="Say why the text is suppressed"):
        suppress(page.revisions.get(number=1), by=someone(), reason=" ")

    assert page.revisions.filter(removed="").count() == 3


@pytest.mark.parametrize("stored", [pack({"schema": 99, "content": {"body": "/media/a.png"}}), "damaged"])
def test_a_document_that_cannot_be_read_is_suppressed_too(page, stored):
    Version.objects.filter(info__artifact=page, info__number=1).update(serialized_data=stored)

    suppress(page.revisions.get(number=1), by=someone(), reason="Privacy.")

    assert page.revisions.get(number=1).removed == "suppressed"
    assert shown_pictures() == ([] if stored != "damaged" else ["a.png"])


def test_a_picture_that_no_other_published_revision_shows_is_hidden(page):
    before = shown_pictures()

    suppress(page.revisions.get(number=1), by=someone(), reason="Privacy.")

    assert (before, shown_pictures()) == (["a.png"], [])


def test_a_picture_that_another_published_revision_shows_stays(page):
    edit(page, body="![A](/media/a.png)", live=True)

    suppress(page.revisions.get(number=1), by=someone(), reason="Privacy.")

    assert shown_pictures() == ["a.png"]


def told_by(*models) -> str:
    return "\n".join(str(list(model.objects.values())) for model in models)


def test_a_title_that_is_gone_is_in_no_log_and_no_list_of_duplicates(administrator):
    page, other = (make_page(name, title="The patient's name", body=f"Text of {name}.") for name in ("one", "two"))
    find_duplicates()
    name_revision(page.revisions.get(), "v1", by=administrator)
    edit(page, title="One", live=True)

    suppress(page.revisions.get(number=1), by=administrator, reason="Privacy.")

    assert "patient" not in told_by(LogEntry, DuplicateCandidate)
    assert LogEntry.objects.get().object_repr == "wiki-genes-one"


def test_a_title_that_still_stands_stays_in_the_log(administrator):
    page = make_page("one", title="One")
    name_revision(page.revisions.get(), "v1", by=administrator)
    edit(page, body="Another text.", live=True)

    suppress(page.revisions.get(number=1), by=administrator, reason="Privacy.")

    assert LogEntry.objects.get().object_repr == "One"


def test_the_ledger_of_a_merge_forgets_the_headings_of_the_text(administrator):
    target = make_page("one", title="Page")
    source = make_page("two", title="Page", body="## The patient's name\n\nText.")
    done = merge(plan_merge(source, target), by=someone(), why="The same.")
    edit(target, body="Text.", live=True)

    suppress(done.target_after, by=administrator, reason="Privacy.")

    decisions = Merge.objects.get().decisions
    assert ("patient" in str(decisions), [item["side"] for item in decisions["items"]]) == (False, ["source"])


def test_a_proposal_that_was_taken_over_goes_with_its_revision(editor, reviewer, administrator):
    def imported(body: str) -> None:
        content = {"kind": "page", "slug": "genes-p", "title": "P", "body": body}
        batch = make_batch("dump", "dump.jsonl", by=importer())
        import_artifact(Exchanged("wiki-genes-p", (), content), by=importer(), batch=batch, summary="")

    imported("One.")
    page = Artifact.objects.get(public_id="wiki-genes-p")
    edit(page, by=editor, title="Mine", live=True)
    imported("The patient's name.")
    draft = page.proposals.get()
    plan = plan_draft(draft)
    taken = accept(draft, plan, by=reviewer, base=plan.base).revision
    edit(page, by=editor, body="Clean.", live=True)

    suppress(taken, by=administrator, reason="Privacy.")

    assert "patient" not in told_by(Draft)


def test_what_is_merged_or_withdrawn_says_what_to_do_first():
    gone = make_page("gone")
    withdraw(gone, by=someone(), reason="Wrong.")

    with pytest.raises(StateError, match="wiki-genes-gone is withdrawn, with this text still in it: take that back"):
        suppress(gone.revisions.get(number=1), by=someone(), reason="Privacy.")
