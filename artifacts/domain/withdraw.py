"""Withdraw and put back: an artifact taken from readers with a reason, and given back whole. Nothing is deleted."""

from django.db import transaction
from django.utils import timezone

from artifacts.domain.citing import check_uncited
from artifacts.domain.refresh import mark_shown, refresh_after_commit
from artifacts.domain.save import locked, write_revision
from artifacts.errors import ContentError, StateError
from artifacts.errors import marked as _
from artifacts.models import Artifact, RevisionInfo
from artifacts.representations.canonical import normalised
from artifacts.representations.contents import content_of


def withdraw(artifact: Artifact, *, by, reason: str) -> RevisionInfo:
    """Answer 410 with the reason at every address of an artifact, from now on. ContentError without a reason.

    StateError where pages or hypotheses cite it: a work that they show is never taken from under them.
    """
    reason = normalised(reason).strip()
    if not reason:
        raise ContentError(_("Say why the artifact is withdrawn: readers see the reason."), field="reason")
    check_withdrawable(artifact)
    return _change_state(artifact, Artifact.State.ACTIVE, Artifact.State.WITHDRAWN, by, reason, "Withdrawn")


def check_withdrawable(artifact: Artifact) -> None:
    """StateError where an artifact is not active, or is a work that something cites."""
    _check_state(artifact, Artifact.State.ACTIVE)
    if artifact.kind == Artifact.Kind.REFERENCE:
        check_uncited(artifact)


def put_back(artifact: Artifact, *, by, reason: str = "") -> RevisionInfo:
    """Make a withdrawn artifact active again, with the publication that it had."""
    reason = normalised(reason).strip()
    return _change_state(artifact, Artifact.State.WITHDRAWN, Artifact.State.ACTIVE, by, reason, "Put back")


def _change_state(artifact, from_state: str, to_state: str, by, reason: str, word: str) -> RevisionInfo:
    with transaction.atomic():
        artifact = locked(artifact)
        _check_state(artifact, from_state)
        artifact.state, artifact.state_reason = to_state, reason
        artifact.state_by, artifact.state_at = by, timezone.now()
        artifact.save(update_fields=["state", "state_reason", "state_by", "state_at"])
        summary = f"{word}: {reason}" if reason else word
        newest, content = artifact.revisions.newest(), content_of(artifact)
        revision = write_revision(
            artifact, content, newest, by, summary, ["state"], changed={"state": 1}, approved=True
        )
        mark_shown(artifact)
        refresh_after_commit()
    return revision


def _check_state(artifact: Artifact, state: str) -> None:
    if artifact.state != state:
        raise StateError(
            _("{public_id} is {state}, so this cannot be done."),
            public_id=artifact.public_id,
            state=artifact.get_state_display(),
        )
