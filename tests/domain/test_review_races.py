"""Judgements at once: of several of one revision exactly one stands, and no save meanwhile is lost."""

import pytest

from artifacts.domain.publish import publish
from artifacts.domain.review import approve, approve_and_publish, reject
from artifacts.domain.verify import verify
from artifacts.errors import ArtifactError
from artifacts.models import Draft, RevisionInfo
from tests.domain.test_concurrency import run
from tests.helpers import edit, fresh, make_page, someone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(editor):
    page = make_page("smn1", body="One.\n\nA paragraph of its own.")
    edit(page, by=editor, body="Two.\n\nA paragraph of its own.")
    return page


def tried(verb, page, **how):
    """Whether the second revision was judged."""

    def job() -> bool:
        try:
            verb(page.revisions.get(number=2), **how)
        except ArtifactError:
            return False
        return True

    return job


def approving(page, by):
    return tried(approve, page, by=by)


def publishing(page, by):
    return tried(approve_and_publish, page, by=by)


def rejecting(page, by):
    return tried(reject, page, by=by, note="No.")


@pytest.mark.parametrize(
    "judging", [(approving, rejecting), (rejecting, rejecting), (publishing, rejecting), (approving, publishing)]
)
def test_of_two_judgements_of_a_revision_one_stands(page, judging, reviewer, administrator):
    results = run(*[job(page, by) for job, by in zip(judging, (reviewer, administrator), strict=True)])

    rejected = page.revisions.get(number=2).review == RevisionInfo.Review.REJECTED
    stands = judging[results.index(True)]
    assert sorted(results) == [False, True]
    assert rejected == (stands is rejecting)
    assert (page.revisions.count(), Draft.objects.count()) == ((3, 1) if rejected else (2, 0))
    assert fresh(page).publication.revision.number == (2 if stands is publishing else 1)
    assert verify(fresh(page)) == []


def test_what_is_saved_while_a_revision_is_rejected_stays(page, reviewer):
    def saving() -> bool:
        try:
            edit(page, by=someone(), body="Two.\n\nA paragraph of its own, edited.")
        except ArtifactError:
            return False
        return True

    someone()
    saved, rejected = run(saving, rejecting(page, reviewer))

    body = fresh(page).row.body
    assert rejected
    assert body.startswith("Two." if saved and page.revisions.newest().author == someone() else "One.")
    assert body.endswith("edited." if saved else "own.")
    assert verify(fresh(page)) == []


def test_what_is_rejected_while_it_is_published_is_never_shown(page, reviewer, administrator):
    def show() -> bool:
        try:
            publish(page.revisions.get(number=2), by=administrator)
        except ArtifactError:
            return False
        return True

    shown, rejected = run(show, rejecting(page, reviewer))

    # Who publishes approves: of the two that want it otherwise one comes too late.
    assert sorted([shown, rejected]) == [False, True]
    assert fresh(page).publication.revision.number == (2 if shown else 1)
