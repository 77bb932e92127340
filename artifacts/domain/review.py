"""Review: a revision is approved, or rejected: undone in a new one, and its text returned to its author with a note."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from artifacts.domain.documents import content_of_revision
from artifacts.domain.publish import needs_another, publish, second_person_for
from artifacts.domain.refresh import refresh_after_commit, show
from artifacts.domain.restore import Plan, carry_out, plan_undo
from artifacts.domain.save import locked
from artifacts.errors import ContentError, StateError
from artifacts.errors import marked as _
from artifacts.models import Artifact, Draft, Publication, RevisionInfo
from artifacts.representations.canonical import normalised

Review = RevisionInfo.Review


@dataclass(frozen=True)
class Rejection:
    """What rejecting a revision would do: `undo` it, unless it is the first; `public` where readers see it today."""

    revision: RevisionInfo
    undo: Plan | None
    public: bool

    @property
    def clashes(self) -> tuple:
        return self.undo.clashes if self.undo else ()


def queue(by):
    """What waits for this person's judgement, the oldest first."""
    waiting = RevisionInfo.objects.waiting().order_by("pk")
    return waiting.exclude(author=by) if second_person_for(by) else waiting


def next_in_queue(revision: RevisionInfo, *, by) -> RevisionInfo | None:
    """The revision that waits after this one, or else the oldest that waits."""
    waiting = queue(by).exclude(pk=revision.pk).select_related("artifact")
    return waiting.filter(pk__gt=revision.pk).first() or waiting.first()


def compared_with(revision: RevisionInfo) -> dict[str, RevisionInfo | None]:
    """What a reviewer can hold a revision against, the default first; None is nothing at all, each stands there once.

    `reviewed` is what was approved last before it, `readers` what these see today, `before` the revision before it.
    """
    earlier = revision.artifact.revisions.filter(number__lt=revision.number, removed="").select_related("version")
    published = Publication.objects.filter(artifact=revision.artifact).select_related("revision__version").first()
    seen = published.revision if published else None
    found = {"readers": seen} if seen != revision else {}
    reviewed = _reviewed_last(earlier)
    if reviewed not in (None, seen):
        found = {"reviewed": reviewed} | found
    before = earlier.filter(number=revision.previous).first()
    return found if before in (None, *found.values()) else found | {"before": before}


def _reviewed_last(earlier) -> RevisionInfo | None:
    """The last approved revision that holds nothing but what a person looked at."""
    approved = earlier.filter(review=Review.APPROVED)
    # What was approved as it was saved, such as an undo that rejects, stands on top of whatever waits below it.
    looked_at = approved.exclude(review_at=F("date")).newest()
    since = earlier.filter(review=Review.UNREVIEWED, number__gt=looked_at.number if looked_at else 0)
    first = since.order_by("number").first()
    return (approved.filter(number__lt=first.number) if first else approved).newest()


def approve(revision: RevisionInfo, *, by, note: str = "") -> RevisionInfo:
    """Note that a revision is good. Readers see no other text for it, but who reviewed what they see."""
    with transaction.atomic():
        artifact = _locked_to_judge(revision, by)
        _mark(revision, Review.APPROVED, by, timezone.now(), note)
        publication = Publication.objects.filter(revision=revision).first()
        if publication is not None:
            show(artifact, revision, published_at=publication.published_at)
            refresh_after_commit()
    return revision


def approve_and_publish(
    revision: RevisionInfo, *, by, note: str = "", below: Sequence[RevisionInfo] = ()
) -> Publication:
    """Approve a revision, and those `below` it, and make it what readers see, without what was rejected since."""
    with transaction.atomic():
        for info in (*below, revision):
            approve(info, by=by, note=note)
        return publish(without_rejected(revision), by=by)


def without_rejected(revision: RevisionInfo) -> RevisionInfo:
    """What is published in a revision's place: the last of the rejections that follow it directly, if any do."""
    later = revision.artifact.revisions.filter(number__gt=revision.number, review=Review.APPROVED).tagged("reject")
    number = revision.number
    for following in later.order_by("number").values_list("number", flat=True):
        if following != number + 1:
            break
        number = following
    return later.select_related("version").get(number=number) if number > revision.number else revision


