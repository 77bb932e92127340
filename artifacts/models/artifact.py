"""Artifacts: anything with a permanent id, its own page and its own history; and the addresses that lead to it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from artifacts.text.addresses import MAX_KEY_LENGTH, normalise_key

# What leads from an artifact to its row, by its kind.
ROWS = {"page": "wikipage", "hypothesis": "hypothesis", "analysis": "analysis", "reference": "reference"}


class ArtifactQuerySet(models.QuerySet):
    def active(self):
        return self.filter(state=Artifact.State.ACTIVE)

    def inactive(self):
        """The few that are not active, found by an index: leaving them out is quicker than asking each of many rows."""
        return self.filter(state__in=(Artifact.State.MERGED, Artifact.State.WITHDRAWN))

    def published(self):
        return self.active().filter(publication__isnull=False)

    def visible_to(self, user):
        """What a user may see: staff who may view artifacts see all, everyone else what is published and active."""
        if user.is_active and user.is_staff and user.has_perm("artifacts.view_artifact"):
            return self
        return self.published()

    def for_keys(self, keys):
        """The artifacts that any of these address keys leads to, merges followed, as `{key: artifact}`."""
        addresses = Address.objects.filter(key__in=set(keys)).select_related("artifact")
        leads = {address.key: address.artifact for address in addresses}
        finals = self.finals(leads.values())
        return {key: finals[artifact.pk] for key, artifact in leads.items()}

    def finals(self, artifacts) -> dict[int, "Artifact"]:
        """Where merges lead from each artifact, by its primary key: a query per step of the longest chain."""
        known = {artifact.pk: artifact for artifact in artifacts}
        asked = list(known.values())
        while missing := {artifact.merged_into_id for artifact in asked} - known.keys() - {None}:
            asked = list(self.model.objects.filter(pk__in=missing))
            known |= {artifact.pk: artifact for artifact in asked}
        return {pk: _end_of(pk, known) for pk in known}


def _end_of(pk: int, known: dict[int, "Artifact"]) -> "Artifact":
    passed = {pk}
    while (step := known[pk].merged_into_id) is not None and step not in passed:
        passed.add(step)
        pk = step
    return known[pk]


class Artifact(models.Model):
    class Kind(models.TextChoices):
        PAGE = "page", _("wiki page")
        HYPOTHESIS = "hypothesis", _("hypothesis")
        ANALYSIS = "analysis", _("analysis")
        REFERENCE = "reference", _("reference")

    class State(models.TextChoices):
        ACTIVE = "active", _("active")
        MERGED = "merged", _("merged")
        WITHDRAWN = "withdrawn", _("withdrawn")

    public_id = models.CharField(_("artifact id"), max_length=MAX_KEY_LENGTH, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.ACTIVE)
    state_reason = models.TextField(_("reason of the state"), blank=True)
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("state set by"),
    )
    state_at = models.DateTimeField(_("state set at"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from", verbose_name=_("merged into")
    )

    objects = ArtifactQuerySet.as_manager()

    class Meta:
        verbose_name = _("artifact")
        verbose_name_plural = _("artifacts")
        ordering = ["public_id"]
        indexes = [models.Index(fields=["state"], name="artifact_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="artifact_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="artifact_merged_state_has_a_target",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["page", "hypothesis", "analysis", "reference"]), name="artifact_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["active", "merged", "withdrawn"]), name="artifact_state_known"
            ),
        ]
        permissions = [
            ("publish_artifact", _("Can publish revisions")),
            ("restore_artifact", _("Can restore revisions")),
            ("merge_artifact", _("Can merge and un-merge artifacts")),
            ("withdraw_artifact", _("Can withdraw artifacts and put them back")),
            ("suppress_artifact", _("Can suppress the text of revisions")),
        ]

    def __str__(self):
        return self.public_id

    def get_absolute_url(self):
        return reverse("artifact", args=[self.public_id])

    def clean(self):
        if self.merged_into is not None and self.merged_into.leads_to(self):
            raise ValidationError({"merged_into": _("That artifact was itself merged into this one.")})

    def leads_to(self, other: "Artifact") -> bool:
        """Whether following merges from here ends at or passes through another artifact."""
        return other in self.merge_path()

    def merge_path(self) -> list["Artifact"]:
        """This artifact and those it was merged into, one after another, the live one last."""
        path = [self]
        while path[-1].merged_into is not None and path[-1].merged_into not in path:
            path.append(path[-1].merged_into)
        return path

    def final(self) -> "Artifact":
        return self.merge_path()[-1]

    @property
    def label(self) -> str:
        """What people know it by, and its id."""
        return f"{self.row} ({self.public_id})"

    @property
    def proposals(self):
        """What imports would have written on top of a person's edit, and nobody has settled yet."""
        return self.drafts.filter(kind="proposal", settled_at__isnull=True)

    @property
    def row(self):
        """The WikiPage, Hypothesis, Analysis or Reference whose identity this is."""
        return getattr(self, ROWS[self.kind])

    def admin_url(self, verb: str, *arguments) -> str:
        """Where staff do something with it: `admin_url("review", 3)`."""
        return reverse(f"admin:artifacts_{ROWS[self.kind]}_{verb}", args=[self.pk, *arguments])


class Address(models.Model):
    class Kind(models.TextChoices):
        ID = "id", _("artifact id")
        SLUG = "slug", _("slug")
        IMPORTED = "imported", _("imported name")
        RENAMED = "renamed", _("former name")
        IDENTIFIER = "identifier", _("DOI, PMID or PMCID")

    key = models.CharField(_("key"), max_length=MAX_KEY_LENGTH, unique=True)
    artifact = models.ForeignKey(Artifact, models.PROTECT, related_name="addresses", verbose_name=_("artifact"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["artifact"], condition=Q(kind="id"), name="address_one_id_per_artifact"),
            models.CheckConstraint(condition=~Q(key=""), name="address_key_not_empty"),
            models.CheckConstraint(
                condition=Q(kind__in=["id", "slug", "imported", "renamed", "identifier"]), name="address_kind_known"
            ),
        ]

    def __str__(self):
        return self.key

    def save(self, *args, **kwargs):
        self.key = normalise_key(self.key)
        super().save(*args, **kwargs)


class ArtifactRow(models.Model):
    """What WikiPage, Hypothesis, Analysis and Reference share: their artifact is their identity."""

    artifact = models.OneToOneField(Artifact, models.PROTECT, primary_key=True, verbose_name=_("artifact"))
    metadata = models.JSONField(_("metadata"), default=dict, blank=True)

    class Meta:
        abstract = True

    def get_absolute_url(self):
        return self.artifact.get_absolute_url()

    @property
    def public_id(self) -> str:
        return self.artifact.public_id
