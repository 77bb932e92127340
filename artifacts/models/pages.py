"""Wiki pages, the rows of their infobox, the citekeys by which they cite, and their tags."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField

from artifacts.models.artifact import Artifact, ArtifactRow
from artifacts.models.validators import validate_body, validate_citekey, validate_object, validate_slug
from artifacts.text.addresses import MAX_KEY_LENGTH


class WikiPageQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(artifact__in=Artifact.objects.visible_to(user))


class WikiPage(ArtifactRow):
    class EntityType(models.TextChoices):
        THERAPEUTIC = "therapeutic", _("therapeutic")
        MECHANISM = "mechanism", _("mechanism")
        CELL = "cell", _("cell type")
        GENE = "gene", _("gene")
        PROTEIN = "protein", _("protein")
        DISEASE = "disease", _("disease")
        PHENOTYPE = "phenotype", _("phenotype")
        BIOMARKER = "biomarker", _("biomarker")
        BRAIN_REGION = "brain_region", _("brain region")
        TECHNOLOGY = "technology", _("technology")
        CLINICAL_TRIAL = "clinical_trial", _("clinical trial")
        COMPANY = "company", _("company")
        EXPERIMENT = "experiment", _("experiment")
        INDEX = "index", _("index")
        GENERAL = "general", _("general")
        ENTITY = "entity", _("entity")

    # Not unique: of a duplicated pair both rows carry it. Identity is the Address.
    slug = models.CharField(_("slug"), max_length=MAX_KEY_LENGTH, validators=[validate_slug], db_index=True)
    title = models.CharField(_("title"), max_length=500)
    entity_type = models.CharField(_("entity type"), max_length=30, choices=EntityType, default=EntityType.GENERAL)
    body = MarkdownxField(_("body"), blank=True, validators=[validate_body])
    kg_node_id = models.CharField(_("knowledge graph node"), max_length=250, blank=True)

    objects = WikiPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("wiki page")
        verbose_name_plural = _("wiki pages")
        ordering = ["title", "artifact"]
        indexes = [models.Index(fields=["title", "artifact"], name="page_by_title")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    entity_type__in=[
                        *("therapeutic", "mechanism", "cell", "gene", "protein", "disease", "phenotype", "biomarker"),
                        *("brain_region", "technology", "clinical_trial", "company", "experiment", "index"),
                        *("general", "entity"),
                    ]
                ),
                name="page_entity_type_known",
            )
        ]

    def __str__(self):
        return self.title

    def clean(self):
        validate_object(self.metadata, "metadata")


class InfoboxRow(models.Model):
    class Kind(models.TextChoices):
        HEADER = "header", _("header")
        SUBHEADER = "subheader", _("sub-header")
        PAIR = "pair", _("label and value")
        FULL = "full", _("full width")

    page = models.ForeignKey(WikiPage, models.CASCADE, related_name="infobox", verbose_name=_("page"))
    position = models.PositiveIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.PAIR)
    label = models.TextField(_("label"), blank=True)
    value = models.TextField(_("value"), blank=True, help_text=_("Inline Markdown."))
    citekeys = models.JSONField(_("sources"), default=list, blank=True, help_text=_("Citekeys of the row's sources."))

    class Meta:
        verbose_name = _("infobox row")
        verbose_name_plural = _("infobox rows")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["page", "position"], name="infobox_position_unique_per_page"),
            models.CheckConstraint(
                condition=Q(kind__in=["header", "subheader", "pair", "full"]), name="infobox_row_kind_known"
            ),
        ]

    def __str__(self):
        return self.label or self.value


class Citation(models.Model):
    page = models.ForeignKey(WikiPage, models.CASCADE, related_name="citations", verbose_name=_("page"))
    key = models.CharField(_("citekey"), max_length=200, validators=[validate_citekey])
    reference = models.ForeignKey(
        "artifacts.Reference",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("reference"),
        help_text=_("The work that this citekey stands for; empty while nobody knows."),
    )

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="citekey_unique_per_page")]

    def __str__(self):
        return self.key


class PageTag(models.Model):
    """A word that pages are sorted by: it stands in the page's metadata as `tags`, and once more here for lists."""

    page = models.ForeignKey(WikiPage, models.CASCADE, related_name="tags", verbose_name=_("page"))
    name = models.CharField(_("tag"), max_length=60)

    class Meta:
        verbose_name = _("page's tag")
        verbose_name_plural = _("pages' tags")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["page", "name"], name="page_tag_once")]
        indexes = [models.Index(fields=["name", "page"], name="page_tag_by_name")]

    def __str__(self):
        return self.name
