"""Bulk: each artifact is planned, then done in a revision of its own or skipped with a sentence; jobs in parts."""

import pytest
from django_tasks_db.models import DBTaskResult

from artifacts.domain import bulk
from artifacts.domain.bulk import bases_of, plan_bulk, run_bulk
from artifacts.domain.bulk_jobs import do_part, enqueue_bulk, progress_of
from artifacts.domain.withdraw import withdraw
from artifacts.models import Artifact, Publication, RevisionInfo
from artifacts.representations.contents import content_of
from tests.helpers import edit, fresh, make_hypothesis, make_page, make_reference, someone
from tests.rows import row_counts

pytestmark = pytest.mark.django_db


def bases(*artifacts) -> list[tuple[int, int]]:
    return bases_of([artifact.pk for artifact in artifacts])


def run(verb: str, wanted, by, **options) -> list[tuple[str, int, str]]:
    return [(outcome.title, outcome.number, outcome.reason) for outcome in run_bulk(verb, wanted, options, by=by)]


def tags(page) -> list[str]:
    return content_of(fresh(page))["metadata"].get("tags", [])


def test_a_plan_tells_what_would_become_of_each_and_writes_nothing(reviewer):
    one, gone = make_page("one"), make_page("gone")
    withdraw(gone, by=someone(), reason="Wrong.")
    wanted, before = bases(one, gone), row_counts()

    cases = plan_bulk("set_type", wanted, {"entity_type": "protein"}, by=reviewer)

    assert [(row.before, row.after) for row in cases[0].changes.rows] == [("gene", "protein")]
    assert cases[1].refusal == "wiki-genes-gone is withdrawn and cannot be edited."
    assert row_counts() == before


def test_each_page_gets_one_revision_and_the_others_their_reason(reviewer):
    plain, tagged, stale = make_page("plain"), make_page("tagged", metadata={"tags": ["core"]}), make_page("stale")
    wanted = bases(plain, tagged, stale)
    edit(stale, title="Meanwhile")

    outcomes = run("add_tag", wanted, reviewer, tag="core")

    assert outcomes[0] == ("PLAIN", 2, "")
    assert outcomes[1] == ("TAGGED", 0, "There is nothing to change.")
    assert outcomes[2][2].startswith("Nothing was done: somebody saved revision 2 of wiki-genes-stale since")
    info = plain.revisions.newest()
    assert (info.number, info.author, info.summary, info.tags) == (2, reviewer, "Tag added: core", ["bulk"])
    assert (tags(plain), tags(stale), tagged.revisions.count()) == (["core"], [], 1)


def test_a_tag_is_removed_and_nothing_beside_it(reviewer):
    page = make_page(metadata={"tags": ["a", "b"], "origin_type": "dump"})

    run("remove_tag", bases(page), reviewer, tag="a", summary="Checked")

    assert content_of(fresh(page))["metadata"] == {"tags": ["b"], "origin_type": "dump"}
    assert page.revisions.newest().summary == "Checked"


def test_readers_see_it_at_once_only_where_they_saw_what_it_was_made_of(reviewer, editor):
    seen, ahead = make_page("seen"), make_page("ahead")
    edit(ahead, by=editor, title="Unreviewed")

    run("set_type", bases(seen, ahead), reviewer, entity_type="protein", publish=True)

    assert [Publication.objects.number_of(page) for page in (seen, ahead)] == [2, 1]
    run("add_tag", bases(seen), editor, tag="x", publish=True)
    assert Publication.objects.number_of(seen) == 2


def test_publishing_writes_no_revision_and_leaves_what_nobody_reviewed(reviewer, editor):
    draft, seen, ahead = make_page("draft", live=False), make_page("seen"), make_page("ahead")
    edit(ahead, by=editor, title="Two")
    edit(ahead, by=reviewer, title="Three")
    wanted, before = bases(draft, seen, ahead), RevisionInfo.objects.count()

    outcomes = run("publish", wanted, reviewer)

    assert [reason for _title, _number, reason in outcomes] == [
        "",
        "Readers see the newest revision already.",
        "Nobody has reviewed these, which would go out with it: 2 (Edith Editor).",
    ]
    assert RevisionInfo.objects.count() == before
    assert run("publish", bases(ahead), reviewer, include_unreviewed=True) == [("Three", 3, "")]


