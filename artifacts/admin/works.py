"""Hypotheses, analyses and references in the admin, and the plain look-up of artifacts that autocompletion needs."""

from django.contrib import admin

from artifacts.admin.base import ArtifactAdmin, id_of, in_order, kept
from artifacts.admin.lookups import LookupViews
from artifacts.admin.read_only import ReadOnlyAdmin
from artifacts.admin.rows import RowInline
from artifacts.admin.waiting import PublishedFilter
from artifacts.domain.citing import citing
from artifacts.domain.duplicates import possible_duplicates
from artifacts.domain.lookup import lookups_on
from artifacts.errors import IdentifierError
from artifacts.forms import AnalysisForm, EvidenceForm, HypothesisForm, ReferenceForm
from artifacts.models import ROWS, WEIGHTS, Analysis, Artifact, Evidence, Hypothesis, Reference
from artifacts.text.identifiers import parse_identifier


class EvidenceInline(RowInline, admin.StackedInline):
    model = Evidence
    form = EvidenceForm
    extra = 0
    autocomplete_fields = ["reference"]
    ordering = ["position"]


@admin.register(Hypothesis)
class HypothesisAdmin(ArtifactAdmin):
    form = HypothesisForm
    inlines = [EvidenceInline]
    autocomplete_fields = ["analysis"]
    list_display = ["title", "status", "composite", "public_id", "state", "published"]
    list_filter = [PublishedFilter, "status", "artifact__state"]
    search_fields = ["title", "statement", "artifact__addresses__key"]

    def content(self, form, formsets, request) -> dict:
        cleaned = form.cleaned_data
        names = ("stance", "claim", "category", "strength")
        return {
            "kind": "hypothesis",
            **{field: cleaned[field] for field in ("title", "statement", "target_genes", "status", "metadata")},
            "scores": {name: cleaned[name] for name in WEIGHTS if cleaned[name] is not None},
            "composite": cleaned["imported_composite"],
            "analysis": id_of(cleaned["analysis"]),
            "evidence": [
                {**{name: row[name] for name in names}, "reference": id_of(row["reference"])}
                for row in in_order(kept(formsets[Evidence]))
            ],
        }


@admin.register(Analysis)
class AnalysisAdmin(ArtifactAdmin):
    form = AnalysisForm
    list_display = ["title", "status", "date", "public_id", "state", "published"]
    list_filter = [PublishedFilter, "status", "artifact__state"]
    search_fields = ["title", "question", "artifact__addresses__key"]

    def content(self, form, formsets, request) -> dict:
        cleaned = form.cleaned_data
        fields = ("title", "question", "domain", "status", "summary", "metadata")
        date = cleaned["date"].isoformat() if cleaned["date"] else None
        return {"kind": "analysis", "date": date, **{field: cleaned[field] for field in fields}}


@admin.register(Reference)
class ReferenceAdmin(LookupViews, ArtifactAdmin):
    form = ReferenceForm
    change_form_template = "admin/artifacts/reference_form.html"
    list_display = ["title", "year", "doi", "pmid", "status", "public_id", "published"]
    list_filter = [PublishedFilter, "status", "artifact__state"]
    # SQLite keeps letters beyond ASCII escaped in JSON; the search text of what is published has them plain.
    search_fields = [
        *("title", "doi", "pmid", "pmcid", "artifact__addresses__key"),
        *("csl__author", "artifact__publication__search_text"),
    ]

    def get_search_results(self, request, queryset, search_term):
        """An identifier in any spelling, a web address too, finds its work."""
        try:
            identifier = parse_identifier(search_term)
        except IdentifierError:
            return super().get_search_results(request, queryset, search_term)
        exact = queryset.filter(**{identifier.scheme: identifier.value})
        return (exact, False) if exact.exists() else super().get_search_results(request, queryset, search_term)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form with what cites the work."""
        if change:
            context |= {"citing": citing(obj.artifact), "duplicates": possible_duplicates(obj.artifact)}
        context["lookups_on"] = lookups_on()
        return super().render_change_form(request, context, add, change, form_url, obj)

    def content(self, form, formsets, request) -> dict:
        cleaned = form.cleaned_data
        fields = ("csl", "doi", "pmid", "pmcid", "url", "status", "status_source", "metadata")
        date = cleaned["status_date"].isoformat() if cleaned["status_date"] else None
        return {"kind": "reference", "status_date": date, **{field: cleaned[field] for field in fields}}


@admin.register(Artifact)
class ArtifactLookup(ReadOnlyAdmin):
    """Read only: it is here so that a relation can be completed by id or title."""

    search_fields = ["public_id", "hypothesis__title", "analysis__title"]
    list_display = ["public_id", "kind", "state"]
    list_filter = ["kind", "state"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*ROWS.values())
