"""Wiki pages in the admin, with the rows of their infobox, their citations and their relations as inlines."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from artifacts.admin.base import ArtifactAdmin, id_of
from artifacts.admin.cites import CitesFilter
from artifacts.admin.completion import CompletionViews
from artifacts.admin.doctor import DoctorViews
from artifacts.admin.facets import column_filter
from artifacts.admin.infobox import InfoboxInline, InfoboxViews
from artifacts.admin.list_filters import (
    CoverageFilter,
    FindingsFilter,
    MineFilter,
    PublishedFilter,
    RuleFilter,
    SourcesFilter,
    StateFilter,
    TagFilter,
)
from artifacts.admin.page_form import PageForm
from artifacts.admin.references import CitationInline, CitationViews
from artifacts.admin.resolving import ResolveViews
from artifacts.admin.rows import RowInline, in_order, kept
from artifacts.admin.start import StartPage
from artifacts.forms import RelationForm
from artifacts.models import Citation, InfoboxRow, Relation, WikiPage
from artifacts.text.page_tags import page_tags


class RelationInline(RowInline, admin.TabularInline):
    model = Relation
    form = RelationForm
    extra = 1
    autocomplete_fields = ["target"]
    template = "admin/artifacts/rows.html"
    row_extra = "admin/artifacts/desk/relation.html"
    heading = _("Relations")
    adders = [("", _("Add a relation"))]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("target__hypothesis", "target__analysis", "dismissed_by")


@admin.register(WikiPage)
class WikiPageAdmin(StartPage, DoctorViews, InfoboxViews, CitationViews, CompletionViews, ResolveViews, ArtifactAdmin):
    form = PageForm
    text_field = "body"
    parts = ((_("Page"), ("title", "slug", "entity_type", "tags")), (_("Text"), ("body",)))
    inlines = [InfoboxInline, CitationInline, RelationInline]
    list_display = ["named", "sort", "revision", "findings", "coverage", "references", "reviewed", "changed"]
    list_filter = [
        *(PublishedFilter, FindingsFilter, CoverageFilter, SourcesFilter, CitesFilter),
        column_filter("entity_type", _("type"), WikiPage.EntityType.choices),
        *(TagFilter, MineFilter, StateFilter, RuleFilter),
    ]
    search_fields = ["title", "slug", "artifact__addresses__key", "body"]

    @admin.display(description=_("tags"))
    def tags(self, row):
        """For those who may only look: their form has no fields."""
        return ", ".join(page_tags(row.metadata))

    def content(self, form, formsets, request) -> dict:
        fields = ("slug", "title", "entity_type", "body", "kg_node_id", "metadata")
        return {
            "kind": "page",
            **{field: form.cleaned_data[field] for field in fields},
            "infobox": [
                {name: row[name] for name in ("kind", "label", "value", "citekeys")}
                for row in in_order(kept(formsets[InfoboxRow]))
            ],
            "citations": {row["key"]: id_of(row["reference"]) for row in kept(formsets[Citation])},
            "relations": [relation_content(row, request.user) for row in kept(formsets[Relation])],
        }


def relation_content(row: dict, user) -> dict:
    standing = row["id"]
    dismissed = None
    if row["dismissed"] and standing is not None and standing.dismissed_at:
        by = standing.dismissed_by.get_username() if standing.dismissed_by else None
        dismissed = {"by": by, "at": standing.dismissed_at.isoformat()}
    elif row["dismissed"]:
        dismissed = {"by": user.get_username(), "at": timezone.now().isoformat()}
    return {
        "to": row["target"].public_id,
        "origin": standing.origin if standing is not None else Relation.Origin.MANUAL.value,
        "reason": row["reason"],
        "dismissed": dismissed,
    }
