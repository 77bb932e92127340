"""Wiki pages in the admin, with the rows of their infobox, their citations and their relations as inlines."""

from django.contrib import admin
from django.utils import timezone

from artifacts.admin.base import ArtifactAdmin, id_of, in_order, kept
from artifacts.admin.resolving import ResolveViews
from artifacts.admin.rows import RowInline
from artifacts.admin.waiting import PublishedFilter
from artifacts.forms import BodyWidget, CitationForm, InfoboxRowForm, RelationForm, WikiPageForm
from artifacts.models import Citation, InfoboxRow, Relation, WikiPage


class InfoboxInline(RowInline, admin.TabularInline):
    model = InfoboxRow
    form = InfoboxRowForm
    extra = 1
    ordering = ["position"]


class CitationInline(RowInline, admin.TabularInline):
    model = Citation
    form = CitationForm
    extra = 1
    autocomplete_fields = ["reference"]


class RelationInline(RowInline, admin.TabularInline):
    model = Relation
    form = RelationForm
    extra = 0
    autocomplete_fields = ["target"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("target__hypothesis", "target__analysis")


@admin.register(WikiPage)
class WikiPageAdmin(ResolveViews, ArtifactAdmin):
    form = WikiPageForm
    inlines = [InfoboxInline, CitationInline, RelationInline]
    list_display = ["title", "entity_type", "public_id", "state", "published"]
    list_filter = [PublishedFilter, "entity_type", "artifact__state"]
    search_fields = ["title", "slug", "artifact__addresses__key", "body"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "body":
            kwargs["widget"] = BodyWidget
        return super().formfield_for_dbfield(db_field, request, **kwargs)

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
