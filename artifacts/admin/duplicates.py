"""Possible duplicates in the admin: the queue, likeliest pair first, one pair compared, and the pairs judged."""

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from artifacts.admin.read_only import ReadOnlyAdmin
from artifacts.admin.views import page
from artifacts.domain.duplicates import judge_not_duplicate, look_for_duplicates, reopen
from artifacts.domain.pairs import shown_pairs
from artifacts.errors import ArtifactError
from artifacts.models import DuplicateCandidate, NotDuplicate, newest_of
from artifacts.representations.changes import compare_contents
from artifacts.representations.contents import content_of
from artifacts.templatetags.duplicates import REASONS
from artifacts.views.changes import shown_changes


class RuleFilter(admin.SimpleListFilter):
    title = _("reason")
    parameter_name = "rule"

    def lookups(self, request, model_admin):
        return [(rule, name) for rule, (name, _sentence) in REASONS.items()]

    def queryset(self, request, queryset):
        return queryset.found_by(self.value()) if self.value() in REASONS else queryset


class ArtifactFilter(admin.SimpleListFilter):
    """`?artifact=<artifact id>`, by which an artifact's history leads here; nothing to choose from otherwise."""

    title = _("artifact")
    parameter_name = "artifact"

    def lookups(self, request, model_admin):
        asked = request.GET.get(self.parameter_name)
        return [(asked, asked)] if asked else []

    def queryset(self, request, queryset):
        return queryset.of(self.value()) if self.value() else queryset


class PairAdmin(ReadOnlyAdmin):
    """Pairs on which those may act who may merge."""

    actions = None
    search_fields = ["first__public_id", "second__public_id"]

    def posted(self, route: str, verb: str, view):
        """The path of a view that acts."""

        def acting(request, **kwargs):
            if not self.may_merge(request):
                raise PermissionDenied
            return view(request, **kwargs)

        name = f"{self.opts.app_label}_{self.opts.model_name}_{verb}"
        return path(route, self.admin_site.admin_view(require_POST(acting)), name=name)

    def has_view_permission(self, request, obj=None):
        """A pair shows drafts."""
        return super().has_view_permission(request, obj) and request.user.has_perm("artifacts.view_artifact")

    def may_merge(self, request) -> bool:
        return request.user.has_perm("artifacts.merge_artifact")


@admin.register(DuplicateCandidate)
class DuplicateQueue(PairAdmin):
    change_list_template = "admin/artifacts/duplicates.html"
    list_display = ["score"]
    list_filter = ["first__kind", RuleFilter, ArtifactFilter]
    list_per_page = 10
    list_max_show_all = 0
    sortable_by = ()

    def get_urls(self):
        return [
            self.posted("look/", "look", self.look_view),
            self.posted("<int:pk>/judge/", "judge", self.judge_view),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        return super().get_queryset(request).open()

    def changelist_view(self, request, extra_context=None):
        context = {"may_merge": self.may_merge(request)}
        response = super().changelist_view(request, context | (extra_context or {}))
        if isinstance(response, TemplateResponse) and "cl" in response.context_data:
            pairs = shown_pairs(response.context_data["cl"].result_list)
            following = [pair.candidate.pk for pair in pairs[1:]] + [""]
            response.context_data["pairs"] = list(zip(pairs, following, strict=False))
        return response

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One pair with its texts compared, from the one to be merged away to the one to be kept."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        candidate = self.get_object(request, object_id)
        if candidate is None:
            return self.settled_meanwhile(request)
        (pair,) = shown_pairs([candidate])
        changes = compare_contents(content_of(pair.source.artifact), content_of(pair.target.artifact))
        context = {
            "title": gettext("Possible duplicate"),
            "preserved_filters": self.get_preserved_filters(request),
            "may_merge": self.may_merge(request),
            "pair": pair,
            **shown_changes(changes),
        }
        return page(self, request, "admin/artifacts/duplicate.html", context)

    def judge_view(self, request, pk):
        candidate = DuplicateCandidate.objects.filter(pk=pk).select_related("first", "second").first()
        if candidate is None:
            return self.settled_meanwhile(request)
        try:
            judge_not_duplicate(candidate.first, candidate.second, by=request.user, why=request.POST.get("why", ""))
            messages.success(request, gettext("Remembered: %s are no duplicates.") % candidate)
        except ArtifactError as error:
            messages.error(request, error.sentence)
        following = request.POST.get("next", "")
        return self.back_to_queue(request, f"#pair-{following}" if following.isdecimal() else "")

    def look_view(self, request):
        look_for_duplicates.enqueue()
        messages.info(request, gettext("SciDEX looks for duplicates in the background: reload this page in a while."))
        return self.back_to_queue(request)

    def settled_meanwhile(self, request):
        messages.warning(request, gettext("Somebody has judged or merged that pair meanwhile."))
        return self.back_to_queue(request)

    def back_to_queue(self, request, fragment: str = ""):
        """The queue as it was filtered before."""
        queue = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        filters = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return HttpResponseRedirect(add_preserved_filters(filters, queue) + fragment)


@admin.register(NotDuplicate)
class JudgedPairs(PairAdmin):
    list_display = ["pair", "why", "by", "at", "unchanged"]
    list_select_related = ["first", "second", "by"]
    fields = ["first", "second", "why", "by", "at"]
    ordering = ["-at", "-pk"]

    class Media:
        css = {"all": ["duplicates.css"]}

    def get_urls(self):
        return [self.posted("<int:pk>/reopen/", "reopen", self.reopen_view), *super().get_urls()]

    def get_list_display(self, request):
        return [*self.list_display, *(["reopening"] if self.may_merge(request) else [])]

    def get_queryset(self, request):
        now = {f"{side}_now": newest_of(side, "content_sha256") for side in ("first", "second")}
        return super().get_queryset(request).annotate(**now)

    @admin.display(description=_("pair"))
    def pair(self, judgement):
        return str(judgement)

    @admin.display(description=_("unchanged since"), boolean=True)
    def unchanged(self, judgement):
        """Whether the pair stays out of the queue."""
        return (judgement.first_sha256, judgement.second_sha256) == (judgement.first_now, judgement.second_now)

    @admin.display(description=_("take back"))
    def reopening(self, judgement):
        # The list stands in a form with a token already.
        address = reverse("admin:artifacts_notduplicate_reopen", args=[judgement.pk])
        return format_html('<button class="button" formaction="{}">{}</button>', address, gettext("Re-open"))

    def reopen_view(self, request, pk):
        judgement = NotDuplicate.objects.filter(pk=pk).select_related("first", "second").first()
        try:
            if judgement is not None:
                candidate = reopen(judgement, by=request.user)
                messages.success(request, gettext("The pair waits again: %s.") % candidate)
                return HttpResponseRedirect(reverse("admin:artifacts_duplicatecandidate_change", args=[candidate.pk]))
            messages.warning(request, gettext("Somebody has re-opened that pair meanwhile."))
        except ArtifactError as error:
            messages.error(request, error.sentence)
        return HttpResponseRedirect(reverse("admin:artifacts_notduplicate_changelist"))
