"""Merges at once: of several that cannot all stand exactly one does, and nobody waits for ever."""

import pytest

from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.unmerge import plan_unmerge, unmerge
from artifacts.domain.verify import verify
from artifacts.errors import ArtifactError
from artifacts.models import Artifact, Merge
from tests.domain.test_concurrency import run
from tests.helpers import edit, fresh, make_page, someone

pytestmark = pytest.mark.django_db(transaction=True)


def tried(verb, plan):
    """Whether a plan was carried out, or the sentence of its refusal."""

    def job():
        try:
            verb(plan, by=someone(), why="The same.")
        except ArtifactError as error:
            return error.sentence
        return True

    return job


def pages(*names: str) -> list[Artifact]:
    return [make_page(name, title="The gene") for name in names]


def test_of_two_merges_that_lead_to_each_other_one_stands():
    someone()
    one, two = pages("one", "two")

    results = run(tried(merge, plan_merge(one, two)), tried(merge, plan_merge(two, one)))

    assert sorted(result is True for result in results) == [False, True]
    assert Merge.objects.count() == 1
    assert sorted(fresh(artifact).state for artifact in (one, two)) == ["active", "merged"]


def test_of_four_merges_of_one_source_one_stands():
    someone()
    source, *targets = pages("source", "one", "two", "three", "four")

    results = run(*[tried(merge, plan_merge(source, target)) for target in targets])

    assert sorted(result is True for result in results) == [False, False, False, True]
    assert fresh(source).merged_into == Merge.objects.get().target
    assert [verify(artifact) for artifact in Artifact.objects.all()] == [[]] * 5


def test_a_merge_is_taken_back_once_by_whoever_comes_first():
    someone()
    source, target = pages("source", "target")
    done = merge(plan_merge(source, target), by=someone(), why="The same.")
    plan = plan_unmerge(Merge.objects.with_all().get(pk=done.pk))

    results = run(tried(unmerge, plan), tried(unmerge, plan))

    assert sorted(result is True for result in results) == [False, True]
    assert [artifact.revisions.count() for artifact in (source, target)] == [3, 3]


def test_an_edit_and_a_merge_at_once_lose_nothing():
    someone()
    source, target = pages("source", "target")
    plan = plan_merge(source, target)

    def editing():
        try:
            edit(target, base=1, body="Edited at the same time.")
        except ArtifactError as error:
            return error.sentence
        return True

    results = run(tried(merge, plan), editing)

    assert sorted(result is True for result in results) == [False, True]
    assert fresh(target).revisions.count() == 2
    assert (fresh(source).state == "merged") == (results[0] is True)
