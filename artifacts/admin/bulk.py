"""Bulk actions of the lists: choose, see what would become of each, do it, and read what was done and skipped."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from artifacts.admin.bulk_forms import BulkForm, FixForm, PublishForm, TagForm, TypeForm, WithdrawForm
from artifacts.admin.views import page
from artifacts.domain.bulk import VERBS, Case, Outcome, bases_of, plan_bulk, run_bulk
from artifacts.domain.bulk_jobs import AT_ONCE, enqueue_bulk, progress_of
from artifacts.models import PageTag
from artifacts.views.changes import shown_changes

# So many of a plan are shown; of a report those that were skipped are shown first.
MOST_SHOWN = 50
MOST_REPORTED = 500
MOST_CHOSEN = 50_000
MOST_TAGS = 200


@dataclass(frozen=True)
class Action:
    """How a bulk verb is offered, what it asks, and what becomes of an artifact whose text stays."""

    title: str
    form: type[BulkForm] = BulkForm
    told: str = ""
    danger: bool = False


ACTIONS = {
    "publish": Action(gettext_lazy("Publish the newest revision"), PublishForm, gettext_lazy("Readers see it.")),
    "fix": Action(gettext_lazy("Apply the safe fixes"), FixForm),
    "set_type": Action(gettext_lazy("Set the type"), TypeForm),
    "add_tag": Action(gettext_lazy("Add a tag"), TagForm),
    "remove_tag": Action(gettext_lazy("Remove a tag"), TagForm),
    "withdraw": Action(
        gettext_lazy("Withdraw"), WithdrawForm, gettext_lazy("Its addresses answer with the reason alone."), danger=True
    ),
}


class BulkViews:
    """Mixed into an artifact's ModelAdmin, whose `kind` says what its list holds."""

    def get_actions(self, request):
        actions = super().get_actions(request)
        offered = {f"{name}_selected": (ask, f"{name}_selected", ACTIONS[name].title) for name in self.verbs(request)}
        if request.user.has_perm("artifacts.merge_artifact"):
            offered["merge_selected"] = (merge_selected, "merge_selected", _("Merge two"))
        return actions | offered

    def verbs(self, request) -> list[str]:
        """The bulk verbs that whoever asks may do to this kind."""
        return [name for name in ACTIONS if self.kind in VERBS[name].kinds and self.may_do(request, name)]

    def may_do(self, request, name: str) -> bool:
        return request.user.has_perm(VERBS[name].permission)

    def get_urls(self):
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path("bulk/<slug:verb>/", self.admin_site.admin_view(require_POST(self.bulk_view)), name=f"{prefix}_bulk"),
            path("bulk/report/<slug:job>/", self.admin_site.admin_view(self.report_view), name=f"{prefix}_bulk_report"),
        ]
        return own + super().get_urls()

    def bulk_view(self, request, verb):
        """Show the plan with what was asked, or carry it out once it was seen."""
        if verb not in ACTIONS or not self.may_do(request, verb) or self.kind not in VERBS[verb].kinds:
            raise PermissionDenied
        bases = read_bases(request.POST.get("bases", ""))
        form = ACTIONS[verb].form(request.POST, user=request.user)
        if "confirmed" not in request.POST or not form.is_valid():
            return self.planned_bulk(request, verb, bases, form)
        if len(bases) > AT_ONCE:
            job = enqueue_bulk(verb, bases, form.cleaned_data, by=request.user)
            return HttpResponseRedirect(reverse(f"admin:artifacts_{self.opts.model_name}_bulk_report", args=[job]))
        return self.reported(request, verb, list(run_bulk(verb, bases, form.cleaned_data, by=request.user)))

    def planned_bulk(self, request, verb: str, bases: list[tuple[int, int]], form: BulkForm):
        cases = []
        asked = not form.is_bound or not form.is_valid()
        if not asked:
            cases = plan_bulk(verb, bases[:MOST_SHOWN], form.cleaned_data, by=request.user)
        action = ACTIONS[verb]
        context = {
            "title": action.title,
            "verb": verb,
            "action": action,
            "form": form,
            "bases": " ".join(f"{pk}:{base}" for pk, base in bases),
            "count": len(bases),
            "asked": asked,
            "cases": [shown_case(case, action) for case in cases],
            "possible": len(bases) > MOST_SHOWN or any(not case.refusal for case in cases),
            "more": max(0, len(bases) - MOST_SHOWN),
            "later": len(bases) > AT_ONCE,
            "tags": PageTag.objects.order_by("name").values_list("name", flat=True).distinct()[:MOST_TAGS],
        }
        return page(self, request, "admin/artifacts/bulk.html", context)

    def report_view(self, request, job):
        progress = progress_of(job, by=request.user)
        if progress is None:
            raise Http404(_("There is no such report."))
        return self.reported(request, progress.verb, progress.outcomes, progress)

    def reported(self, request, verb: str, outcomes: list[Outcome], progress=None):
        skipped = [outcome for outcome in outcomes if not outcome.done]
        done = [outcome for outcome in outcomes if outcome.done]
        shown = [*skipped, *done][:MOST_REPORTED]
        context = {
            "title": _("Report: %s") % ACTIONS[verb].title,
            "done": len(done),
            "skipped": len(skipped),
            "progress": progress,
            "outcomes": [(outcome, self.address_of(outcome)) for outcome in shown],
            "more": len(outcomes) - len(shown),
        }
        return page(self, request, "admin/artifacts/bulk_report.html", context)

    def address_of(self, outcome: Outcome) -> str:
        return reverse(f"admin:artifacts_{self.opts.model_name}_history", args=[outcome.pk])


