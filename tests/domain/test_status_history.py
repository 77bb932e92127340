"""The history of a hypothesis's status: what readers saw, in order, and honest about texts that were removed."""

import pytest

from artifacts.domain.publish import publish
from artifacts.domain.suppress import suppress
from artifacts.models import Publication
from tests.helpers import edit, make_hypothesis, someone

pytestmark = pytest.mark.django_db


def history(hypothesis) -> list[tuple]:
    rows = Publication.objects.get(artifact=hypothesis).parts["status_history"]
    return [(row["status"], row["number"], row["unsure"]) for row in rows]


@pytest.fixture
def hypothesis():
    """Proposed in revision 1, promoted in a draft that nobody published, debated in 3 and validated in 5."""
    hypothesis = make_hypothesis()
    edit(hypothesis, status="promoted")
    edit(hypothesis, status="debated", live=True)
    edit(hypothesis, statement="It is so.", live=True)
    edit(hypothesis, status="validated", live=True)
    return hypothesis


def test_each_change_that_readers_saw_stands_in_order(hypothesis):
    assert history(hypothesis) == [("proposed", 1, False), ("debated", 3, False), ("validated", 5, False)]


def test_it_ends_with_the_status_that_readers_see_though_an_older_revision_is_published_again(hypothesis):
    publish(hypothesis.revisions.get(number=4), by=someone())

    assert history(hypothesis) == [("proposed", 1, False), ("debated", 3, False)]


def test_what_a_suppressed_revision_said_is_told_no_more_from_that_moment(
    hypothesis, administrator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        suppress(hypothesis.revisions.get(number=3), by=administrator, reason="privacy")
    assert history(hypothesis) == [("proposed", 1, False), ("debated", 4, True), ("validated", 5, False)]

    with django_capture_on_commit_callbacks(execute=True):
        suppress(hypothesis.revisions.get(number=1), by=administrator, reason="privacy")
        suppress(hypothesis.revisions.get(number=4), by=administrator, reason="privacy")
    assert history(hypothesis) == [("validated", 5, True)]


def test_a_status_that_was_not_another_one_between_is_told_once(
    hypothesis, administrator, django_capture_on_commit_callbacks
):
    edit(hypothesis, statement="It may be so.", live=True)

    with django_capture_on_commit_callbacks(execute=True):
        suppress(hypothesis.revisions.get(number=4), by=administrator, reason="privacy")

    assert history(hypothesis) == [("proposed", 1, False), ("debated", 3, False), ("validated", 5, True)]


def test_an_old_revision_has_no_history_of_what_came_before(hypothesis, client):
    old = client.get(f"{hypothesis.get_absolute_url()}/r/3").content.decode()
    today = client.get(hypothesis.get_absolute_url()).content.decode()

    assert ("stages" in old, "stages" in today) == (False, True)
