"""Completion's addresses: JSON for those who may see what it names; a new reference by POST alone."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from artifacts.models import Reference
from tests.helpers import make_page, make_reference

pytestmark = pytest.mark.django_db
WORKS, TARGETS, NEW = "/admin/complete/works/", "/admin/complete/targets/", "/admin/complete/new_work/"


def test_works_come_with_all_that_the_editor_shows(client, editor):
    work = make_reference("lefebvre1995", status="retracted")
    page = make_page(citations={"gene": work.public_id})
    client.force_login(editor)

    assert client.get(WORKS, {"term": "lefebvre", "page": page.pk}).json() == {
        "results": [
            {
                "pk": work.pk,
                "public_id": "ref-lefebvre1995",
                "label": "Lefebvre 1995",
                "title": "Identification of a determining gene",
                "key": "lefebvre1995",
                "keys": ["gene"],
                "pages": 1,
                "status": "retracted",
                "published": True,
                "warning": "retracted",
            }
        ],
        "new": "",
    }


def test_an_identifier_without_a_record_is_offered_to_who_may_make_one(client, editor):
    viewer = get_user_model().objects.create_user("viewer", is_staff=True, is_superuser=False)
    viewer.user_permissions.set(viewer.user_permissions.model.objects.filter(codename="view_reference"))
    answers = []

    for user in (editor, viewer):
        client.force_login(user)
        answers.append(client.get(WORKS, {"term": "https://doi.org/10.1234/X"}).json())

    assert answers == [{"results": [], "new": "doi:10.1234/x"}, {"results": [], "new": ""}]


def test_targets_are_told_by_title_name_and_address(client, editor):
    make_page("smn2")
    client.force_login(editor)

    assert client.get(TARGETS, {"term": "smn"}).json()["results"] == [
        {"title": "SMN2", "name": "genes-smn2", "href": "/wiki/genes-smn2", "kind": "gene", "published": True}
    ]


@pytest.mark.parametrize("page", ["", "x", "9" * 30, "-1", "999"])
def test_a_page_that_is_none_is_no_page(page, client, editor):
    make_reference()
    client.force_login(editor)

    assert [work["keys"] for work in client.get(WORKS, {"term": "lefebvre", "page": page}).json()["results"]] == [[]]


def test_a_reference_is_made_or_refused_with_a_sentence(client, editor):
    client.force_login(editor)

    made = client.post(NEW, {"identifier": "doi:10.1234/x", "title": "A title", "authors": "Finkel", "year": "2017"})
    refused = client.post(NEW, {"identifier": "doi:10.1234/y", "title": ""})

    assert (made.json()["label"], made.json()["key"], made.json()["published"]) == ("Finkel 2017", "finkel2017", False)
    assert (refused.status_code, list(refused.json())) == (400, ["error"])
    assert Reference.objects.get().doi == "10.1234/x"


def test_they_are_for_staff_who_may_and_the_new_one_by_post_with_a_token(client, editor, stranger):
    without = get_user_model().objects.create_user("without", is_staff=True)
    paths = [WORKS, TARGETS]

    assert {client.get(path).status_code for path in paths} == {302}
    client.force_login(stranger)
    assert {client.get(path).status_code for path in paths} | {client.post(NEW).status_code} == {302}
    client.force_login(without)
    assert {client.get(path).status_code for path in paths} | {client.post(NEW).status_code} == {403}
    client.force_login(editor)
    assert {client.post(path).status_code for path in paths} | {client.get(NEW).status_code} == {405}
    checked = Client(enforce_csrf_checks=True)
    checked.force_login(editor)
    assert checked.post(NEW, {"identifier": "doi:10.1234/x", "title": "A"}).status_code == 403
