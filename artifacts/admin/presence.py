"""Presence in the admin: each open form tells of itself, and hears who else is there and what was saved meanwhile."""

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from artifacts.admin.autosave import AutosaveViews
from artifacts.admin.views import number_in
from artifacts.domain.presence import Other, end_presence, tell_presence
from artifacts.errors import ArtifactError


class PresenceViews(AutosaveViews):
    def views(self) -> dict:
        return super().views() | {"presence": require_POST(self.presence_view)}

    def presence_view(self, request, object_id):
        """`{"others": [sentence …], "newer": {"sentence", "url"} or null}`; nothing for a tab that leaves."""
        artifact = self.editable(request, object_id)
        tab, typed = request.POST.get("tab", ""), request.POST.get("typed") == "1"
        if "leaving" in request.POST:
            end_presence(artifact, by=request.user, tab=tab)
            return HttpResponse(status=204)
        try:
            others = tell_presence(artifact, by=request.user, tab=tab, typed=typed)
        except ArtifactError as error:
            return JsonResponse({"error": error.sentence}, status=400)
        newer = newer_revision(artifact, number_in(request.POST, "base"), request.user)
        return JsonResponse({"others": [sentence_of(other) for other in others], "newer": newer})


def sentence_of(other: Other) -> str:
    if other.same and other.typed:
        return _("You are editing this in another tab too, with changes that are not saved.")
    if other.same:
        return _("You have this open in another tab too.")
    told = _("%s is editing this now.") if other.typed else _("%s has this open.")
    return told % other.name


def newer_revision(artifact, base: int | None, user) -> dict | None:
    """What was saved since the form was opened at `base`: told before it comes to a conflict."""
    newest = artifact.revisions.newest()
    if base is None or newest.number <= base:
        return None
    names = {"author": newest.author_name, "number": newest.number}
    told = _("%(author)s saved revision %(number)d meanwhile: your save will be merged with it, or ask you.") % names
    if newest.author_id == user.pk:
        told = _("You saved revision %(number)d elsewhere: this save will be merged with it, or ask you.") % names
    return {"sentence": told, "url": reverse("diff", args=[artifact.public_id, base, newest.number])}
