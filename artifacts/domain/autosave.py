"""Autosave: what somebody types into a form, kept beside the history until they save or discard it."""

from django.utils import timezone

from artifacts.models import Artifact, Draft
from artifacts.representations.canonical import normalised

POSTED, KIND = "posted", "kind"


def keep_posted(posted: dict[str, list[str]], *, by, artifact: Artifact | None, kind: str, base: int = 0) -> Draft:
    """Keep a form's fields as they stand, valid or not, in place of what was kept of the same form before.

    `posted` holds the values of each field by its name; ContentError where a value cannot be stored.
    """
    document = normalised({KIND: kind, POSTED: posted})
    draft = Draft.objects.autosaved(by, artifact, kind).first() or Draft(
        artifact=artifact, user=by, kind=Draft.Kind.AUTOSAVE
    )
    draft.document, draft.base_number, draft.at = document, base, timezone.now()
    draft.save()
    return draft


def forget_posted(*, by, artifact: Artifact | None, kind: str) -> None:
    """Nothing is kept of that form any more: it was saved, or its writer discarded it."""
    Draft.objects.autosaved(by, artifact, kind).delete()
