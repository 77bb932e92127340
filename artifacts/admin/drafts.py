"""Drafts in the admin, to be read: what waits beside the revisions, such as an import's proposals."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from artifacts.admin.read_only import ReadOnlyAdmin
from artifacts.domain.autosave import KIND, POSTED
from artifacts.models import ROWS, Draft
from artifacts.representations.exchange import Exchanged, write_artifact, write_references


@admin.register(Draft)
class DraftAdmin(ReadOnlyAdmin):
    list_display = ["artifact", "kind", "base_number", "batch", "user", "at"]
    list_filter = ["kind"]
    list_select_related = ["artifact", "batch", "user"]
    search_fields = ["artifact__public_id"]
    fields = ["artifact", "kind", "base_number", "batch", "user", "at", "note", "text"]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def on_index(self, request) -> dict:
        """The texts that a reviewer returned to who asks, and those that they typed and did not save."""
        rows = [f"artifact__{row}" for row in ROWS.values()]
        unsaved = Draft.objects.unsaved_of(request.user).select_related(*rows)
        drafts = Draft.objects.returned_to(request.user).select_related(*rows)
        told = [(draft, draft.artifact.row, draft.artifact.admin_url("returned", draft.pk)) for draft in drafts]
        return {"returned": told, "unsaved": [(draft, *_place_of(draft)) for draft in unsaved]}

    @admin.display(description=_("text"))
    def text(self, draft):
        """The draft as a file of the exchange format; what was typed into a form field by field."""
        if draft.kind == Draft.Kind.AUTOSAVE:
            fields = (
                f"{name}: {value}" for name, values in draft.document[POSTED].items() for value in values if value
            )
            return format_html('<pre class="draft">{}</pre>', "\n".join(fields))
        content = {field: value for field, value in draft.document.items() if field not in ("id", "state")}
        exchanged = Exchanged(draft.artifact.public_id if draft.artifact else "", (), content)
        written = write_references([exchanged]) if content["kind"] == "reference" else write_artifact(exchanged)
        return format_html('<pre class="draft">{}</pre>', written)


def _place_of(draft: Draft) -> tuple[str, str]:
    """What an unsaved text is of, and where its writer goes on with it."""
    if draft.kind == Draft.Kind.CONFLICT:
        return str(draft.artifact.row), draft.artifact.admin_url("conflict", draft.pk)
    if draft.artifact is not None:
        return str(draft.artifact.row), f"{draft.artifact.admin_url('change')}?restore=1"
    model = draft.document[KIND]
    return _("a new one"), f"{reverse(f'admin:artifacts_{model}_add')}?restore=1"
