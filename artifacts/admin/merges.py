"""The ledger of merges in the admin: who folded what into what, and why; and each taken back from here."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from artifacts.admin.merging import RULES, SIDES, check_bases, choices_of
from artifacts.admin.read_only import ReadOnlyAdmin
from artifacts.admin.views import page
from artifacts.domain.accounts import name_of
from artifacts.domain.merge import waiting
from artifacts.domain.publish import may_publish_own
from artifacts.domain.unmerge import plan_unmerge, unmerge, why_not
from artifacts.errors import ArtifactError
from artifacts.models import Merge
from artifacts.representations.changes import item_text
from artifacts.templatetags.artifact_html import words
from artifacts.views.changes import shown_changes

# Who can have what changed since a merge (`representations.unfolding`).
OPTIONS = {
    "target": gettext_lazy("Keep on %(target)s"),
    "source": gettext_lazy("Give to %(source)s"),
    "both": gettext_lazy("Both"),
}


class StandingFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [("1", _("standing")), ("0", _("taken back"))]

    def queryset(self, request, queryset):
        return queryset.filter(undone_at__isnull=self.value() == "1") if self.value() in ("0", "1") else queryset


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin):
    list_display = ["pair", "reversible", "merged_at", "by", "reason", "taken_back"]
    list_filter = [StandingFilter, "source__kind"]
    search_fields = ["source__public_id", "target__public_id", "reason"]
    list_select_related = ["source", "target__merged_into", "by", "undone_by", "target_before", "target_after"]
    date_hierarchy = "at"
    fields = [*list_display, "source", "target", "source_before", "source_after", "target_before", "target_after"]
    fields += ["target_parted", "decided"]
    readonly_fields = ["pair", "merged_at", "taken_back", "reversible", "decided"]
    show_full_result_count = False

    def get_urls(self):
        view = self.admin_site.admin_view(self.unmerge_view)
        return [path("<int:pk>/unmerge/", view, name="artifacts_merge_unmerge"), *super().get_urls()]

    @admin.display(description=gettext_lazy("merge"), ordering="pk")
    def pair(self, merge):
        return str(merge)

    @admin.display(description=gettext_lazy("at"), ordering="at")
    def merged_at(self, merge):
        return date_format(localtime(merge.at), "j M Y, H:i")

    @admin.display(description=gettext_lazy("taken back"))
    def taken_back(self, merge):
        if merge.undone_at is None:
            return "–"
        date = date_format(localtime(merge.undone_at), "j M Y, H:i")
        return _("%(date)s by %(name)s") % {"date": date, "name": name_of(merge.undone_by)}

    @admin.display(description=gettext_lazy("can it be taken back?"))
    def reversible(self, merge):
        refusal = why_not(merge)
        if refusal is not None:
            return refusal.sentence
        address = reverse("admin:artifacts_merge_unmerge", args=[merge.pk])
        return format_html('<a href="{}">{}</a>', address, _("Yes: take it back …"))

    @admin.display(description=gettext_lazy("what was decided"))
    def decided(self, merge):
        lines = [decision_words(**item) for item in merge.decisions.get("items", [])]
        renamed = merge.decisions.get("citekeys", {}).get("renamed", {})
        lines += [f"[@{old}] → [@{new}]" for old, new in renamed.items()]
        return format_html('<pre class="draft">{}</pre>', "\n".join(lines) or "–")

    def unmerge_view(self, request, pk):
        """The plan of taking a merge back, with what changed since to be given to either side; done by POST."""
        if not request.user.has_perm("artifacts.merge_artifact"):
            raise PermissionDenied
        merge = Merge.objects.with_all().filter(pk=pk).first()
        if merge is None:
            raise Http404(_("There is no such merge."))
        try:
            plan = plan_unmerge(merge, choices_of(request.POST))
        except ArtifactError as error:
            messages.error(request, error.sentence)
            return HttpResponseRedirect(reverse("admin:artifacts_merge_changelist"))
        if "_unmerge" in request.POST or "_publish" in request.POST:
            try:
                return self.unmerge(request, plan)
            except ArtifactError as error:
                messages.error(request, error.sentence)
                plan = plan_unmerge(merge, choices_of(request.POST))
        return self.planned(request, plan)

    def unmerge(self, request, plan):
        check_bases(plan, request.POST)
        unmerge(
            plan,
            by=request.user,
            why=request.POST.get("why", ""),
            publishing="_publish" in request.POST and may_publish_own(request.user),
            include_unreviewed="include_unreviewed" in request.POST,
            judging=True,
        )
        sides = (plan.source, plan.target)
        links = [format_html('<a href="{}">{}</a>', side.admin_url("history"), side.public_id) for side in sides]
        messages.success(request, format_html(_("Done: {} and {} are two again."), *links))
        return HttpResponseRedirect(reverse("admin:artifacts_merge_changelist"))

    def planned(self, request, plan):
        ids = {"source": plan.source.public_id, "target": plan.target.public_id}
        context = {
            "title": _("Take back the merge of %s") % plan.source.public_id,
            "plan": plan,
            "changes_since": [
                {
                    "place": place,
                    "change": change,
                    "merged": item_text(change.key.part, change.merged),
                    "now": item_text(change.key.part, change.now),
                    "options": [(side, OPTIONS[side] % ids) for side in OPTIONS],
                }
                for place, change in enumerate(plan.unfolded.changes)
            ],
            "target_shown": shown_changes(plan.target_changes),
            "source_shown": shown_changes(plan.source_changes),
            "unreviewed": waiting(plan, by=request.user),
            "include_unreviewed": "include_unreviewed" in request.POST,
            "may_publish": may_publish_own(request.user),
            "why": request.POST.get("why", ""),
        }
        return page(self, request, "admin/artifacts/unmerge.html", context)


def decision_words(part: str, name: str, side: str, rule: str) -> str:
    """What was decided of one item of a merge, in the words of its plan."""
    where = f"{capfirst(words(part))}: {name}" if name else capfirst(words(part))
    return f"{where} – {SIDES.get(side, side)} ({RULES.get(rule, rule)})"
