"""Watching in the admin: the button on an artifact's form and history."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from artifacts.domain.watching import MAY_WATCH, unwatch, watch

# Where the button stands; whoever pressed it is led back there.
PLACES = ("history", "change")


class WatchViews:
    """Mixed into an artifact's ModelAdmin."""

    def get_urls(self):
        verbs = [
            path(
                f"<path:object_id>/{verb}/",
                self.admin_site.admin_view(require_POST(view)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{verb}",
            )
            for verb, view in (("watch", self.watch_view), ("unwatch", self.unwatch_view))
        ]
        return verbs + super().get_urls()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        # The template serves every model of the app: only artifacts have the button.
        context["watchable"] = obj.artifact if change else None
        return super().render_change_form(request, context, add, change, form_url, obj)

    def watch_view(self, request, object_id):
        row = self.watchable(request, object_id)
        watch(request.user, row.artifact)
        messages.success(request, _("You watch %s now: what others change in it comes to your watch list.") % row)
        return self.back(request, row)

    def unwatch_view(self, request, object_id):
        row = self.watchable(request, object_id)
        unwatch(request.user, row.artifact)
        messages.success(request, _("You do not watch %s any more.") % row)
        return self.back(request, row)

    def watchable(self, request, object_id):
        if not request.user.has_perm(MAY_WATCH):
            raise PermissionDenied
        return self.found(request, object_id)

    def back(self, request, row):
        asked = request.POST.get("back")
        place = asked if asked in PLACES else PLACES[0]
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{place}", args=[row.pk])
        )
