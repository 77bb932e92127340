"""Safe fixes are planned, shown, and saved as one revision of each page."""

import pytest

from artifacts.domain.checkup import look
from artifacts.domain.fixes import apply_fixes, finding_id, fix_all, plan_fixes
from artifacts.domain.withdraw import withdraw
from artifacts.errors import StaleSaveError, StateError
from artifacts.models import Publication, RevisionInfo
from artifacts.representations.contents import content_of
from tests.helpers import edit, fresh, make_page, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken():
    make_page("other", addresses=["wp-old"])
    return make_page("broken", body="See [old](/wp-old) and [older](/wiki/wp-old).")


def body_of(artifact) -> str:
    return content_of(fresh(artifact))["body"]


def test_all_safe_fixes_are_one_revision_that_names_the_rules(broken):
    plan = plan_fixes(broken, {"link-through-alias"})

    saved = apply_fixes(plan, by=someone())

    assert body_of(broken) == "See [old](/wiki/genes-other) and [older](/wiki/genes-other)."
    assert (saved.revision.number, saved.revision.summary) == (2, "Fixed 2: link-through-alias (2)")
    assert "fix" in saved.revision.tags
    assert Publication.objects.number_of(broken) == 1


def test_planning_writes_nothing(broken):
    before = RevisionInfo.objects.count()

    plan = plan_fixes(broken)

    assert plan.changes.any
    assert (RevisionInfo.objects.count(), body_of(broken)) == (before, "See [old](/wp-old) and [older](/wiki/wp-old).")


def test_one_finding_is_mended_by_itself(broken):
    wanted = next(one for one in look(content_of(broken), broken)[0] if one.params.get("target") == "/wp-old")

    apply_fixes(plan_fixes(broken, findings=[finding_id(wanted)]), by=someone(), publish_too=True)

    assert body_of(broken) == "See [old](/wiki/genes-other) and [older](/wiki/wp-old)."
    assert Publication.objects.number_of(broken) == 2


def test_a_page_that_was_saved_meanwhile_is_left_alone(broken):
    plan = plan_fixes(broken)
    edit(broken, body="New.")

    with pytest.raises(StaleSaveError):
        apply_fixes(plan, by=someone())

    assert body_of(broken) == "New."


def test_publishing_takes_no_unreviewed_revision_of_others_along(broken, django_user_model):
    edit(broken, title="Unreviewed")
    other = django_user_model.objects.create(username="other")

    with pytest.raises(StateError):
        apply_fixes(plan_fixes(broken), by=other, publish_too=True)

    assert broken.revisions.count() == 2


def test_of_several_pages_each_has_its_revision_or_the_reason_why_not(broken):
    clean, gone = make_page("clean", body=""), make_page("gone")
    withdraw(gone, by=someone(), reason="Wrong.")

    done = list(fix_all([broken, clean, fresh(gone)], by=someone(), rules={"link-through-alias"}))

    assert [one.saved and one.saved.revision.number for one in done] == [2, None, None]
    assert [str(one.reason) for one in done[1:]] == [
        "There is nothing here that can be mended safely.",
        "wiki-genes-gone is withdrawn and cannot be edited.",
    ]
