"""One queryset decides what anyone may see: of every kind, in every state."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from artifacts.domain.publish import publish
from artifacts.domain.withdraw import withdraw
from artifacts.models import Analysis, Artifact, Hypothesis, Reference, RevisionInfo, WikiPage
from tests.conftest import make_user
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference, someone

pytestmark = pytest.mark.django_db

KINDS = [
    (make_page, WikiPage, ("a", "b", "c", "d")),
    (make_hypothesis, Hypothesis, ("h-a", "h-b", "h-c", "h-d")),
    (make_analysis, Analysis, ("SDA-a", "SDA-b", "SDA-c", "SDA-d")),
    (make_reference, Reference, ("a", "b", "c", "d")),
]


@pytest.fixture
def people(editor, reviewer, administrator, stranger, django_user_model):
    without = django_user_model.objects.create_user("staff", is_staff=True)
    former = make_user("former", "Editors", is_active=False)
    return {
        "sees": [editor, reviewer, administrator],
        "reads": [AnonymousUser(), stranger, without, former],
    }


def in_each_state(make, names) -> dict[str, Artifact]:
    """A published, a never published, a withdrawn and a merged artifact."""
    live, draft, withdrawn, merged = (make(name, live=name != names[1]) for name in names)
    withdraw(withdrawn, by=someone(), reason="Wrong.")
    Artifact.objects.filter(pk=merged.pk).update(state="merged", merged_into=live, state_at=timezone.now())
    return {"live": live, "draft": draft, "withdrawn": withdrawn, "merged": merged}


@pytest.mark.parametrize(("make", "model", "names"), KINDS)
def test_staff_who_may_view_see_all_and_everyone_else_what_is_published_and_active(make, model, names, people):
    states = in_each_state(make, names)

    for user in people["sees"]:
        assert set(Artifact.objects.visible_to(user)) == set(states.values())
        assert {row.artifact for row in model.objects.visible_to(user)} == set(states.values())
    for user in people["reads"]:
        assert set(Artifact.objects.visible_to(user)) == {states["live"]}
        assert {row.artifact for row in model.objects.visible_to(user)} == {states["live"]}


@pytest.mark.parametrize(("make", "model", "names"), KINDS)
def test_revisions_are_public_once_published_unless_withdrawn(make, model, names, people):
    states = in_each_state(make, names)
    second = edit(states["live"], metadata={"edited": "once"}).revision

    def seen(user):
        return {(info.artifact.public_id, info.number) for info in RevisionInfo.objects.visible_to(user)}

    ids = {state: artifact.public_id for state, artifact in states.items()}
    public = {(ids["live"], 1), (ids["merged"], 1)}
    for user in people["reads"]:
        assert seen(user) == public
    for user in people["sees"]:
        assert seen(user) == public | {
            (ids["live"], 2),
            (ids["draft"], 1),
            (ids["withdrawn"], 1),
            (ids["withdrawn"], 2),
        }

    publish(second, by=someone())

    assert seen(AnonymousUser()) == public | {(ids["live"], 2)}


def test_what_is_active_and_published_can_be_asked_for():
    states = in_each_state(make_page, KINDS[0][2])

    assert set(Artifact.objects.active()) == {states["live"], states["draft"]}
    assert set(Artifact.objects.published()) == {states["live"]}


def test_the_newest_revision_is_the_one_of_the_greatest_number():
    page = make_page()
    edit(page, title="Two")
    third = edit(page, title="Three").revision
    RevisionInfo.objects.filter(pk=third.pk).update(date="2001-01-01T00:00:00Z")

    assert fresh(page).revisions.newest().number == 3
