"""Drafts in the admin, to be read: what waits beside the revisions, an import's proposals above all."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from artifacts.admin.read_only import ReadOnlyAdmin
from artifacts.models import Draft
from artifacts.representations.exchange import Exchanged, write_artifact, write_references


@admin.register(Draft)
class DraftAdmin(ReadOnlyAdmin):
    list_display = ["artifact", "kind", "base_number", "batch", "user", "at"]
    list_filter = ["kind"]
    list_select_related = ["artifact", "batch", "user"]
    search_fields = ["artifact__public_id"]
    fields = ["artifact", "kind", "base_number", "batch", "user", "at", "text"]

    @admin.display(description=_("text"))
    def text(self, draft):
        """The draft as a file of the exchange format."""
        content = {field: value for field, value in draft.document.items() if field not in ("id", "state")}
        exchanged = Exchanged(draft.artifact.public_id if draft.artifact else "", (), content)
        written = write_references([exchanged]) if content["kind"] == "reference" else write_artifact(exchanged)
        return format_html('<pre class="draft">{}</pre>', written)
