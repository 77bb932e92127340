"""Import and export in the lists: a file is tried first, each row with what it would change, then imported."""

import json

import tablib
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from artifacts.admin.bulk import read_bases
from artifacts.admin.views import page
from artifacts.domain.bulk import bases_of
from artifacts.domain.export import MOST, TYPES, export, formats_of
from artifacts.domain.tables import columns_of, import_table, refusal_of, try_table
from artifacts.errors import ArtifactError
from artifacts.models import Artifact
from artifacts.representations.tables import FORMATS, MOST_BYTES, MOST_ROWS, read_table
from artifacts.views.changes import summary_of

FORMAT_NAMES = {
    "csv": gettext_lazy("CSV, a table"),
    "xlsx": gettext_lazy("XLSX, a table"),
    "json": gettext_lazy("JSON, a table"),
    "zip": gettext_lazy("exchange format, zipped"),
    "md": gettext_lazy("Markdown, zipped"),
    "bib": gettext_lazy("BibTeX"),
    "ris": gettext_lazy("RIS"),
    "csl": gettext_lazy("CSL-JSON"),
}
EXTENSIONS = {"md": "zip", "csl": "json"}


class TableForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, XLSX or JSON of at most 5 MB and 1,000 rows, with the columns of an export."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.json"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        format = file.name.rpartition(".")[2].lower()
        if format not in FORMATS:
            raise forms.ValidationError(_("The file's name must end in .csv, .xlsx or .json."))
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB: split it."))
        try:
            return read_table(file.read(), format)
        except ArtifactError as error:
            raise forms.ValidationError(error.sentence) from error


class TableViews:
    """Mixed into an artifact's ModelAdmin, whose `kind` says what its list holds."""

    def get_urls(self):
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path("import/", self.admin_site.admin_view(self.import_view), name=f"{prefix}_import"),
            path("export/", self.admin_site.admin_view(require_POST(self.export_view)), name=f"{prefix}_export"),
        ]
        return own + super().get_urls()

    def get_actions(self, request):
        exporting = {"export_selected": (ask_format, "export_selected", _("Export"))}
        return super().get_actions(request) | exporting

    def import_view(self, request):
        """Ask for a file, show what it would do, then do that."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        form = TableForm()
        if "table" in request.POST:
            return self.imported(request, read_back(request.POST["table"]))
        if request.method == "POST":
            form = TableForm(request.POST, request.FILES)
            if form.is_valid():
                table = form.cleaned_data["file"]
                try:
                    return self.tried(request, table, try_table(table, self.kind, by=request.user))
                except ArtifactError as error:
                    form.add_error("file", error.sentence)
        context = {"title": _("Import a table"), "form": form, "columns": columns_of(self.kind)}
        return page(self, request, "admin/artifacts/import.html", context)

    def tried(self, request, table: tablib.Dataset, result):
        rows = shown_rows(result, table)
        context = {
            "title": _("Import: what would change"),
            "rows": [row for row in rows if row["kind"] != "skip"],
            "counts": counts_of(rows),
            "table": json.dumps({"headers": table.headers, "rows": [list(row) for row in table]}, ensure_ascii=False),
        }
        return page(self, request, "admin/artifacts/import_tried.html", context)

    def imported(self, request, table: tablib.Dataset):
        whole, summary = "rest" not in request.POST, request.POST.get("summary", "")
        try:
            result = import_table(table, self.kind, by=request.user, summary=summary, whole=whole)
        except ArtifactError as error:
            messages.error(request, error.sentence)
            return self.import_again(request)
        rows = shown_rows(result, table)
        context = {
            "title": _("Imported") if not (whole and result.has_errors()) else _("Nothing was imported"),
            "nothing": whole and result.has_errors(),
            "rows": [row for row in rows if row["kind"] != "skip"],
            "counts": counts_of(rows),
        }
        return page(self, request, "admin/artifacts/import_done.html", context)

    def import_again(self, request):
        context = {"title": _("Import a table"), "form": TableForm(), "columns": columns_of(self.kind)}
        return page(self, request, "admin/artifacts/import.html", context)

    def export_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        format, pks = request.POST.get("format"), [pk for pk, _base in read_bases(request.POST.get("bases", ""))]
        if format not in formats_of(self.kind):
            raise Http404(_("There is no such format."))
        artifacts = Artifact.objects.filter(pk__in=pks[:MOST], kind=self.kind)
        try:
            data = export(artifacts, self.kind, format)
        except ArtifactError as error:
            messages.error(request, error.sentence)
            return self.asked_format(request, [(pk, 0) for pk in pks])
        response = HttpResponse(data, content_type=TYPES[format])
        name = f"{self.opts.model_name}.{EXTENSIONS.get(format, format)}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response

    def asked_format(self, request, bases: list[tuple[int, int]]):
        context = {
            "title": _("Export"),
            "count": len(bases),
            "bases": " ".join(f"{pk}:{base}" for pk, base in bases),
            "formats": [(format, FORMAT_NAMES[format]) for format in formats_of(self.kind)],
        }
        return page(self, request, "admin/artifacts/export.html", context)


def ask_format(model_admin, request, queryset):
    """The action of a list: which format what was chosen is to have."""
    bases = bases_of(queryset.order_by().values("pk"))
    if len(bases) > MOST:
        messages.error(request, _("Choose at most %d at once.") % MOST)
        return None
    return model_admin.asked_format(request, bases)


def read_back(text: str) -> tablib.Dataset:
    """The table that the trial was made of, as its page sent it along; 404 for what no trial wrote."""
    try:
        sent = json.loads(text)
        json.dumps(sent, ensure_ascii=False).encode()
        table = tablib.Dataset(*sent["rows"], headers=sent["headers"])
    except (ValueError, KeyError, TypeError, RecursionError, tablib.InvalidDimensions) as error:
        raise Http404(_("There is no such table.")) from error
    if len(table) > MOST_ROWS:
        raise Http404(_("There is no such table."))
    return table


def shown_rows(result, table: tablib.Dataset) -> list[dict]:
    """Each row with its number and names, what becomes of it, or why nothing does."""
    shown = []
    for number, (row, cells) in enumerate(zip(result.rows, table.dict, strict=True), 1):
        line, refusal = row.instance, refusal_of(row)
        changes = line.changes if line is not None and not refusal and row.import_type != "skip" else None
        shown.append(
            {
                "number": number,
                "kind": "error" if refusal else row.import_type,
                "title": cells.get("title", ""),
                "public_id": cells.get("id", ""),
                "refusal": refusal,
                "summary": summary_of(changes) if changes else "",
                "changes": changes,
            }
        )
    return shown


def counts_of(rows: list[dict]) -> dict[str, int]:
    return {kind: sum(row["kind"] == kind for row in rows) for kind in ("new", "update", "skip", "error")}
