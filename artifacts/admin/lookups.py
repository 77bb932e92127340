"""Look-ups in the admin: a reference completed, or a new one made, from what a service says, compared first."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from artifacts.admin.bench import address_on_bench
from artifacts.admin.revisions import shown_clashes
from artifacts.admin.views import ArtifactViews, page
from artifacts.domain.lookup import lookup, lookups_on
from artifacts.domain.lookup.taking import make_from, plan_taking, work_known
from artifacts.domain.lookup.verifying import SCHEMES, identifier_of
from artifacts.errors import ArtifactError, StateError
from artifacts.representations.styles import format_citation
from artifacts.text.lookup_identifiers import parse_lookup


class LookupViews(ArtifactViews):
    """Mixed into the admin of references. A service is asked by POST only: what it answers is remembered."""

    def views(self) -> dict:
        return super().views() | {"lookup": require_POST(self.lookup_view)}

    def get_urls(self):
        own = path("lookup/", self.admin_site.admin_view(self.new_lookup_view), name="artifacts_reference_new_lookup")
        return [own, *super().get_urls()]

    def lookup_view(self, request, object_id):
        """What a service says of the work beside what stands there; taken over once that was seen."""
        row = self.found(request, object_id)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        try:
            if not any(getattr(row, scheme) for scheme in SCHEMES):
                raise StateError(_("Give the reference its DOI, PMID or PMCID and save it: it is looked up by that."))
            identifier = identifier_of(row)
            found = lookup(identifier)
            if found is None:
                raise StateError(_("No service knows {asked}."), asked=identifier.value)
            plan = partial(plan_taking, row.artifact, found)
            planned, decisions = self.settled(plan, request.POST)
            if "base" in request.POST and "_preview" not in request.POST:
                if response := self.carry_out(request, row, planned):
                    return response
                planned, decisions = self.settled(plan, request.POST)
        except ArtifactError as error:
            messages.error(request, error.sentence)
            return self.back(row, "change")
        told = {"service": found.service, "asked": identifier.value}
        context = {
            "title": _("Fill in from %s") % found.service,
            "intro": _("What stands there now, and what will stand there by what %(service)s says of %(asked)s:")
            % told,
            "clashes": shown_clashes(planned.clashes, decisions),
            "clashes_title": _("%s says otherwise") % found.service,
            "theirs_label": _("Take what %s says") % found.service,
            "note": request.POST.get("note", ""),
            "save_label": _("Take over for review"),
            "publish_label": _("Take over and publish"),
        }
        return self.planned(request, row, planned.base, context, planned)

    def new_lookup_view(self, request):
        """A work by its identifier: looked up, shown, and then made a reference for review."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        asked = (request.POST if request.method == "POST" else request.GET).get("identifier", "").strip()[:500]
        # The citekey that waits for the work, where the bench asks for it.
        key = request.POST.get("key", "")[:200]
        context = {"title": _("Look up a work"), "asked": asked, "on": lookups_on(), "key": key}
        if request.method == "POST":
            try:
                found = lookup(parse_lookup(asked))
                if found is not None and "_make" in request.POST:
                    return self.made(request, found, key)
                context |= self.shown_work(found)
            except ArtifactError as error:
                context["refusal"] = error.sentence
        return page(self, request, "admin/artifacts/lookup.html", context)

    def made(self, request, found, key: str):
        artifact = make_from(found, by=request.user).revision.artifact
        messages.success(request, _("%s is a reference now; it waits for review.") % artifact.row)
        if key:
            return HttpResponseRedirect(address_on_bench(key, work=artifact.pk))
        return HttpResponseRedirect(artifact.admin_url("change"))

    def shown_work(self, found) -> dict:
        if found is None:
            return {"unknown": True}
        return {"found": found, "html": format_citation(found.csl, "ama"), "known": work_known(found)}
