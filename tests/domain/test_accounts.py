"""The three groups, made by migration, with the permissions that each needs and no more."""

import pytest
from django.contrib.auth.models import Group

from artifacts.domain.accounts import importer, make_groups

pytestmark = pytest.mark.django_db

EDITED = ("wikipage", "infoboxrow", "citation", "relation", "hypothesis", "evidence", "analysis", "reference")
ARTIFACTS = ("artifact", "wikipage", "hypothesis", "analysis", "reference", "revisioninfo", "publication", "address")
VERBS = ("publish_artifact", "restore_artifact", "merge_artifact", "withdraw_artifact")


def codenames(group: str) -> set[str]:
    return set(Group.objects.get(name=group).permissions.values_list("codename", flat=True))


def test_an_editor_edits_every_kind_and_its_parts(editor):
    for verb in ("view", "add", "change"):
        assert editor.has_perms([f"artifacts.{verb}_{model}" for model in EDITED])
    assert editor.has_perm("artifacts.view_artifact")


def test_an_editor_publishes_restores_merges_and_withdraws_nothing(editor):
    assert [verb for verb in VERBS if editor.has_perm(f"artifacts.{verb}")] == []


def test_a_reviewer_does_what_an_editor_does_and_publishes(reviewer):
    assert codenames("Reviewers") == codenames("Editors") | set(VERBS)
    assert reviewer.has_perms([f"artifacts.{verb}" for verb in VERBS])


def test_an_administrator_does_what_a_reviewer_does_and_keeps_users():
    assert codenames("Reviewers") < codenames("Administrators")
    assert {"add_user", "change_user", "view_user"} < codenames("Administrators")


@pytest.mark.parametrize("group", ["Editors", "Reviewers"])
def test_nobody_but_administrators_keeps_users(group):
    assert [name for name in codenames(group) if name.endswith(("_user", "_group", "_permission"))] == []


@pytest.mark.parametrize("group", ["Editors", "Reviewers", "Administrators"])
def test_nobody_deletes_artifacts_their_history_or_users(group):
    deleted = {name for name in codenames(group) if name.startswith("delete_")}

    assert deleted == {"delete_infoboxrow", "delete_citation", "delete_relation", "delete_evidence"}


@pytest.mark.parametrize("group", ["Editors", "Reviewers"])
def test_history_is_looked_at_and_never_edited(group):
    kept = ("revisioninfo", "publication", "address", "artifact", "merge", "batch", "draft")

    assert {name for name in codenames(group) if name.startswith(("add_", "change_")) and name.endswith(kept)} == set()
    assert {f"view_{model}" for model in kept} < codenames(group)


def test_making_the_groups_again_changes_nothing():
    before = {name: codenames(name) for name in ("Editors", "Reviewers", "Administrators")}

    make_groups()

    assert {group.name: codenames(group.name) for group in Group.objects.all()} == before


def test_nobody_logs_in_as_the_importer(client):
    user = importer()

    assert importer() == user
    assert (user.is_active, user.is_staff, user.has_usable_password()) == (False, False, False)
