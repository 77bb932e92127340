"""What waits for review: a filter and a column that every kind of artifact has in its list."""

from django.contrib import admin
from django.db.models import F, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from artifacts.models import RevisionInfo

# The kinds of artifact whose model is named otherwise.
MODELS = {"page": "wikipage"}


def newest_of(reference: str, field: str) -> Subquery:
    """A field of the newest revision of the artifact that a query's row refers to."""
    newest = RevisionInfo.objects.filter(artifact=OuterRef(reference)).order_by("-number")
    return Subquery(newest.values(field)[:1])


def admin_address(verb: str, artifact, *arguments) -> str:
    """Where an artifact's admin does something: `admin_address("review", artifact, 3)`."""
    return reverse(f"admin:artifacts_{MODELS.get(artifact.kind, artifact.kind)}_{verb}", args=[artifact.pk, *arguments])


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
