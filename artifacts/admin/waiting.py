"""What waits for review: a filter that every kind of artifact has in its list."""

from django.contrib import admin
from django.db.models import F
from django.utils.translation import gettext_lazy as _


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
