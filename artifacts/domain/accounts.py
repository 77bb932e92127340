"""Accounts: the groups with their permissions, and the importer in whose name programs write."""

from django.contrib.auth import get_user_model
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

IMPORTER = "importer"
EDITED = ("wikipage", "infoboxrow", "citation", "relation", "hypothesis", "evidence", "analysis", "reference")
SEEN = (
    "artifact",
    "address",
    "revisioninfo",
    "revisiontag",
    "publication",
    "draft",
    "merge",
    "batch",
    "provenanceedge",
    "notduplicate",
    "duplicatecandidate",
    "watch",
    "checkup",
    "finding",
    "pagetag",
    "referencefile",
    "lookupanswer",
    "graphedge",
    "graphnode",
    "graphrelation",
    "graphsource",
    "graphrating",
)
PARTS = ("infoboxrow", "citation", "relation", "evidence")
EDITOR = [f"{verb}_{model}" for model in EDITED for verb in ("view", "add", "change")] + [
    # Parts of a page go away when an editor removes them; artifacts never do.
    *(f"delete_{part}" for part in PARTS),
    *(f"view_{model}" for model in SEEN),
]
REVIEWER = [*EDITOR, *(f"{verb}_artifact" for verb in ("publish", "restore", "merge", "withdraw"))]
GROUPS = {"Editors": EDITOR, "Reviewers": REVIEWER, "Administrators": None}


def make_groups(group_model=Group, permission_model=Permission) -> None:
    """Make the three groups with their permissions; Administrators also keep users and all rows."""
    for name, codenames in GROUPS.items():
        group, _created = group_model.objects.get_or_create(name=name)
        own = permission_model.objects.filter(content_type__app_label="artifacts")
        if codenames is None:
            users = permission_model.objects.filter(content_type__app_label="auth", codename__endswith="_user")
            parts = own.filter(codename__in=[f"delete_{part}" for part in PARTS])
            kept = own.exclude(codename__startswith="delete_")
            group.permissions.set([*kept, *parts, *users.exclude(codename="delete_user")])
        else:
            group.permissions.set(own.filter(codename__in=codenames))


def make_permissions_and_groups(apps, schema_editor) -> None:
    """For migrations: Django makes permissions after the last one, but the groups need them before."""
    for label in ("auth", "artifacts"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, verbosity=0, apps=apps)
        config.models_module = None
    make_groups(apps.get_model("auth", "Group"), apps.get_model("auth", "Permission"))


def name_of(user) -> str:
    """What a person is called wherever it is told who did something."""
    return user.get_full_name() or user.get_username()


def importer():
    """The account that imports write in the name of; nobody can log in with it."""
    user, created = get_user_model().objects.get_or_create(username=IMPORTER, defaults={"is_active": False})
    if created:
        user.set_unusable_password()
        user.save()
    return user
