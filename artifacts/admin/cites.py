"""The filter of pages by a work that they cite, as the work's own form leads to it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from artifacts.domain.citing import citations_of
from artifacts.models import Artifact
from artifacts.views.finding import row_key


class CitesFilter(admin.SimpleListFilter):
    """Offers nothing to choose from, a library being too large for it; it names what is chosen, and takes it away."""

    title = _("work that is cited")
    parameter_name = "cites"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        key = row_key(self.value() or "")
        references = Artifact.objects.filter(kind=Artifact.Kind.REFERENCE).select_related("reference")
        self.reference = references.filter(pk=key).first() if key is not None else None

    def lookups(self, request, model_admin):
        return ()

    def has_output(self):
        return self.value() is not None

    def choices(self, changelist):
        yield {"selected": False, "query_string": changelist.get_query_string(remove=["cites"]), "display": _("All")}
        named = self.reference.row if self.reference else _("an unknown work")
        yield {"selected": True, "query_string": changelist.get_query_string(), "display": named}

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return (
            queryset.filter(pk__in=citations_of(self.reference).values("page")) if self.reference else queryset.none()
        )
