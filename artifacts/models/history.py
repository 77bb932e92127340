"""History: the numbered revisions of an artifact, drafts that are not yet revisions, and batches of imports."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from reversion.models import Version

from artifacts.models.artifact import Artifact


class Batch(models.Model):
    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")

    name = models.CharField(_("name"), max_length=200, unique=True)
    source = models.CharField(_("source"), max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DONE)
    # Of an import in many transactions: how far it is, written with what each of them wrote.
    progress = models.JSONField(_("progress"), default=dict, blank=True)

    class Meta:
        verbose_name = _("import batch")
        verbose_name_plural = _("import batches")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["running", "done", "undoing", "undone"]), name="batch_state_known"
            )
        ]

    def __str__(self):
        return self.name


class RevisionQuerySet(models.QuerySet):
    def newest(self):
        return self.order_by("-number").first()

    def visible_to(self, user):
        """Staff who may view artifacts see every revision; everyone else what was published and is not withdrawn."""
        if user.is_active and user.is_staff and user.has_perm("artifacts.view_artifact"):
            return self
        return self.filter(first_published__isnull=False).exclude(artifact__state=Artifact.State.WITHDRAWN)

    def with_previous_size(self, *, published: bool = False):
        """Each with `previous_number` and `previous_size` of the revision (or published one) before it, or null."""
        before = RevisionInfo.objects.filter(artifact=OuterRef("artifact"), number__lt=OuterRef("number"))
        if published:
            before = before.filter(first_published__isnull=False)
        before = before.order_by("-number")
        return self.annotate(
            previous_number=Subquery(before.values("number")[:1]), previous_size=Subquery(before.values("size")[:1])
        )

    def with_comparable(self, user):
        """Each with `comparable`: whether the revision before it has a text that the user may see."""
        before = RevisionInfo.objects.visible_to(user).filter(
            artifact=OuterRef("artifact"), number=OuterRef("number") - 1, removed=""
        )
        return self.annotate(comparable=Exists(before))

    def with_previous_published(self):
        """Each with `previous_published`, the number of what readers could see before it, and its size; or null."""
        before = RevisionInfo.objects.filter(
            artifact=OuterRef("artifact"), number__lt=OuterRef("number"), first_published__isnull=False
        ).order_by("-number")
        return self.annotate(
            previous_published=Subquery(before.values("number")[:1]),
            previous_published_size=Subquery(before.values("size")[:1]),
        )

    def tagged(self, name: str):
        return self.filter(Exists(RevisionTag.objects.filter(revision=OuterRef("pk"), name=name)))

    def waiting(self):
        """What waits for a reviewer: unreviewed edits of active artifacts, newer than what readers see."""
        newer = Q(artifact__publication__isnull=True) | Q(number__gt=F("artifact__publication__revision__number"))
        # A text that was taken away cannot be judged.
        return self.filter(
            newer, review=RevisionInfo.Review.UNREVIEWED, removed="", artifact__state=Artifact.State.ACTIVE
        )


def newest_of(reference: str, field: str) -> Subquery:
    """A field of the newest revision of the artifact that a query's row refers to: `newest_of("pk", "number")`."""
    newest = RevisionInfo.objects.filter(artifact=OuterRef(reference)).order_by("-number")
    return Subquery(newest.values(field)[:1])


