"""The watch list: what one watches, what others changed in it since one looked, and that one has looked."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from artifacts.admin.read_only import ReadOnlyAdmin
from artifacts.admin.views import page
from artifacts.domain.watching import MAY_WATCH, inbox, mark_seen, unwatch, watch_list
from artifacts.models import RevisionInfo, Watch
from artifacts.views.finding import row_key

PER_PAGE = 100


@admin.register(Watch)
class WatchAdmin(ReadOnlyAdmin):
    """One list for everyone who may view artifacts, of their own watches only; seeing is marked by POST."""

    def menu(self, request) -> list[tuple[str, str]]:
        """The entry of the admin's menu, by name and address."""
        return [(_("Your watch list"), reverse("admin:artifacts_watch_changelist"))]

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(MAY_WATCH)

    def get_queryset(self, request):
        return watch_list(request.user)

    def get_urls(self):
        pages = (
            ("", "changelist", self.changelist_view),
            ("seen/", "all_seen", require_POST(self.all_seen_view)),
            ("<int:pk>/seen/", "seen", require_POST(self.seen_view)),
            ("<int:pk>/stop/", "stop", require_POST(self.stop_view)),
        )
        return [
            path(route, self.admin_site.admin_view(view), name=f"artifacts_watch_{name}") for route, name, view in pages
        ]

    def changelist_view(self, request, extra_context=None):
        self.check_permission(request)
        # Asked for first: what is saved while the list is read stays unseen, whatever is pressed on it.
        upto = RevisionInfo.objects.aggregate(newest=Max("pk"))["newest"]
        page_obj = Paginator(self.get_queryset(request), PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "title": _("Your watch list"),
            "page_obj": page_obj,
            "lines": lines(page_obj.object_list),
            "unseen": inbox(request.user).count(),
            "upto": upto,
        }
        return page(self, request, "admin/artifacts/watch_list.html", context)

    def all_seen_view(self, request):
        self.check_permission(request)
        mark_seen(request.user, upto=shown(request))
        messages.success(request, _("All of it is marked as seen."))
        return self.to_list()

    def seen_view(self, request, pk):
        watch = self.own(request, pk)
        mark_seen(request.user, watch.artifact, upto=shown(request))
        messages.success(request, _("%s is marked as seen.") % watch.artifact.row)
        return self.to_list()

    def stop_view(self, request, pk):
        watch = self.own(request, pk)
        unwatch(request.user, watch.artifact)
        messages.success(request, _("You do not watch %s any more.") % watch.artifact.row)
        return self.to_list()

    def check_permission(self, request) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def own(self, request, pk: int) -> Watch:
        self.check_permission(request)
        return get_object_or_404(self.get_queryset(request), pk=pk)

    def to_list(self):
        return HttpResponseRedirect(reverse("admin:artifacts_watch_changelist"))


def shown(request) -> int:
    """The newest revision that the list showed when its button was pressed."""
    upto = row_key(request.POST.get("upto", ""))
    if upto is None:
        raise Http404(_("There is no such revision."))
    return upto


def lines(watches) -> list[dict]:
    """What the list shows of each watch: its artifact and the newest of what others changed."""
    watches = list(watches)
    newest = RevisionInfo.objects.in_bulk([watch.newest_pk for watch in watches if watch.newest_pk])
    return [line(watch, newest.get(watch.newest_pk)) for watch in watches]


def line(watch: Watch, newest: RevisionInfo | None) -> dict:
    artifact = watch.artifact
    told = {
        "watch": watch,
        "artifact": artifact,
        "history_url": artifact.admin_url("history"),
    }
    if newest is None:
        return told
    revision_url = reverse("revision", args=[artifact.public_id, newest.number])
    changes_url = reverse("diff", args=[artifact.public_id, watch.seen_number, newest.number])
    return told | {"newest": newest, "changes_url": changes_url if watch.seen_number else revision_url}
