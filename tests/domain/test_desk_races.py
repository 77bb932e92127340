"""The history desk at once: of two judgements that exclude each other one stands, and nothing is half done."""

import pytest

from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.publish import publish
from artifacts.domain.review import approve, reject
from artifacts.domain.suppress import suppress
from artifacts.domain.unmerge import plan_unmerge, unmerge
from artifacts.domain.verify import verify
from artifacts.domain.withdraw import withdraw
from artifacts.errors import ArtifactError
from artifacts.models import Artifact, Merge, Publication, RevisionInfo
from tests.domain.test_concurrency import run
from tests.helpers import edit, fresh, make_page

pytestmark = pytest.mark.django_db(transaction=True)


def tried(verb, *given, **options):
    """Whether a verb was carried out, or the sentence of its refusal."""

    def job():
        try:
            verb(*given, **options)
        except ArtifactError as error:
            return error.sentence
        return True

    return job


def revision(page: Artifact, number: int) -> RevisionInfo:
    return page.revisions.select_related("artifact", "version", "author").get(number=number)


def problems() -> list:
    return [problem for artifact in Artifact.objects.all() for problem in verify(artifact)]


def test_a_revision_is_approved_or_rejected(reviewer):
    page = make_page("smn1")
    edit(page, body="Another text.")

    results = run(
        tried(approve, revision(page, 2), by=reviewer),
        tried(reject, revision(page, 2), by=reviewer, note="No."),
    )

    assert sorted(result is True for result in results) == [False, True]
    assert revision(page, 2).review == ("approved" if results[0] is True else "rejected")
    assert (page.revisions.count(), page.drafts.count()) == ((2, 0) if results[0] is True else (3, 1))
    assert problems() == []


def test_a_text_is_published_or_suppressed(administrator):
    page = make_page("smn1")
    edit(page, body="Another text.")
    edit(page, body="A third.")

    results = run(
        tried(publish, revision(page, 2), by=administrator),
        tried(suppress, revision(page, 2), by=administrator, reason="Privacy."),
    )

    assert sorted(result is True for result in results) == [False, True]
    seen = Publication.objects.get().revision
    assert (seen.number, seen.removed) == ((2, "") if results[0] is True else (1, ""))
    assert problems() == []


def test_a_page_is_merged_or_withdrawn(reviewer):
    source, target = make_page("one", title="The gene"), make_page("two", title="The gene")

    results = run(
        tried(merge, plan_merge(source, target), by=reviewer, why="The same."),
        tried(withdraw, fresh(target), by=reviewer, reason="Wrong."),
    )

    assert True in results
    assert (fresh(source).state == "merged") == (results[0] is True)
    assert fresh(target).state == ("withdrawn" if results[1] is True else "active")
    assert problems() == []


def test_a_merge_is_taken_back_or_merged_further(reviewer):
    source, target, other = (make_page(name, title="The gene") for name in ("one", "two", "three"))
    done = merge(plan_merge(source, target), by=reviewer, why="The same.")
    plan = plan_unmerge(Merge.objects.with_all().get(pk=done.pk))

    results = run(
        tried(unmerge, plan, by=reviewer, why="Two."),
        tried(merge, plan_merge(fresh(target), other), by=reviewer, why="The same."),
    )

    assert sorted(result is True for result in results) == [False, True]
    assert (fresh(source).state, fresh(target).state) == (
        ("active", "active") if results[0] is True else ("merged", "merged")
    )
    assert problems() == []