class RevisionInfo(models.Model):
    class Review(models.TextChoices):
        UNREVIEWED = "unreviewed", _("unreviewed")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")

    class Removed(models.TextChoices):
        SUPPRESSED = "suppressed", _("suppressed")
        PRUNED = "pruned", _("pruned")

    artifact = models.ForeignKey(Artifact, models.PROTECT, related_name="revisions", verbose_name=_("artifact"))
    number = models.PositiveIntegerField(_("number"))
    # Null once the document was suppressed or pruned: the place in the history and its hashes stay.
    version = models.OneToOneField(
        Version, models.PROTECT, null=True, blank=True, related_name="info", verbose_name=_("document")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="revisions", verbose_name=_("author")
    )
    author_name = models.CharField(_("author's name"), max_length=200)
    date = models.DateTimeField(_("date"))
    summary = models.CharField(_("summary"), max_length=1000, blank=True)
    # What it changed, as how many rows of each part; counted when it was saved. Empty for the first revision.
    changed = models.JSONField(_("changed"), default=dict, blank=True)
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, blank=True, related_name="revisions", verbose_name=_("batch")
    )
    size = models.PositiveIntegerField(_("size"), help_text=_("Bytes of the canonical document."))
    content_sha256 = models.CharField(_("hash of the content"), max_length=64)
    document_sha256 = models.CharField(_("hash of the document"), max_length=64)
    chain_sha256 = models.CharField(_("hash of the chain"), max_length=64)
    # Set once, by publish: what the public may see of the history.
    first_published = models.DateTimeField(_("first published"), null=True, blank=True)
    review = models.CharField(_("review"), max_length=20, choices=Review, default=Review.UNREVIEWED)
    review_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reviewed by")
    )
    review_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    review_note = models.TextField(_("review note"), blank=True)
    # A name that people gave it, such as "v1.0, as cited in ...": it is kept for good.
    name = models.CharField(_("name"), max_length=200, blank=True)
    removed = models.CharField(_("text removed"), max_length=20, choices=Removed, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("removed by")
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    removed_reason = models.TextField(_("why it was removed"), blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["artifact", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["artifact", "number"], name="revision_number_unique_per_artifact"),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_number_from_1"),
            models.CheckConstraint(
                condition=Q(review__in=["unreviewed", "approved", "rejected"]), name="revision_review_known"
            ),
            models.CheckConstraint(
                condition=Q(removed="", version__isnull=False)
                | Q(removed__in=["suppressed", "pruned"], version__isnull=True),
                name="revision_has_a_document_or_says_why_not",
            ),
        ]
        indexes = [
            models.Index(fields=["-first_published", "-id"], name="revision_by_publication"),
            models.Index(fields=["id"], condition=Q(review="unreviewed"), name="revision_unreviewed"),
        ]

    def __str__(self):
        return f"{self.artifact.public_id}, revision {self.number}"

    def get_absolute_url(self):
        return reverse("revision", args=[self.artifact.public_id, self.number])

    @property
    def previous(self) -> int:
        """The number of the revision before it; 0 for the first."""
        return self.number - 1

    @property
    def tags(self) -> list[str]:
        return [row.name for row in self.tag_rows.all()]


class RevisionTag(models.Model):
    """A word about a revision that lists can be filtered by: how it came to be, and what kind of thing it altered."""

    revision = models.ForeignKey(RevisionInfo, models.CASCADE, related_name="tag_rows", verbose_name=_("revision"))
    name = models.CharField(_("name"), max_length=40)

    class Meta:
        verbose_name = _("revision's tag")
        verbose_name_plural = _("revisions' tags")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["revision", "name"], name="revision_tag_once")]
        indexes = [models.Index(fields=["name", "-revision"], name="revision_tag_by_name")]

    def __str__(self):
        return self.name


class DraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An import's proposals are for all staff; what belongs to a person for them and for reviewers."""
        if user.has_perm("artifacts.publish_artifact"):
            return self
        return self.filter(Q(kind=Draft.Kind.PROPOSAL) | Q(user=user))

    def autosaved(self, user, artifact, kind: str):
        """What a person typed into the form of an artifact, or of a new one of a kind, and has not saved."""
        own = self.filter(kind=Draft.Kind.AUTOSAVE, user=user, artifact=artifact)
        return own if artifact else own.filter(document__kind=kind)

    def unsaved_of(self, user):
        """What a person typed and has neither saved nor discarded: kept forms, and edits that met another one."""
        kinds = (Draft.Kind.AUTOSAVE, Draft.Kind.CONFLICT)
        return self.filter(kind__in=kinds, user=user, settled_at__isnull=True)

    def returned_to(self, user):
        """The texts that a reviewer gave back to a person, who has neither taken them back nor discarded them."""
        return self.filter(kind=Draft.Kind.RETURNED, user=user, settled_at__isnull=True)


class Draft(models.Model):
    class Kind(models.TextChoices):
        AUTOSAVE = "autosave", _("autosave")
        CONFLICT = "conflict", _("conflicting edit")
        PROPOSAL = "proposal", _("proposal")
        RETURNED = "returned", _("returned by a reviewer")

    artifact = models.ForeignKey(
        Artifact, models.CASCADE, null=True, blank=True, related_name="drafts", verbose_name=_("artifact")
    )
    base_number = models.PositiveIntegerField(_("base revision"), default=0)
    document = models.JSONField(_("document"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="drafts", verbose_name=_("user")
    )
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, blank=True, related_name="drafts", verbose_name=_("batch")
    )
    at = models.DateTimeField(_("at"), auto_now=True)
    note = models.TextField(_("note"), blank=True)
    # A proposal that was taken over or discarded is kept: the same import again is then no news.
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["artifact", "user"], condition=Q(kind="autosave"), name="draft_one_autosave_per_user"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["autosave", "conflict", "proposal", "returned"]), name="draft_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(batch__isnull=False), name="draft_has_a_user_or_a_batch"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def rejected_number(self) -> int:
        """The revision that a returned text was."""
        return self.base_number + 1
