"""The demo: its content, loaded through the same verbs as any other, and three accounts to try it with."""

import secrets
from pathlib import Path
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from artifacts.domain.accounts import make_groups

CONTENT = Path(__file__).parent.parent / "demo"
ACCOUNTS = {"editor": "Editors", "reviewer": "Reviewers", "admin": "Administrators"}


class Account(NamedTuple):
    name: str
    password: str


def make_accounts() -> list[Account]:
    """Make the demo accounts that are not there yet; their passwords are random and stand in this list only."""
    make_groups()
    made = []
    for name, group in ACCOUNTS.items():
        user, created = get_user_model().objects.get_or_create(
            username=name, defaults={"is_staff": True, "is_superuser": name == "admin"}
        )
        if created:
            password = secrets.token_urlsafe(9)
            user.set_password(password)
            user.save()
            user.groups.add(Group.objects.get(name=group))
            made.append(Account(name, password))
    return made