def ask(model_admin, request, queryset):
    """The action of a list: the plan for what was chosen, on one page or on all of them."""
    verb = request.POST["action"].removesuffix("_selected")
    bases = bases_of(queryset.order_by().values("pk"))
    if len(bases) > MOST_CHOSEN:
        messages.error(request, _("Choose at most %d at once.") % MOST_CHOSEN)
        return None
    form_class = ACTIONS[verb].form
    # What asks nothing that must be answered can be shown at once.
    optional = not any(field.required for field in form_class.base_fields.values())
    form = form_class({} if optional else None, user=request.user)
    return model_admin.planned_bulk(request, verb, bases, form)


def merge_selected(model_admin, request, queryset):
    """Lead to the plan of merging two: what readers see is kept, else what was there first."""
    chosen = list(queryset.order_by("pk").select_related("artifact__publication").defer(*PARTS)[:3])
    if len(chosen) != 2:
        messages.error(request, _("Choose the two that are to be merged."))
        return None
    target, source = sorted(
        (row.artifact for row in chosen), key=lambda artifact: (not hasattr(artifact, "publication"), artifact.pk)
    )
    return HttpResponseRedirect(f"{target.admin_url('merge')}?source={source.public_id}")


PARTS = tuple(f"artifact__publication__{field}" for field in ("parts", "summary"))


def read_bases(text: str) -> list[tuple[int, int]]:
    """`12:3 15:2` as artifacts' primary keys and revision numbers; 404 for what no plan of ours wrote."""
    bases = []
    for pair in text.split()[:MOST_CHOSEN]:
        pk, _colon, base = pair.partition(":")
        if not (pk.isascii() and pk.isdecimal() and base.isascii() and base.isdecimal() and len(pair) < 28):
            raise Http404(_("There is no such plan."))
        bases.append((int(pk), int(base)))
    return bases


def shown_case(case: Case, action: Action) -> tuple[Case, str, dict, str]:
    """A case with what becomes of it, in words and as a comparison, and where its history is."""
    shown = shown_changes(case.changes) if case.changes else {}
    return case, shown.get("summary", action.told), shown, case.artifact.admin_url("history")
