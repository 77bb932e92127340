"""Publish: a revision becomes what readers see, rendered once, and everything that shows it is refreshed."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from artifacts.domain.accounts import IMPORTER
from artifacts.domain.checkup import check_dependents_after_commit
from artifacts.domain.documents import content_of_revision
from artifacts.domain.refresh import mark_shown, refresh_after_commit, show
from artifacts.domain.save import changes_since, locked
from artifacts.domain.search.index import forget
from artifacts.errors import StateError
from artifacts.errors import marked as _
from artifacts.models import Artifact, Publication, RevisionInfo, RevisionTag
from artifacts.representations.canonical import normalised
from artifacts.text.significance import KINDS


def publish(revision: RevisionInfo, *, by, note: str = "", refreshing: bool = True) -> Publication:
    """Make a revision what readers see, rendered once, here; refused as `check_publishable` says.

    A caller that publishes many refreshes what shows them once, at its end: `refreshing=False`.
    """
    with transaction.atomic():
        artifact = locked(revision.artifact)
        # What somebody else published or reviewed meanwhile stays as they left it.
        revision.refresh_from_db(from_queryset=RevisionInfo.objects.select_related("version", "author", "review_by"))
        revision.artifact = artifact
        check_publishable(revision, by=by)
        if revision.first_published is None:
            _tag_what_readers_see_altered(revision)
        now = timezone.now()
        _mark_published(revision, by, note, now)
        publication = show(artifact, revision, published_at=now)
        if refreshing:
            refresh_after_commit()
    return publication


def check_publishable(revision: RevisionInfo, *, by) -> None:
    """StateError where readers may not be shown a revision, or not by this person; DocumentError without its text."""
    artifact = revision.artifact
    if artifact.state != Artifact.State.ACTIVE:
        raise StateError(
            _("{public_id} is {state}: put it back before publishing."),
            public_id=artifact.public_id,
            state=artifact.get_state_display(),
        )
    if content_of_revision(revision)["state"]["name"] != Artifact.State.ACTIVE:
        raise StateError(_("Revision {number} records a withdrawal: publish another revision."), number=revision.number)
    if revision.review == RevisionInfo.Review.REJECTED:
        raise StateError(_("Revision {number} was rejected: publish another revision."), number=revision.number)
    _check_without_rejected(revision)
    _check_second_person(revision, by)


def _check_without_rejected(revision: RevisionInfo) -> None:
    """Refuse a revision that was saved on top of one that was rejected since, and undone only later."""
    if revision.number == 1:
        return
    rejected = revision.artifact.revisions.filter(review=RevisionInfo.Review.REJECTED, number__lt=revision.number)
    moments = dict(rejected.values_list("review_at", "number"))
    if not moments:
        return
    # An undo that rejects bears the moment of the rejection (domain/review.py), and nothing else does.
    undone = revision.artifact.revisions.filter(number__gt=revision.number, review_at__in=moments)
    last = undone.tagged("reject").newest()
    if last is not None:
        raise StateError(
            _("Revision {number} still holds what revision {rejected} was rejected for: publish revision {undo}."),
            number=revision.number,
            rejected=moments[last.review_at],
            undo=last.number,
        )


def _check_second_person(revision: RevisionInfo, by) -> None:
    if needs_another(revision, by=by):
        raise StateError(
            _("Revision {number} is your own: somebody else has to review it before readers see it."),
            number=revision.number,
        )
    if second_person_for(by):
        own = _going_out(revision.artifact, below=revision.number).filter(author=by)
        if numbers := list(own.values_list("number", flat=True)):
            raise StateError(
                _("Revisions of your own would go out with it, which somebody else has to review first: {numbers}."),
                numbers=", ".join(map(str, numbers)),
            )


def needs_another(revision: RevisionInfo, *, by) -> bool:
    """Whether the site asks for somebody else's judgement of what `by` wrote."""
    own = revision.author_id == by.pk and revision.review != RevisionInfo.Review.APPROVED
    return own and second_person_for(by)


def second_person_for(by) -> bool:
    """Whether somebody else has to review what this person writes before readers see it."""
    # What a program imports is nobody's own; nobody can log in with that account.
    return settings.REVIEW_REQUIRES_SECOND_PERSON and not (by.get_username() == IMPORTER and not by.is_active)


def may_publish_own(user) -> bool:
    """Whether somebody may show readers what they write, without a second person."""
    return user.has_perm("artifacts.publish_artifact") and not second_person_for(user)


def unpublish(artifact: Artifact) -> None:
    """Take from readers what a merge alone had shown them; what it was stays in the history. It must be locked."""
    mark_shown(artifact)
    Publication.objects.filter(artifact=artifact).delete()
    forget([artifact.pk])
    check_dependents_after_commit(artifact)


def unreviewed(artifact: Artifact, *, by, below: int | None = None) -> list[RevisionInfo]:
    """What nobody has reviewed and would go out unseen: others' since the published one, oldest first."""
    return list(_going_out(artifact, below=below).exclude(author=by))


def _going_out(artifact: Artifact, *, below: int | None = None):
    """The unreviewed revisions since what readers saw last, oldest first."""
    seen = Publication.objects.number_of(artifact)
    if below is not None and below <= seen:
        # Older than what readers see: on top of what they saw before it, not of what they see now.
        earlier = artifact.revisions.filter(first_published__isnull=False, number__lte=below).newest()
        seen = earlier.number if earlier else 0
    waiting = artifact.revisions.filter(number__gt=seen, review=RevisionInfo.Review.UNREVIEWED)
    if below is not None:
        waiting = waiting.filter(number__lt=below)
    return waiting.order_by("number")


def named(revisions: list[RevisionInfo]) -> str:
    """`2 (Edith Editor), 3 (Ada)`."""
    return ", ".join(f"{info.number} ({info.author_name})" for info in revisions)


def _tag_what_readers_see_altered(revision: RevisionInfo) -> None:
    """Tag a revision that takes drafts to readers with all that it alters of what they saw before."""
    revisions = revision.artifact.revisions.filter(number__lt=revision.number)
    seen = revisions.filter(first_published__isnull=False).newest() if revision.number > 1 else None
    if seen is None or seen.number == revision.previous:
        return
    # Only what one of these says is looked for: comparing texts takes its time.
    if RevisionTag.objects.filter(revision__in=revisions.filter(number__gt=seen.number), name__in=KINDS).exists():
        alters = changes_since(seen, content_of_revision(revision)).alters
        RevisionTag.objects.bulk_create(
            (RevisionTag(revision=revision, name=name) for name in alters), ignore_conflicts=True
        )


def _mark_published(revision: RevisionInfo, by, note: str, now) -> None:
    revision.first_published = revision.first_published or now
    if revision.review == RevisionInfo.Review.UNREVIEWED and by != revision.author:
        revision.review, revision.review_by, revision.review_at = RevisionInfo.Review.APPROVED, by, now
        revision.review_note = normalised(note)
    revision.save(update_fields=["first_published", "review", "review_by", "review_at", "review_note"])