def plan_rejection(revision: RevisionInfo, choices: Sequence[str] = ()) -> Rejection:
    """Plan to take back what a revision changed; clashes with later ones by choice, as for an undo. Reads only."""
    public = revision.number <= Publication.objects.number_of(revision.artifact)
    if revision.number > 1:
        plan = plan_undo(revision, choices)
        undo = replace(plan, tag="reject", summary=f"Rejected revision {revision.number} by {revision.author_name}")
        return Rejection(revision, undo, public)
    if public:
        raise StateError(_("Readers see the first revision, and nothing was before it: withdraw the artifact instead."))
    return Rejection(revision, None, public)


def reject(
    revision: RevisionInfo,
    *,
    by,
    note: str,
    choices: Sequence[str] | None = None,
    base: int | None = None,
    publishing: bool = False,
) -> RevisionInfo:
    """Undo a revision in a new one, which is returned, and offer its author the text back as a draft with the note.

    The first revision of an artifact is only marked. ContentError without a note; StateError where later revisions
    changed the same and no `choices` are given, or where readers see the revision and the undo is not published too;
    StaleSaveError where `base` is not the newest revision any more.
    """
    note = normalised(note).strip()
    if not note:
        raise ContentError(_("Say why the revision is rejected: its author reads it."), field="note")
    with transaction.atomic():
        artifact = _locked_to_judge(revision, by)
        rejection = plan_rejection(revision, choices or ())
        check_rejection(rejection, choices, publishing)
        newest, at = revision, timezone.now()
        if rejection.undo is not None:
            saved = carry_out(rejection.undo, by=by, base=rejection.undo.base if base is None else base)
            newest = saved.revision
            if saved.changed:
                # One moment for both: it tells which revision an undo rejects (domain/publish.py).
                at = newest.date
                _mark(newest, Review.APPROVED, by, at)
        _mark(revision, Review.REJECTED, by, at, note)
        _give_back(artifact, revision, note)
        if publishing and rejection.undo is not None:
            publish(newest, by=by)
    return newest


def _locked_to_judge(revision: RevisionInfo, by) -> Artifact:
    """The artifact, locked, and the revision as it is today; StateError where there is nothing for `by` to judge."""
    artifact = locked(revision.artifact)
    revision.refresh_from_db(from_queryset=RevisionInfo.objects.select_related("version", "author", "review_by"))
    revision.artifact = artifact
    check_judgeable(revision, by=by)
    return artifact


def check_judgeable(revision: RevisionInfo, *, by) -> None:
    """StateError where a revision cannot be approved or rejected, or not by this person."""
    artifact, number = revision.artifact, revision.number
    if artifact.state != Artifact.State.ACTIVE:
        raise StateError(
            _("{public_id} is {state}: its revisions are not reviewed."),
            public_id=artifact.public_id,
            state=artifact.get_state_display(),
        )
    if revision.review != Review.UNREVIEWED:
        raise StateError(
            _("Revision {number} is {review} already."), number=number, review=revision.get_review_display()
        )
    if revision.removed:
        raise StateError(
            _("The text of revision {number} was {removed}, so it can be neither read nor undone."),
            number=number,
            removed=revision.get_removed_display(),
        )
    if needs_another(revision, by=by):
        raise StateError(_("Revision {number} is your own: somebody else has to review it."), number=number)


def check_rejection(rejection: Rejection, choices: Sequence[str] | None = None, publishing: bool = False) -> None:
    """StateError where a rejection has something to choose or to publish that was not said."""
    number = rejection.revision.number
    if choices is None and rejection.clashes:
        raise StateError(
            _("Later revisions changed the same as revision {number}: choose what is to stand there."), number=number
        )
    if rejection.public and not publishing:
        raise StateError(
            _("Readers see what revision {number} changed: it is rejected by publishing the text without it."),
            number=number,
        )


def _mark(revision: RevisionInfo, review: str, by, at, note: str = "") -> None:
    revision.review, revision.review_by, revision.review_at = review, by, at
    revision.review_note = normalised(note).strip()
    revision.save(update_fields=["review", "review_by", "review_at", "review_note"])


def _give_back(artifact: Artifact, revision: RevisionInfo, note: str) -> None:
    """Offer the author the rejected text; the newest offer stands in place of what was offered before."""
    author = revision.author
    if not author.is_active:
        return
    artifact.drafts.returned_to(author).update(settled_at=timezone.now())
    Draft.objects.create(
        artifact=artifact,
        base_number=revision.previous,
        document=content_of_revision(revision),
        kind=Draft.Kind.RETURNED,
        user=author,
        note=note,
    )
