"""The citation bench in the admin: citekeys that lead to no work yet, and what they are to stand for, seen first."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from artifacts.admin.read_only import ReadOnlyAdmin
from artifacts.admin.views import page
from artifacts.domain.bench import (
    MOST,
    places_of,
    plan_resolution,
    resolve,
    waiting_keys,
    work_named,
    works_elsewhere,
)
from artifacts.domain.lookup import lookups_on
from artifacts.domain.publish import may_publish_own
from artifacts.domain.suggesting import suggestions_for
from artifacts.errors import ArtifactError, ContentError
from artifacts.models import Artifact, Citation, Reference
from artifacts.text.citekey_names import identifier_in
from artifacts.views.finding import row_key

MAY_RESOLVE = ("artifacts.change_wikipage", "artifacts.change_citation", "artifacts.view_artifact")
PER_PAGE = 25
# How many of the pages that use a key are shown with it in the list.
SHOWN = 2


class WorkForm(forms.Form):
    """What a citekey is to stand for: one that is suggested, one that is searched for, or one that is named."""

    work = forms.ModelChoiceField(Reference.objects.none(), required=False)
    named = forms.CharField(
        label=gettext_lazy("Or its DOI, PMID, PMCID or id"), required=False, max_length=500, strip=True
    )

    def __init__(self, admin_site, *args, **kwargs):
        super().__init__(*args, **kwargs)
        active = Reference.objects.filter(artifact__state=Artifact.State.ACTIVE).select_related("artifact")
        searched = AutocompleteSelect(Citation._meta.get_field("reference"), admin_site)
        self.fields["work"].queryset = active
        self.fields["searched"] = forms.ModelChoiceField(
            active, required=False, widget=searched, label=gettext_lazy("Another work of the library")
        )
        self.order_fields(["work", "searched", "named"])

    def clean(self):
        """The work: what was typed goes before what was searched, and that before what was suggested."""
        cleaned = super().clean()
        try:
            work = work_named(cleaned["named"]) if cleaned.get("named") else None
        except ArtifactError as error:
            raise forms.ValidationError({"named": error.sentence}) from error
        cleaned["chosen"] = work or cleaned.get("searched") or cleaned.get("work")
        if cleaned["chosen"] is None:
            raise forms.ValidationError(_("Choose the work that the key stands for."))
        return cleaned


@admin.register(Citation)
class CitationBench(ReadOnlyAdmin):
    """For those who may change pages; each page is saved by the verb that the page's own form uses."""

    def menu(self, request) -> list[tuple[str, str]]:
        return [(_("Citation bench"), reverse("admin:artifacts_citation_changelist"))]

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perms(MAY_RESOLVE)

    def get_urls(self):
        pages = (("", "changelist", self.changelist_view), ("key/", "key", self.key_view))
        return [
            path(route, self.admin_site.admin_view(view), name=f"artifacts_citation_{name}")
            for route, name, view in pages
        ]

    def changelist_view(self, request, extra_context=None):
        self.check_permission(request)
        search = request.GET.get("q", "").strip().removeprefix("@")[:200]
        page_obj = Paginator(waiting_keys(search), PER_PAGE).get_page(request.GET.get("page"))
        waiting = list(page_obj.object_list)
        keys = [row["key"] for row in waiting]
        places, suggested = places_of(keys, most=SHOWN), suggestions_for(keys)
        lines = [
            {
                "key": row["key"],
                "pages": row["pages"],
                "more": row["pages"] - SHOWN,
                "places": places.get(row["key"], ()),
                "suggestions": suggested[row["key"]][:SHOWN],
                "url": address_on_bench(row["key"]),
            }
            for row in waiting
        ]
        context = {"title": _("Citation bench"), "search": search, "page_obj": page_obj, "lines": lines}
        return page(self, request, "admin/artifacts/bench.html", context)

    def key_view(self, request):
        """One key: where it stands, what it may stand for, what would be saved, and once that was seen what was."""
        self.check_permission(request)
        key = request.GET.get("key", "")
        posted = request.POST if request.method == "POST" else None
        form = WorkForm(self.admin_site, posted)
        if posted is not None and form.is_valid():
            try:
                if "_resolve" in posted:
                    return self.resolved(request, key, form.cleaned_data["chosen"])
                return self.planned(request, key, form.cleaned_data["chosen"])
            except ArtifactError as error:
                form.add_error(None, error.sentence)
        places = places_of([key], most=MOST).get(key, [])
        if not places:
            messages.info(request, _("No page waits for a work behind %s any more.") % key)
            return HttpResponseRedirect(reverse("admin:artifacts_citation_changelist"))
        suggestions, elsewhere = suggestions_for([key])[key], works_elsewhere(key)
        # Where nothing tells two works apart a person looks at each page first.
        sure = bool(suggestions) and suggestions[0].sure and len(elsewhere) < 2
        asked = (posted or request.GET).get("work", "")
        context = {
            "title": key,
            "key": key,
            "form": form,
            "url": address_on_bench(key),
            "places": places,
            "pages": waiting_keys().filter(key=key).first()["pages"],
            "uses": sum(place.count for place in places),
            "ticked": set(chosen_pages(request.POST)) if posted else {row.page.pk for row in places} if sure else set(),
            "suggestions": suggestions,
            "elsewhere": elsewhere,
            "chosen": row_key(asked) or (suggestions[0].reference.pk if sure else None),
            "identifier": identifier_in(key),
            "lookups_on": lookups_on(),
        }
        return page(self, request, "admin/artifacts/bench_key.html", context)

    def planned(self, request, key: str, work: Reference):
        pages = chosen_pages(request.POST)
        if not pages:
            raise ContentError(_("Tick the pages on which the key stands for this work."))
        cases = plan_resolution(key, work, pages)
        publication = getattr(work.artifact, "publication", None)
        context = {
            "title": _("%(key)s as %(work)s") % {"key": key, "work": work},
            "key": key,
            "work": work,
            "cases": cases,
            "published": publication is not None,
            "may_publish": may_publish_own(request.user),
            "public": sum(case.public for case in cases),
            "url": address_on_bench(key),
        }
        return page(self, request, "admin/artifacts/bench_plan.html", context)

    def resolved(self, request, key: str, work: Reference):
        """Do it, and tell page by page what became of it."""
        bases = {pk: row_key(request.POST.get(f"base-{pk}", "")) or 0 for pk in chosen_pages(request.POST)}
        outcomes = resolve(key, work, bases, by=request.user, publishing="_publish" in request.POST)
        context = {
            "title": _("%(key)s as %(work)s") % {"key": key, "work": work},
            "key": key,
            "work": work,
            "outcomes": outcomes,
            "done": sum(not outcome.refusal for outcome in outcomes),
            "left": waiting_keys().filter(key=key).first(),
            "url": address_on_bench(key),
        }
        return page(self, request, "admin/artifacts/bench_done.html", context)

    def check_permission(self, request) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied


def address_on_bench(key: str, **more) -> str:
    # In the query: a key may be a dot or two, which no path can end in.
    return f"{reverse('admin:artifacts_citation_key')}?{urlencode({'key': key, **more})}"


def chosen_pages(posted) -> list[int]:
    """The primary keys of the pages that were ticked, as far as they can be ones."""
    keys = (row_key(text) for text in posted.getlist("page")[:MOST])
    return [key for key in keys if key is not None]
