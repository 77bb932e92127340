"""Recent changes in the admin: every revision of the site, with filters; and the queue of what waits for review."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from artifacts.admin.filters import AltersFilter, AuthorFilter, ImportsFilter, TagFilter
from artifacts.admin.judging import Judging
from artifacts.admin.read_only import ReadOnlyAdmin
from artifacts.domain.accounts import name_of
from artifacts.models import ROWS, RevisionInfo
from artifacts.templatetags.artifact_html import growth, tag_words
from artifacts.views.changes import changed_words

# An import's summary names each of its repairs: the revision itself shows it whole.
LONGEST_SUMMARY = 200


@admin.register(RevisionInfo)
class RecentChanges(Judging, ReadOnlyAdmin):
    change_list_template = "admin/artifacts/changes.html"
    title = _("Recent changes")
    nothing = _("Nothing was saved yet.")
    ordering = ["-pk"]
    list_per_page = 50
    list_display = ["artifact_title", "revision", "written", "told"]
    list_display_links = None
    list_filter = [
        "review",
        "artifact__kind",
        ("artifact__wikipage__entity_type", admin.ChoicesFieldListFilter),
        AltersFilter,
        TagFilter,
        AuthorFilter,
        ImportsFilter,
        ("date", admin.DateFieldListFilter),
    ]
    search_fields = ["artifact__public_id", *(f"artifact__{row}__title" for row in ROWS.values()), "summary"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request):
        titled = Coalesce(*(F(f"artifact__{row}__title") for row in ROWS.values()))
        rows = super().get_queryset(request).select_related("artifact", "review_by").prefetch_related("tag_rows")
        seen = F("artifact__publication__revision__number")
        return rows.with_previous_size().annotate(title=titled, readers_see=seen)

    def get_list_display(self, request):
        shown = super().get_list_display(request)
        return [*shown[:2], "review_link" if self.has_judge_permission(request) else "reviewed", *shown[2:]]

    def menu(self, request) -> list[tuple[str, str]]:
        """The entries of the admin's menu, by name and address."""
        return [
            (_("Waiting for review"), reverse("admin:review_queue")),
            (_("Recent changes"), reverse("admin:artifacts_revisioninfo_changelist")),
        ]

    def site_urls(self) -> list:
        queue = WaitingForReview(self.model, self.admin_site)
        return [path("review/", self.admin_site.admin_view(queue.changelist_view), name="review_queue")]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": self.title, **(extra_context or {})})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A revision has an address of its own."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        info = self.get_object(request, object_id)
        return HttpResponseRedirect(info.get_absolute_url() if info else reverse("admin:review_queue"))

    @admin.display(description=_("artifact"))
    def artifact_title(self, info):
        link = format_html('<a href="{}">{}</a>', info.artifact.admin_url("history"), info.title)
        return format_html('{}<br><span class="quiet">{}</span>', link, info.artifact.public_id)

    @admin.display(description=_("revision"))
    def revision(self, info):
        """Its number, leading to what it changed, and the bytes that it added."""
        public_id, number = info.artifact.public_id, info.number
        compared = reverse("diff", args=[public_id, info.previous, number]) if info.previous else ""
        link = format_html('<a href="{}">{}</a>', compared or info.get_absolute_url(), number)
        return format_html('{}<br><span class="quiet when">{} B</span>', link, growth(info.size, info.previous_size))

    @admin.display(description=_("what"))
    def told(self, info):
        """The summary, then what it changed, then its tags."""
        badges = format_html_join(" ", '<span class="badge">{}</span>', ([tag_words(tag)] for tag in info.tags))
        changed = changed_words(info.changed) if info.previous else _("first revision")
        return format_html(
            '{}<br><span class="quiet">{}</span> {}',
            Truncator(info.summary or "–").chars(LONGEST_SUMMARY),
            changed,
            badges,
        )

    @admin.display(description=_("by"), ordering="author_name")
    def written(self, info):
        when = date_format(localtime(info.date), "j M Y, H:i")
        return format_html('{}<br><span class="quiet when">{}</span>', info.author_name, when)

    @admin.display(description=_("review"), ordering="review")
    def reviewed(self, info):
        if info.review_by is None:
            return info.get_review_display()
        return f"{info.get_review_display()}, {name_of(info.review_by)}"

    @admin.display(description=_("review"), ordering="review")
    def review_link(self, info):
        if info.review != RevisionInfo.Review.UNREVIEWED or info.removed:
            return self.reviewed(info)
        waits = info.readers_see is None or info.number > info.readers_see
        told = _("Review") if waits else info.get_review_display()
        return format_html('<a href="{}">{}</a>', info.artifact.admin_url("review", info.number), told)


class WaitingForReview(RecentChanges):
    """The queue, the oldest first; it stands at an address of its own, since a model has one list only."""

    title = _("Waiting for review")
    nothing = _("Nothing waits for review.")
    ordering = ["pk"]
    list_filter = RecentChanges.list_filter[1:]

    def get_queryset(self, request):
        return super().get_queryset(request).waiting()
