"""Suppressing: the text goes for good, its place and hashes stay, and nothing that is still used goes."""

import pytest
from reversion.models import Version

from artifacts.domain.suppress import suppress
from artifacts.domain.verify import verify
from artifacts.errors import ContentError, StateError
from artifacts.models import PublicationInput
from artifacts.representations.document import pack
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
