"""Pruning: what anybody may need is never taken, the rest is thinned by age, and the history still agrees."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from reversion.models import Version

from artifacts.domain.naming import name_revision
from artifacts.domain.prune import Pruning, plan_pruning, prunable, prune
from artifacts.domain.publish import publish
from artifacts.domain.suppress import suppress
from artifacts.domain.verify import verify
from artifacts.models import Batch, Draft, Merge, RevisionTag
from tests.helpers import edit, fresh, make_page, someone

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
CUT = NOW - timedelta(days=90)


def page_with(count: int, published: bool = True, name: str = "smn1"):
    """A page of so many revisions, all saved two hundred days ago on one day; readers see the newest."""
    page = make_page(name, body="Text 1.", live=published)
    for number in range(2, count + 1):
        edit(page, body=f"Text {number}.", live=published and number == count)
    page.revisions.update(date=NOW - timedelta(days=200))
    # Only the newest was ever published, but for the one that the page began with.
    page.revisions.filter(number=1).update(first_published=None)
    return fresh(page)


def dated(page, number: int, *when: int) -> None:
    page.revisions.filter(number=number).update(date=datetime(*when, tzinfo=UTC))


def plan(page) -> Pruning:
    return plan_pruning(fresh(page), before=CUT, now=NOW)


def test_one_text_a_day_is_kept_and_the_rest_of_it_goes():
    planned = plan(page_with(5))

    assert planned.numbers == (3, 2)
    assert (planned.revisions, dict(planned.kept)) == (5, {"first and newest": 2, "last of its day or month": 1})


def test_it_is_one_a_month_when_that_is_more_than_a_year_ago():
    page = page_with(8)
    dated(page, 2, 2024, 3, 1)
    dated(page, 3, 2024, 3, 31)
    dated(page, 4, 2024, 4, 1)
    dated(page, 5, 2026, 1, 1)
    dated(page, 6, 2026, 1, 2)
    dated(page, 7, 2026, 1, 2, 23)

    assert plan(page).numbers == (6, 2)


def test_what_is_younger_is_left_alone():
    page = page_with(5)
    page.revisions.filter(number__in=[2, 3]).update(date=NOW - timedelta(days=89))

    planned = plan(page)

    assert (planned.numbers, planned.kept["recent"]) == ((), 2)


def publish_one(page, info):
    publish(info, by=someone())
    publish(page.revisions.newest(), by=someone())


def merge_one(page, info):
    other = make_page("twin")
    ends = {"source_before": info, "source_after": page.revisions.newest()}
    ends |= dict.fromkeys(("target_before", "target_after"), other.revisions.get())
    Merge.objects.create(source=page, target=other, by=someone(), at=NOW, **ends)


def base_a_draft(page, info):
    Draft.objects.create(artifact=page, base_number=info.number, document={}, kind="autosave", user=someone())


REASONS = {
    "published": publish_one,
    "reviewed": lambda page, info: page.revisions.filter(pk=info.pk).update(review="rejected"),
    "named": lambda page, info: name_revision(info, "v1", by=someone()),
    "of a merge": merge_one,
    "of an import": lambda page, info: page.revisions.filter(pk=info.pk).update(batch=Batch.objects.create(name="x")),
    "base of a draft": base_a_draft,
}


@pytest.mark.parametrize("reason", REASONS)
def test_what_anybody_may_need_is_kept(reason):
    page = page_with(5)
    before = plan(page).numbers

    REASONS[reason](page, page.revisions.get(number=2))

    after = plan(page)
    assert (before, after.numbers, after.kept[reason]) == ((3, 2), (3,), 1)


@pytest.mark.parametrize("tag", ["merge", "unmerge"])
def test_a_revision_that_a_merge_or_its_undoing_wrote_is_kept(tag):
    page = page_with(5)
    RevisionTag.objects.create(revision=page.revisions.get(number=3), name=tag)

    assert plan(page).numbers == (2,)


def test_a_settled_draft_keeps_nothing():
    page = page_with(5)
    base_a_draft(page, page.revisions.get(number=2))
    Draft.objects.update(settled_at=NOW)

    assert plan(page).numbers == (3, 2)


def test_what_waits_above_the_published_revision_is_kept():
    page = page_with(4)
    for number in (5, 6, 7, 8):
        edit(page, body=f"Waiting {number}.")
    page.revisions.update(date=NOW - timedelta(days=200))

    planned = plan(page)

    assert (planned.numbers, planned.kept["waiting for review"]) == ((2,), 3)


def test_of_what_was_never_published_everything_waits():
    assert plan(page_with(5, published=False)).numbers == ()


def test_a_pruned_text_is_gone_and_its_place_stays_and_agrees():
    page = make_page("smn1", body="Text 1.")
    for number in range(2, 6):
        edit(page, body=f"Text {number}.")
    publish(page.revisions.newest(), by=someone())
    # As seen from tomorrow; the dates stay as they were, since they are part of the chain of hashes.
    planned = plan_pruning(fresh(page), before=timezone.now() + timedelta(days=1))
    versions = list(page.revisions.filter(number__in=planned.numbers).values_list("version", flat=True))
    size = sum(len(data) for data in Version.objects.filter(pk__in=versions).values_list("serialized_data", flat=True))

    done = prune(planned)

    assert (done, planned.size, Version.objects.filter(pk__in=versions).count()) == (2, size, 0)
    assert list(page.revisions.filter(removed="pruned").values_list("number", flat=True)) == [3, 2]
    assert verify(fresh(page)) == []
    assert plan_pruning(fresh(page), before=planned.before).numbers == ()


def test_what_was_named_after_the_table_was_shown_is_not_pruned():
    page = page_with(5)
    planned = plan(page)
    name_revision(page.revisions.get(number=3), "v1", by=someone())

    done = prune(planned)

    assert (done, list(page.revisions.filter(removed="pruned").values_list("number", flat=True))) == (1, [2])


def test_what_was_suppressed_stays_suppressed():
    page = page_with(5)
    suppress(page.revisions.get(number=2), by=someone(), reason="Privacy.")

    prune(plan(page))

    assert dict(page.revisions.exclude(removed="").values_list("number", "removed")) == {2: "suppressed", 3: "pruned"}


def test_only_artifacts_with_an_old_text_that_nobody_saw_are_looked_at():
    page = page_with(3)
    make_page("fresh")

    assert list(prunable(CUT)) == [page]


def test_a_plan_takes_as_many_queries_for_three_revisions_as_for_one(django_assert_num_queries):
    for count in (1, 3):
        page = page_with(count, name=f"of-{count}")
        with django_assert_num_queries(6):
            plan_pruning(page, before=CUT, now=NOW)
