"""What waits for review: a filter and a column that every kind of artifact has in its list."""

from django.contrib import admin
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from artifacts.models import RevisionInfo


def newest_of(reference: str, field: str) -> Subquery:
    """A field of the newest revision of the artifact that a query's row refers to."""
    newest = RevisionInfo.objects.filter(artifact=OuterRef(reference)).order_by("-number")
    return Subquery(newest.values(field)[:1])


class PublishedFilter(admin.SimpleListFilter):
    title = _("review")
    parameter_name = "published"

    def lookups(self, request, model_admin):
        return [
            ("older", _("waits: newer than what readers see")),
            ("nothing", _("waits: never published")),
            ("newest", _("readers see the newest")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "nothing":
            return queryset.filter(artifact__publication__isnull=True)
        if self.value() in ("newest", "older"):
            published = queryset.filter(artifact__publication__isnull=False)
            same = {"artifact__publication__revision__number": F("newest")}
            return published.filter(**same) if self.value() == "newest" else published.exclude(**same)
        return queryset
