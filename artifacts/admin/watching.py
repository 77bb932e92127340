"""Watching in the admin: the button on an artifact's form and history."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from artifacts.admin.views import ArtifactViews
from artifacts.domain.watching import MAY_WATCH, unwatch, watch

# Where the button stands.
PLACES = ("history", "change")


def place_of(request) -> str:
    """Where whoever pressed the button is led back to."""
    asked = request.POST.get("back")
    return asked if asked in PLACES else PLACES[0]


class WatchViews(ArtifactViews):
    def views(self) -> dict:
        return super().views() | {
            "watch": require_POST(self.watch_view),
            "unwatch": require_POST(self.unwatch_view),
        }

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        # The template serves every model of the app: only artifacts have the button.
        context["watchable"] = obj.artifact if change else None
        return super().render_change_form(request, context, add, change, form_url, obj)

    def watch_view(self, request, object_id):
        row = self.watchable(request, object_id)
        watch(request.user, row.artifact)
        messages.success(request, _("You watch %s now: what others change in it comes to your watch list.") % row)
        return self.back(row, place_of(request))

    def unwatch_view(self, request, object_id):
        row = self.watchable(request, object_id)
        unwatch(request.user, row.artifact)
        messages.success(request, _("You do not watch %s any more.") % row)
        return self.back(row, place_of(request))

    def watchable(self, request, object_id):
        if not request.user.has_perm(MAY_WATCH):
            raise PermissionDenied
        return self.found(request, object_id)
