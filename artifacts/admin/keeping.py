"""What staff decide about keeping one revision: give it a name, or suppress its text for privacy or copyright."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from artifacts.admin.views import ArtifactViews, page
from artifacts.domain.naming import name_revision
from artifacts.domain.suppress import check_unused, suppress
from artifacts.errors import ArtifactError
from artifacts.forms import SuppressForm


class KeepingViews(ArtifactViews):
    def numbered_views(self) -> dict:
        return super().numbered_views() | {"name": require_POST(self.name_view), "suppress": self.suppress_view}

    def name_view(self, request, object_id, number):
        row = self.allowed(request, object_id, "publish")
        revision, name = self.revision_of(row, number), request.POST.get("name")
        if name is None:
            raise Http404(_("There is no name in what was sent."))
        if name.strip():
            done = _("Revision %(number)d is named “%(name)s”, and is never pruned.") % {"number": number, "name": name}
        else:
            done = _("Revision %d has no name.") % number
        return self.do(request, row, done, lambda: name_revision(revision, name, by=request.user))

    def suppress_view(self, request, object_id, number):
        """What suppressing does, then a reason and a tick; nothing is done before both are given."""
        row = self.allowed(request, object_id, "suppress")
        revision = self.revision_of(row, number)
        try:
            check_unused(revision)
        except ArtifactError as error:
            return self.refused(request, row, error)
        form = SuppressForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            done = _("The text of revision %d is suppressed.") % number
            return self.do(request, row, done, lambda: suppress(revision, by=request.user, reason=reason))
        context = {
            "title": _("Suppress the text of revision %d") % number,
            "object": row,
            "revision": revision,
            "form": form,
            "history_url": row.artifact.admin_url("history"),
        }
        return page(self, request, "admin/artifacts/suppress.html", context)
