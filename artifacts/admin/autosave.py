"""Autosave in the admin: a form is kept while it is typed, and offered again to who comes back to it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from artifacts.admin.views import ArtifactViews, number_in
from artifacts.domain.autosave import POSTED, forget_posted, keep_posted
from artifacts.errors import ArtifactError, marked
from artifacts.models import Artifact, Draft

# Not what was typed: the token, the button, and the answer to what the form asked.
LEFT_OUT = ("csrfmiddlewaretoken", "_save", "_publish", "_continue", "_addanother", "include_unreviewed")


class AutosaveViews(ArtifactViews):
    def views(self) -> dict:
        return super().views() | self.by_post()

    def by_post(self) -> dict:
        return {"autosave": require_POST(self.autosave_view), "forget": require_POST(self.forget_view)}

    def get_urls(self):
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        new = [
            path(f"add/{word}/", self.admin_site.admin_view(view), name=f"{prefix}_add_{word}")
            for word, view in self.by_post().items()
        ]
        return new + super().get_urls()

    def editable(self, request, object_id) -> Artifact | None:
        """The artifact that is edited, None for a new one; PermissionDenied for who may not."""
        if object_id is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        row = self.found(request, object_id)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        return row.artifact

    def autosave_view(self, request, object_id=None):
        """Keep the form as it stands; JSON with the time, or with a sentence where it is not kept.

        `offered`: what was kept before is offered beside the form, and only its writer's answer may cost them that.
        `unchanged`: what was typed has been taken back again.
        """
        artifact = self.editable(request, object_id)
        if "offered" in request.POST:
            return JsonResponse({"sentence": _("Not kept: first restore or discard what you typed before, above.")})
        if "unchanged" in request.POST:
            forget_posted(by=request.user, artifact=artifact, kind=self.opts.model_name)
            return JsonResponse({})
        posted = {name: values for name, values in request.POST.lists() if name not in LEFT_OUT}
        try:
            keep_posted(
                posted,
                by=request.user,
                artifact=artifact,
                kind=self.opts.model_name,
                base=number_in(request.POST, "base_number") or 0,
            )
        except ArtifactError as error:
            return JsonResponse({"error": error.sentence}, status=400)
        return JsonResponse({"kept": f"{timezone.localtime():%H:%M}"})

    def forget_view(self, request, object_id=None):
        artifact = self.editable(request, object_id)
        forget_posted(by=request.user, artifact=artifact, kind=self.opts.model_name)
        add = f"admin:{self.opts.app_label}_{self.opts.model_name}_add"
        return HttpResponseRedirect(artifact.admin_url("change") if artifact else reverse(add))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form with an offer of what was kept of it; with `?restore=1` filled with that, and nothing saved."""
        row = self.get_object(request, object_id) if object_id else None
        if request.method != "GET" or (object_id and row is None):
            return super().changeform_view(request, object_id, form_url, extra_context)
        kept = Draft.objects.autosaved(request.user, row and row.artifact, self.opts.model_name).first()
        if "restore" not in request.GET:
            return super().changeform_view(request, object_id, form_url, (extra_context or {}) | {"kept": kept})
        if kept is None:
            raise Http404(_("Nothing is kept of this form."))
        fill_in(request, kept)
        response = super().changeform_view(request, object_id, form_url, extra_context)
        # The sentence above the form says all; there is nothing to correct.
        response.context_data["errors"] = None
        return response


def forget_typed(request, artifact: Artifact | None, kind: str) -> None:
    """Forget what was kept of a form that was saved, but for what stood offered beside it, unanswered."""
    if "offered" not in request.POST:
        forget_posted(by=request.user, artifact=artifact, kind=kind)


def fill_in(request, kept: Draft) -> None:
    """Make a request the one that would have sent what was kept; refused, so that it is shown and not saved."""
    data = QueryDict(mutable=True)
    for name, values in kept.document[POSTED].items():
        data.setlist(name, values)
    # Read now, while there is nothing to read: asked for later, it would take the fields with it.
    request.FILES  # noqa: B018
    request.method, request.POST = "POST", data
    request.refused = ArtifactError(
        marked("This is what you typed and did not save, last on {at}. It is saved only when you save it."),
        at=f"{timezone.localtime(kept.at):%Y-%m-%d %H:%M}",
    )
