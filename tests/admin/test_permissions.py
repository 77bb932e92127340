"""Who may enter the admin, and what those may do who may only look."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from artifacts.models import Artifact
from tests.helpers import make_analysis, make_hypothesis, make_page, make_reference

pytestmark = pytest.mark.django_db
MAKERS = [make_page, make_hypothesis, make_analysis, make_reference]


@pytest.mark.parametrize("model", ["wikipage", "hypothesis", "analysis", "reference"])
def test_the_admin_is_for_those_who_may(model, client, stranger):
    for make in MAKERS:
        make()
    pk = Artifact.objects.get(kind={"wikipage": "page"}.get(model, model)).pk
    tails = ["", "add/", f"{pk}/change/", f"{pk}/history/", f"{pk}/delete/", f"{pk}/fix/"]
    verbs = [f"{pk}/{verb}/" for verb in ("publish", "withdraw", "put_back", "name/1", "suppress/1")]
    verbs += ["lookup/", f"{pk}/lookup/"] if model == "reference" else []
    without = get_user_model().objects.create_user("without", is_staff=True)

    for user, allowed in ((None, {302}), (stranger, {302}), (without, {403})):
        if user is not None:
            client.force_login(user)
        assert {client.get(f"/admin/artifacts/{model}/{tail}").status_code for tail in tails} == allowed
        assert {client.post(f"/admin/artifacts/{model}/{tail}").status_code for tail in [*tails, *verbs]} == allowed


def test_whoever_may_only_look_sees_the_form_and_changes_nothing(client):
    viewer = get_user_model().objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.set(
        Permission.objects.filter(codename__startswith="view_", content_type__app_label="artifacts")
    )
    client.force_login(viewer)
    for artifact in (make_page(), make_hypothesis(), make_analysis(), make_reference()):
        path = f"/admin/artifacts/{artifact.row._meta.model_name}/{artifact.pk}/change/"

        shown = client.get(path)

        assert (shown.status_code, 'type="submit" name=' in shown.content.decode()) == (200, False)
        assert client.post(path, {"title": "New"}).status_code == 403
