"""Naming: a revision that people refer to, such as "v1.0, as cited in …", carries that name and is never pruned."""

import unicodedata

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction

from artifacts.domain.save import locked
from artifacts.errors import ContentError, StateError
from artifacts.errors import marked as _
from artifacts.models import RevisionInfo
from artifacts.representations.canonical import normalised

MOST_LETTERS = RevisionInfo._meta.get_field("name").max_length
# Control characters, line and paragraph ends, and the formats that turn the direction of the text around them.
UNSEEN = {"Cc", "Zl", "Zp"}
TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def name_revision(revision: RevisionInfo, name: str, *, by) -> None:
    """Give a revision a name, or take it away where the name is empty; the admin's log keeps who did so.

    ContentError for a name that is too long or holds control characters; StateError where there is no text to keep.
    """
    name = normalised(name).strip()
    if len(name) > MOST_LETTERS:
        raise ContentError(_("A name is at most {most} characters long."), most=MOST_LETTERS, field="name")
    if any(map(_is_unseen, name)):
        raise ContentError(_("The name holds control characters: remove them."), field="name")
    with transaction.atomic():
        artifact = locked(revision.artifact)
        revision.refresh_from_db(fields=["name", "removed"])
        if name and revision.removed:
            raise StateError(
                _("The text of revision {number} is gone, so no name can keep it."), number=revision.number
            )
        if name == revision.name:
            return
        revision.name = name
        revision.save(update_fields=["name"])
        told = f"Named revision {revision.number}: {name}" if name else f"Took the name of revision {revision.number}"
        LogEntry.objects.log_actions(by.pk, [artifact.row], CHANGE, told, single_object=True)


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in UNSEEN or unicodedata.bidirectional(character) in TURNING
