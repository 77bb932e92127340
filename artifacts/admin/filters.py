"""Filters of the recent changes: who wrote a revision, how it came to be, and what kind of statement it alters."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from artifacts.models import RevisionInfo
from artifacts.templatetags.artifact_html import TAGS, tag_words
from artifacts.text.significance import KINDS

# How many authors are offered; the others are found by typing their name.
OFFERED = 200


class TagFilter(admin.SimpleListFilter):
    title = _("tag")
    parameter_name = "tag"

    def lookups(self, request, model_admin):
        return [(name, told) for name, told in TAGS.items() if name not in KINDS]

    def queryset(self, request, queryset):
        return queryset.tagged(self.value()) if self.value() else queryset


class AltersFilter(TagFilter):
    title = _("what it alters")
    parameter_name = "alters"

    def lookups(self, request, model_admin):
        return [(kind, tag_words(kind)) for kind in KINDS]


class ImportsFilter(admin.SimpleListFilter):
    title = _("imports")
    parameter_name = "imports"

    def lookups(self, request, model_admin):
        return [("no", _("without imports")), ("only", _("imports alone"))]

    def queryset(self, request, queryset):
        return queryset.filter(batch__isnull=self.value() == "no") if self.value() in ("no", "only") else queryset


class AuthorFilter(admin.SimpleListFilter):
    """A name to be typed, those who wrote something being offered: they may be many."""

    title = _("author")
    parameter_name = "author"
    template = "admin/artifacts/author_filter.html"

    def lookups(self, request, model_admin):
        wrote = Exists(RevisionInfo.objects.filter(author=OuterRef("pk")))
        authors = get_user_model().objects.filter(wrote).order_by("username")[:OFFERED]
        return [(author.get_username(), author.get_full_name()) for author in authors]

    def has_output(self):
        return True

    def choices(self, changelist):
        others = [(name, value) for name, value in changelist.params.items() if name != self.parameter_name]
        every = changelist.get_query_string(remove=[self.parameter_name])
        yield {"value": self.value() or "", "authors": self.lookup_choices, "others": others, "every": every}

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(Q(author__username=self.value()) | Q(author_name__icontains=self.value()))