def test_withdrawing_asks_for_a_reason_and_other_kinds_are_left_alone(reviewer):
    page, hypothesis = make_page(), make_hypothesis()

    assert run("withdraw", bases(page), reviewer, reason=" ")[0][2] == (
        "Say why the artifact is withdrawn: readers see the reason."
    )
    assert run("set_type", bases(hypothesis), reviewer, entity_type="gene")[0][2] == "This is not done to a hypothesis."
    assert run("withdraw", bases(page), reviewer, reason="Wrong.") == [("SMN1", 2, "")]
    assert fresh(page).state == Artifact.State.WITHDRAWN


def test_one_that_breaks_keeps_no_other_waiting(reviewer, monkeypatch):
    broken, whole = make_page("broken"), make_page("whole")
    save = bulk.save

    def breaking(content, **arguments):
        if content["slug"] == "genes-broken":
            raise RuntimeError("Out of order.")
        return save(content, **arguments)

    monkeypatch.setattr(bulk, "save", breaking)

    outcomes = run("add_tag", bases(broken, whole), reviewer, tag="x")

    assert outcomes == [("BROKEN", 0, "SciDEX failed here; it is in the log."), ("WHOLE", 2, "")]


@pytest.mark.parametrize("tag", ["", "x" * 61, " "])
def test_what_is_no_tag_is_refused(tag, reviewer):
    assert run("add_tag", bases(make_page()), reviewer, tag=tag)[0][2] == "A tag is 1 to 60 characters long."


def test_safe_fixes_are_made_in_one_revision_and_what_has_none_is_skipped(reviewer):
    broken, whole = make_page("broken", body="## A\n\nText.\n\n#### Skips\n\nText."), make_page("whole", body="Text.")
    wanted = bases(broken, whole)
    outcomes = run("fix", wanted, reviewer, publish=True)

    assert [outcome[2] for outcome in outcomes] == ["", "There is nothing here that can be mended safely."]
    assert (broken.revisions.count(), Publication.objects.number_of(broken)) == (2, 2)


def work_off() -> None:
    """As the task worker would, one part after another."""
    for part in DBTaskResult.objects.filter(task_path="artifacts.domain.bulk_jobs.do_part").order_by("enqueued_at"):
        part.return_value, part.status = do_part.func(**part.args_kwargs["kwargs"]), "SUCCESSFUL"
        part.save()


def test_a_job_tells_how_far_it_is_to_who_asked_for_it(reviewer, editor, monkeypatch):
    monkeypatch.setattr("artifacts.domain.bulk_jobs.PART", 2)
    pages = [make_page(name) for name in "abc"]
    job = enqueue_bulk("add_tag", bases(*pages), {"tag": "core"}, by=reviewer)
    edit(pages[0], title="Meanwhile")

    before = progress_of(job, by=reviewer)
    work_off()
    after = progress_of(job, by=reviewer)

    assert (before.total, before.waiting, before.outcomes) == (3, 3, [])
    assert (after.waiting, len(after.done), [outcome.title for outcome in after.skipped]) == (0, 2, ["Meanwhile"])
    assert progress_of(job, by=editor) is None
    assert progress_of("nothing", by=reviewer) is None


def test_who_lost_the_permission_meanwhile_has_nothing_done(reviewer):
    page = make_page(live=False)
    job = enqueue_bulk("publish", bases(page), {}, by=reviewer)
    reviewer.groups.clear()

    work_off()

    progress = progress_of(job, by=reviewer)
    assert (progress.total, progress.lost, progress.outcomes) == (1, 1, [])
    assert Publication.objects.count() == 0


def test_a_plan_to_withdraw_a_work_that_is_cited_says_so_before(reviewer):
    work = make_reference()
    make_page(body="[@a]", citations={"a": work.public_id})

    (case,) = plan_bulk("withdraw", bases(work), {"reason": "Wrong."}, by=reviewer)

    assert case.refusal.startswith("ref-lefebvre1995 is not withdrawn, because it is cited by wiki-genes-smn1")
