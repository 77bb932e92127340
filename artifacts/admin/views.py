"""Views in the admin: what all of them share, and where those of one artifact stand."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from artifacts.errors import ArtifactError, StaleSaveError


def page(model_admin, request, template: str, context: dict) -> TemplateResponse:
    """A page of the admin, with what Django's own templates need."""
    request.current_app = model_admin.admin_site.name
    shared = model_admin.admin_site.each_context(request)
    return TemplateResponse(request, template, {**shared, "opts": model_admin.opts, **context})


def number_in(posted, name: str) -> int | None:
    """A revision's number as a form sends it; None for what can be none."""
    text = posted.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


class ArtifactViews:
    """Mixed into an artifact's ModelAdmin: each group of views names its own in `views` or `numbered_views`."""

    def views(self) -> dict[str, Callable]:
        """The views of one artifact, by the word in their address: `<id>/<word>/`."""
        return {}

    def numbered_views(self) -> dict[str, Callable]:
        """The views of one of its revisions or drafts: `<id>/<word>/<number>/`."""
        return {}

    def get_urls(self):
        routes = {f"<path:object_id>/{word}/": (word, view) for word, view in self.views().items()}
        routes |= {
            f"<path:object_id>/{word}/<int:number>/": (word, view) for word, view in self.numbered_views().items()
        }
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(route, self.admin_site.admin_view(view), name=f"{prefix}_{word}")
            for route, (word, view) in routes.items()
        ]
        return own + super().get_urls()

    def found(self, request, object_id):
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404(_("There is no such artifact."))
        return row

    def allowed(self, request, object_id, verb: str):
        """The row, where whoever asks has the permission `<verb>_artifact`."""
        if not request.user.has_perm(f"artifacts.{verb}_artifact"):
            raise PermissionDenied
        return self.found(request, object_id)

    def revision_of(self, row, number: int):
        revision = row.artifact.revisions.filter(number=number).select_related("version").first()
        if revision is None:
            raise Http404(_("There is no such revision."))
        return revision

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
        return self.back(row)

    def refused(self, request, row, error: ArtifactError):
        messages.error(request, error.sentence)
        return self.back(row)

    def back(self, row, verb: str = "history") -> HttpResponseRedirect:
        return HttpResponseRedirect(row.artifact.admin_url(verb))
