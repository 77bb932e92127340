"""Drafts in the admin: an import's proposal can be read, and nothing can be done to it."""

from artifacts.domain.imports import import_artifact, make_batch
from artifacts.models import Draft
from artifacts.representations.exchange import Exchanged
from tests.helpers import make_page, someone


def propose(artifact, **content) -> Draft:
    content = {"kind": "page", "slug": "genes-smn1", "title": "SMN1", **content}
    exchanged = Exchanged(artifact.public_id, (), content)
    import_artifact(exchanged, by=someone(), batch=make_batch("dump", "", someone()), summary="")
    return Draft.objects.get()


def test_a_proposal_is_listed_and_shown_as_a_file(client, editor):
    draft = propose(make_page("smn1"), body="From the <dump>.")
    client.force_login(editor)

    listed = client.get("/admin/artifacts/draft/").content.decode()
    shown = client.get(f"/admin/artifacts/draft/{draft.pk}/change/").content.decode()

    assert "wiki-genes-smn1" in listed
    assert "id: wiki-genes-smn1\nslug: genes-smn1\ntitle: SMN1" in shown
    assert "From the &lt;dump&gt;." in shown


def test_a_draft_cannot_be_changed_or_deleted(client, administrator):
    draft = propose(make_page("smn1"), body="Other.")
    client.force_login(administrator)

    assert client.post(f"/admin/artifacts/draft/{draft.pk}/change/", {"kind": "autosave"}).status_code == 403
    assert client.post(f"/admin/artifacts/draft/{draft.pk}/delete/", {"post": "yes"}).status_code == 403
