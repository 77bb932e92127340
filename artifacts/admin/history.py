"""History in the admin: the revisions of an artifact, and what staff do with one: publish, withdraw, put back."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from artifacts.admin.views import ArtifactViews, page
from artifacts.domain.duplicates import possible_duplicates
from artifacts.domain.publish import publish
from artifacts.domain.withdraw import put_back, withdraw
from artifacts.forms import ReasonForm
from artifacts.models import Merge
from artifacts.views.history import timeline


class HistoryViews(ArtifactViews):
    def views(self) -> dict:
        return super().views() | {
            "publish": require_POST(self.publish_view),
            "withdraw": require_POST(self.withdraw_view),
            "put_back": require_POST(self.put_back_view),
        }

    def history_view(self, request, object_id, extra_context=None):
        row = self.found(request, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        publication = getattr(row.artifact, "publication", None)
        context = {
            "title": _("History: %s") % row,
            "object": row,
            "artifact": row.artifact,
            "publication": publication,
            "newest": row.artifact.revisions.newest(),
            "reason_form": ReasonForm(),
            "may_publish": request.user.has_perm("artifacts.publish_artifact"),
            "returned": row.artifact.drafts.returned_to(request.user),
            "proposals": row.artifact.proposals.select_related("batch"),
            "may_restore": request.user.has_perm("artifacts.restore_artifact"),
            "duplicates": possible_duplicates(row.artifact),
            "merges": Merge.objects.standing().filter(Q(source=row.artifact) | Q(target=row.artifact)).with_sides(),
            "may_merge": request.user.has_perm("artifacts.merge_artifact"),
            "may_withdraw": request.user.has_perm("artifacts.withdraw_artifact"),
            "may_suppress": request.user.has_perm("artifacts.suppress_artifact"),
            **timeline(row.artifact.revisions.with_previous_size(), request.GET, row.artifact),
        }
        return page(self, request, "admin/artifacts/history.html", context)

    def publish_view(self, request, object_id):
        row = self.allowed(request, object_id, "publish")
        try:
            number = int(request.POST.get("number", ""))
        except ValueError as error:
            raise Http404(_("There is no such revision.")) from error
        revision = self.revision_of(row, number)
        done = _("Readers now see revision %d.") % number
        note = request.POST.get("note", "")
        return self.do(request, row, done, lambda: publish(revision, by=request.user, note=note))

    def withdraw_view(self, request, object_id):
        row = self.allowed(request, object_id, "withdraw")
        reason = request.POST.get("reason", "")
        done = _("%s is withdrawn: readers are told so, with the reason.") % row
        return self.do(request, row, done, lambda: withdraw(row.artifact, by=request.user, reason=reason))

    def put_back_view(self, request, object_id):
        row = self.allowed(request, object_id, "withdraw")
        reason = request.POST.get("reason", "")
        return self.do(
            request, row, _("%s is back.") % row, lambda: put_back(row.artifact, by=request.user, reason=reason)
        )
