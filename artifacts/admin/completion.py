"""Completion in the admin: JSON for what an editor types, and the reference that is made while citing."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from artifacts.admin.views import number_in
from artifacts.domain.completion import Work, suggest_targets, suggest_works, work_of
from artifacts.domain.new_works import make_work
from artifacts.errors import ArtifactError
from artifacts.models import Reference
from artifacts.text.identifiers import find_identifier

LONGEST_TERM = 300
NEW_WORK = ("identifier", "title", "authors", "year")


class CompletionViews:
    """Mixed into an artifact's admin: the site's addresses under `complete/`."""

    def site_urls(self) -> list:
        views = {"works": require_safe(self.works_view), "targets": require_safe(self.targets_view)}
        views["new_work"] = require_POST(self.new_work_view)
        return [
            path(f"complete/{name}/", self.admin_site.admin_view(view), name=f"complete_{name}")
            for name, view in views.items()
        ]

    def works_view(self, request):
        """`?term=…&page=<pk>`: the works, and the identifier where the term is one that no record has."""
        self.refuse_without(request, "artifacts.view_reference")
        term = term_of(request)
        works = suggest_works(term, number_in(request.GET, "page"))
        identifier = find_identifier(term)
        may_make = request.user.has_perm("artifacts.add_reference")
        new = identifier.key if identifier and may_make and not works else ""
        return JsonResponse({"results": [told_work(work) for work in works], "new": new})

    def targets_view(self, request):
        self.refuse_without(request, "artifacts.view_wikipage")
        return JsonResponse({"results": [target._asdict() for target in suggest_targets(term_of(request))]})

    def new_work_view(self, request):
        self.refuse_without(request, "artifacts.add_reference")
        given = {name: request.POST.get(name, "") for name in NEW_WORK}
        try:
            work = work_of(make_work(given.pop("identifier"), by=request.user, **given))
        except ArtifactError as error:
            return JsonResponse({"error": error.sentence}, status=400)
        return JsonResponse(told_work(work))

    def refuse_without(self, request, permission: str) -> None:
        if not request.user.has_perm(permission):
            raise PermissionDenied


def term_of(request) -> str:
    return request.GET.get("term", "")[:LONGEST_TERM]


def told_work(work: Work) -> dict:
    # Words for what a reader ought to be warned of; what is in order needs none.
    warned = work.status in Reference.WARNED
    return work._asdict() | {"warning": str(Reference.Status(work.status).label) if warned else ""}
