"""Hypotheses, analyses and references in the admin, and the plain look-up of artifacts that autocompletion needs."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from artifacts.admin.base import ArtifactAdmin, id_of
from artifacts.admin.doctor import DoctorViews
from artifacts.admin.facets import column_filter
from artifacts.admin.hypothesis_form import EvidenceInline, ScoredForm, composite_told
from artifacts.admin.list_filters import FindingsFilter, MineFilter, PublishedFilter, StateFilter, UsedFilter
from artifacts.admin.lookups import LookupViews
from artifacts.admin.read_only import ReadOnlyAdmin
from artifacts.admin.reference_form import WorkForm
from artifacts.admin.rows import in_order, kept
from artifacts.domain.citing import citing
from artifacts.domain.duplicates import possible_duplicates
from artifacts.domain.lookup import lookups_on
from artifacts.forms import AnalysisForm
from artifacts.models import ROWS, WEIGHTS, Analysis, Artifact, Evidence, Hypothesis, Reference


@admin.register(Hypothesis)
class HypothesisAdmin(DoctorViews, ArtifactAdmin):
    form = ScoredForm
    text_field = "statement"
    parts = (
        (_("Hypothesis"), ("title", "status", "target_genes", "analysis")),
        (_("Statement"), ("statement",)),
        (_("Scores"), (*WEIGHTS, "composite_told", "imported_composite"), "scores"),
    )
    readonly_fields = [*ArtifactAdmin.readonly_fields, "composite_told"]
    inlines = [EvidenceInline]
    autocomplete_fields = ["analysis"]
    list_display = ["named", "status", "composite", "revision", "references", "reviewed", "changed"]
    list_filter = [
        *(PublishedFilter, FindingsFilter, column_filter("status", _("status"), Hypothesis.Status.choices)),
        *(MineFilter, StateFilter),
    ]
    search_fields = ["title", "statement", "artifact__addresses__key"]

    @admin.display(description=_("composite"))
    def composite_told(self, hypothesis):
        return composite_told(hypothesis)

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
class AnalysisAdmin(DoctorViews, ArtifactAdmin):
    form = AnalysisForm
    text_field = "summary"
    parts = (
        (_("Analysis"), ("title", "question", "domain", "status", "date")),
        (_("Summary"), ("summary",)),
    )
    list_display = ["named", "status", "date", "revision", "reviewed", "changed"]
    list_filter = [
        *(PublishedFilter, FindingsFilter, column_filter("status", _("status"), Analysis.Status.choices)),
        *(MineFilter, StateFilter),
    ]
    search_fields = ["title", "question", "artifact__addresses__key"]

    def content(self, form, formsets, request) -> dict:
        cleaned = form.cleaned_data
        fields = ("title", "question", "domain", "status", "summary", "metadata")
        date = cleaned["date"].isoformat() if cleaned["date"] else None
        return {"kind": "analysis", "date": date, **{field: cleaned[field] for field in fields}}


@admin.register(Reference)
class ReferenceAdmin(LookupViews, DoctorViews, ArtifactAdmin):
    form = WorkForm
    change_form_template = "admin/artifacts/reference_form.html"
    parts = (
        (
            _("Work"),
            (
                *("csl_type", "csl_title", "csl_authors", "csl_container", "csl_date", "csl_volume", "csl_issue"),
                *("csl_pages", "csl_publisher"),
            ),
        ),
        (_("Identifiers"), ("doi", "pmid", "pmcid", "url")),
        (_("Judgement"), ("status", "status_date", "status_source")),
        (_("All fields"), ("csl",), "collapse"),
    )
    list_display = ["named", "year", "doi", "pmid", "status", "citing", "revision", "reviewed", "changed"]
    list_filter = [
        *(PublishedFilter, column_filter("status", _("status"), Reference.Status.choices)),
        *(UsedFilter, MineFilter, StateFilter),
    ]
    search_fields = ["title", "doi", "pmid", "pmcid", "artifact__addresses__key", "csl__author"]

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
