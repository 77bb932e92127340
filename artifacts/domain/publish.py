"""Publish: a revision becomes what readers see, rendered once, and everything that shows it is refreshed."""

from django.db import transaction
from django.utils import timezone

from artifacts.domain.documents import content_of_revision
from artifacts.domain.refresh import refresh_after_commit, show
from artifacts.domain.save import locked
from artifacts.errors import StateError
from artifacts.errors import marked as _
from artifacts.models import Artifact, Publication, RevisionInfo
from artifacts.representations.canonical import normalised


def publish(revision: RevisionInfo, *, by, note: str = "", refreshing: bool = True) -> Publication:
    """Make a revision what readers see, rendered once, here.

    StateError unless its artifact is active; DocumentError where its text was suppressed or pruned.
    A caller that publishes many refreshes what shows them once, at its end: `refreshing=False`.
    """
    with transaction.atomic():
        artifact = locked(revision.artifact)
        if artifact.state != Artifact.State.ACTIVE:
            raise StateError(
                _("{public_id} is {state}: put it back before publishing."),
                public_id=artifact.public_id,
                state=artifact.get_state_display(),
            )
        # What somebody else published or reviewed meanwhile stays as they left it.
        revision.refresh_from_db(from_queryset=RevisionInfo.objects.select_related("version", "author"))
        if content_of_revision(revision)["state"]["name"] != Artifact.State.ACTIVE:
            raise StateError(
                _("Revision {number} records a withdrawal: publish another revision."), number=revision.number
            )
        now = timezone.now()
        _mark_published(revision, by, note, now)
        publication = show(artifact, revision, published_at=now)
        if refreshing:
            refresh_after_commit()
    return publication


def unreviewed(artifact: Artifact, *, by, below: int | None = None) -> list[RevisionInfo]:
    """What nobody has reviewed and would go out unseen: others' since the published one, oldest first."""
    published = Publication.objects.filter(artifact=artifact).values_list("revision__number", flat=True).first()
    waiting = artifact.revisions.filter(number__gt=published or 0, review=RevisionInfo.Review.UNREVIEWED)
    if below is not None:
        waiting = waiting.filter(number__lt=below)
    return list(waiting.exclude(author=by).order_by("number"))


def named(revisions: list[RevisionInfo]) -> str:
    """`2 (Edith Editor), 3 (Ada)`."""
    return ", ".join(f"{info.number} ({info.author_name})" for info in revisions)


def _mark_published(revision: RevisionInfo, by, note: str, now) -> None:
    revision.first_published = revision.first_published or now
    if revision.review == RevisionInfo.Review.UNREVIEWED and by != revision.author:
        revision.review, revision.review_by, revision.review_at = RevisionInfo.Review.APPROVED, by, now
        revision.review_note = normalised(note)
    revision.save(update_fields=["first_published", "review", "review_by", "review_at", "review_note"])
