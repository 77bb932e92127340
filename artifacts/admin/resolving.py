"""Resolving citekeys of a page with the works of an imported file: shown as a plan, then one revision."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from artifacts.admin.views import ArtifactViews
from artifacts.domain.resolve import plan_resolve, works_for_keys
from artifacts.errors import ArtifactError
from artifacts.models import ReferenceFile


class ResolveViews(ArtifactViews):
    """Mixed into the admin of pages, in front of the views that show a plan and carry it out."""

    def numbered_views(self) -> dict:
        return super().numbered_views() | {"resolve": self.resolve_view}

    def resolve_view(self, request, object_id, number):
        """`number` is the file's; `item` names the citekeys to be resolved."""
        row = self.found(request, object_id)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        file = ReferenceFile.objects.filter(pk=number).first()
        if file is None:
            raise Http404(_("There is no such file."))
        data = request.POST if request.method == "POST" else request.GET
        items = data.getlist("item")
        works = {key: work for key, work in works_for_keys(row.artifact, file).items() if key in items}
        try:
            plan = plan_resolve(row.artifact, works)
            if request.method == "POST":
                if response := self.carry_out(request, row, plan):
                    return response
                plan = plan_resolve(row.artifact, works)
        except ArtifactError as error:
            return self.refused(request, row, error)
        context = {
            "title": _("Resolve citekeys"),
            "intro": _("What stands there now, and what will stand there:"),
            "note": data.get("note", ""),
            "items": items,
            "save_label": _("Resolve for review"),
            "publish_label": _("Resolve and publish"),
        }
        return self.planned(request, row, number, context, plan)
