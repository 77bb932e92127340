"""The infobox on a page's form: its rows, those such pages have, pasted tables, and identifiers as typed."""

import json

from django.contrib import admin
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from artifacts.admin.desk import scripts
from artifacts.admin.rows import RowInline
from artifacts.errors import ArtifactError
from artifacts.forms import InfoboxRowForm
from artifacts.models import InfoboxRow
from artifacts.text.cell_identifiers import identifiers_of
from artifacts.text.databases import database_of
from artifacts.text.entity_fields import TEMPLATES
from artifacts.text.pasted_tables import read_pasted

# Of one form, so that nobody's request grows beyond it.
MOST_CHECKED = 500


class InfoboxInline(RowInline, admin.TabularInline):
    model = InfoboxRow
    form = InfoboxRowForm
    extra = 1
    ordering = ["position"]
    heading = gettext_lazy("Infobox")
    ordered = True
    template = "admin/artifacts/rows.html"
    above = "admin/artifacts/desk/infobox_heads.html"
    below = "admin/artifacts/desk/infobox.html"
    dialogs = "admin/artifacts/desk/infobox_dialogs.html"
    buttons = "admin/artifacts/desk/infobox_buttons.html"
    adders = [
        ("kind=pair", gettext_lazy("Add a row")),
        ("kind=full", gettext_lazy("Add a full-width row")),
        ("kind=header", gettext_lazy("Add a header")),
        ("kind=subheader", gettext_lazy("Add a sub-header")),
    ]

    class Media:
        js = scripts("desk/infobox.js")

    def expected_rows(self) -> str:
        """As JSON, for each type of page the rows that it is expected to have."""
        return json.dumps({kind: [expected(field) for field in fields] for kind, fields in TEMPLATES.items()})


def expected(field) -> dict:
    return {"label": field.label, "kind": field.kind, "example": field.database.example if field.database else ""}


class InfoboxViews:
    """Mixed into the admin of pages: what the infobox asks the server while it is edited; nothing is written."""

    def get_urls(self):
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(f"{word}/", self.admin_site.admin_view(require_POST(view)), name=f"{prefix}_{word}")
            for word, view in (("table", self.table_view), ("identifiers", self.identifiers_view))
        ]
        return own + super().get_urls()

    def table_view(self, request):
        """What a pasted table becomes: `{"rows": [{"kind", "label", "value"}], "notes": [sentence]}`."""
        self.check_editor(request)
        try:
            rows, notes = read_pasted(request.POST.get("table", ""))
        except ArtifactError as error:
            return JsonResponse({"error": error.sentence}, status=400)
        told = [{"kind": row.kind, "label": row.label, "value": row.value} for row in rows]
        return JsonResponse({"rows": told, "notes": notes})

    def identifiers_view(self, request):
        """For each label and value of a database's row: `{"sentence", "links": [{"text", "url"}]}`, null for others."""
        self.check_editor(request)
        labels, values = request.POST.getlist("label"), request.POST.getlist("value")
        pairs = list(zip(labels, values, strict=False))[:MOST_CHECKED]
        return JsonResponse({"rows": [told_of_identifiers(label, value) for label, value in pairs]})


def told_of_identifiers(label: str, value: str) -> dict | None:
    # What is linked by hand, or written with words around it as Markdown, is its writer's own.
    if database_of(label) is None or not value.strip() or "[" in value or "<" in value:
        return None
    found = identifiers_of(label, value)
    links = [{"text": value[one.start : one.end], "url": one.address} for one in found if one.address]
    wrong = next((one for one in found if not one.valid), None)
    if wrong is None:
        return {"sentence": "", "links": links}
    sentence = _("“%(text)s” is no identifier of %(database)s: one looks like %(example)s.")
    names = {"database": wrong.database.name, "example": wrong.database.example}
    return {"sentence": sentence % {"text": value[wrong.start : wrong.end][:60], **names}, "links": links}
