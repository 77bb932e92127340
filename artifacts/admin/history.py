"""History in the admin: the revisions of an artifact, and what staff do with one: publish, withdraw, put back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from artifacts.domain.duplicates import possible_duplicates
from artifacts.domain.publish import publish
from artifacts.domain.withdraw import put_back, withdraw
from artifacts.errors import ArtifactError, StaleSaveError
from artifacts.forms import ReasonForm
from artifacts.models import Merge
from artifacts.views.history import timeline


class HistoryViews:
    """Mixed into an artifact's ModelAdmin."""

    def get_urls(self):
        def name(verb):
            return f"{self.opts.app_label}_{self.opts.model_name}_{verb}"

        verbs = [
            path(f"<path:object_id>/{verb}/", self.admin_site.admin_view(require_POST(view)), name=name(verb))
            for verb, view in (
                ("publish", self.publish_view),
                ("withdraw", self.withdraw_view),
                ("put_back", self.put_back_view),
            )
        ]
        return verbs + super().get_urls()

    def found(self, request, object_id):
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404(_("There is no such artifact."))
        return row

    def history_view(self, request, object_id, extra_context=None):
        row = self.found(request, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        publication = getattr(row.artifact, "publication", None)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %s") % row,
            "opts": self.opts,
            "object": row,
            "artifact": row.artifact,
            "publication": publication,
            "newest": row.artifact.revisions.newest(),
            "reason_form": ReasonForm(),
            "may_publish": request.user.has_perm("artifacts.publish_artifact"),
            "proposals": row.artifact.proposals.select_related("batch"),
            "may_restore": request.user.has_perm("artifacts.restore_artifact"),
            "duplicates": possible_duplicates(row.artifact),
            "merges": Merge.objects.standing().filter(Q(source=row.artifact) | Q(target=row.artifact)).with_sides(),
            "may_merge": request.user.has_perm("artifacts.merge_artifact"),
            "may_withdraw": request.user.has_perm("artifacts.withdraw_artifact"),
            "may_suppress": request.user.has_perm("artifacts.suppress_artifact"),
            **timeline(row.artifact.revisions.with_previous_size(), request.GET, row.artifact),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/artifacts/history.html", context)

    def publish_view(self, request, object_id):
        row = self.allowed(request, object_id, "publish")
        try:
            number = int(request.POST.get("number", ""))
        except ValueError as error:
            raise Http404(_("There is no such revision.")) from error
        revision = row.artifact.revisions.filter(number=number).first()
        if revision is None:
            raise Http404(_("There is no such revision."))
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

    def allowed(self, request, object_id, verb: str):
        if not request.user.has_perm(f"artifacts.{verb}_artifact"):
            raise PermissionDenied
        return self.found(request, object_id)

    def do(self, request, row, done: str, verb):
        """Run a verb and tell how it went, back at the history."""
        try:
            verb()
            messages.success(request, done)
        except StaleSaveError:
            # Who planned something on top of an older revision is shown the plan anew.
            raise
        except ArtifactError as error:
            messages.error(request, error.sentence)
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[row.pk])
        )
