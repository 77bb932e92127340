"""Presence: who has an artifact's form open, each tab telling of itself every few seconds until it is closed."""

import datetime
import re
from typing import NamedTuple

from django.utils import timezone

from artifacts.domain.accounts import name_of
from artifacts.errors import ContentError
from artifacts.errors import marked as _
from artifacts.models import Artifact, Presence

# A tab tells of itself every 15 seconds; one that was silent for three times as long is closed, asleep or cut off.
SILENCE = datetime.timedelta(seconds=45)
TAB = re.compile(r"[A-Za-z0-9-]{8,40}")


class Other(NamedTuple):
    """Somebody else at the form, or the same person (`same`) in another tab; `typed` where they have unsaved text."""

    name: str
    typed: bool
    same: bool


def tell_presence(artifact: Artifact, *, by, tab: str, typed: bool) -> list[Other]:
    """Note that this tab has the form open, and name the others, each person once."""
    if not TAB.fullmatch(tab):
        raise ContentError(_("A tab names itself by 8 to 40 letters, digits and hyphens."))
    now = timezone.now()
    Presence.objects.filter(seen_at__lt=now - SILENCE).delete()
    Presence.objects.update_or_create(artifact=artifact, user=by, tab=tab, defaults={"seen_at": now, "typed": typed})
    tabs = artifact.presences.exclude(user=by, tab=tab).select_related("user").order_by("pk")
    typing = {}
    for other in tabs:
        typing[other.user] = typing.get(other.user, False) or other.typed
    return [Other(name_of(user), typed, user == by) for user, typed in typing.items()]


def end_presence(artifact: Artifact, *, by, tab: str) -> None:
    """The tab is closed or has saved."""
    artifact.presences.filter(user=by, tab=tab).delete()
