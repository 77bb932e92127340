"""What an old revision shows: its pictures still, a withdrawn work no more; and who links to what."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from artifacts.domain.withdraw import withdraw
from tests.helpers import edit, make_page, make_reference, someone

pytestmark = pytest.mark.django_db


def test_a_picture_of_a_revision_that_was_published_stays_public(client):
    path = default_storage.save("images/cell.png", ContentFile(b"png"))
    page = make_page("smn1", body=f"![A cell](/media/{path})")
    edit(page, body="No picture.", live=True)
    edit(page, body="![Draft](/media/images/draft.png)")

    assert client.get(f"/media/{path}").status_code == 200
    assert client.get("/media/images/draft.png").status_code == 404


def test_a_work_withdrawn_since_is_shown_no_more_at_once(client):
    work = make_reference("lefebvre1995")
    page = make_page("smn1", body="So.[@a1995]", citations={"a1995": work.public_id})
    edit(page, body="So.", citations={}, live=True)
    before = client.get("/artifact/wiki-genes-smn1/r/1").content.decode()

    withdraw(work, by=someone(), reason="Wrong.")

    assert "Identification of a determining gene" in before
    assert "Identification of a determining gene" not in client.get("/artifact/wiki-genes-smn1/r/1").content.decode()


def test_a_page_is_not_linked_by_the_works_that_it_cites(client):
    work = make_reference("lefebvre1995")
    make_page("smn1", body="So.[@a1995]", citations={"a1995": work.public_id})

    here = client.get("/artifact/wiki-genes-smn1/links").content.decode()
    there = client.get("/artifact/ref-lefebvre1995/links").content.decode()

    assert "/artifact/ref-lefebvre1995" not in here
    assert "/artifact/wiki-genes-smn1" in there
