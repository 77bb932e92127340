"""Saved filters in the admin: offered above the list, saved, renamed and deleted by POST."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from artifacts.domain.saved_filters import (
    MAY_SHARE,
    delete_filter,
    filter_query,
    may_change,
    rename_filter,
    save_filter,
)
from artifacts.errors import ArtifactError
from artifacts.models import SavedFilter


class SavedFilterViews:
    """Mixed into a ModelAdmin with a list."""

    def get_urls(self):
        views = (
            ("filters/save/", "save_filter", self.save_filter_view),
            ("filters/<int:pk>/rename/", "rename_filter", self.rename_filter_view),
            ("filters/<int:pk>/delete/", "delete_filter", self.delete_filter_view),
        )
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(route, self.admin_site.admin_view(require_POST(view)), name=f"{prefix}_{name}")
            for route, name, view in views
        ]
        return own + super().get_urls()

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        if isinstance(response, TemplateResponse) and "cl" in response.context_data:
            response.context_data |= self.saved_filters(request)
        return response

    def saved_filters(self, request) -> dict:
        """What the list shows of them: each with whether it is on, and whether it may be changed."""
        now = filter_query(request.META.get("QUERY_STRING", ""))
        offered = SavedFilter.objects.offered_to(request.user).filter(model=self.opts.model_name).select_related("user")
        shown = [(saved, saved.query == now, may_change(saved, request.user)) for saved in offered]
        return {
            "saved_filters": shown,
            "changeable_filters": [saved for saved, _on, changeable in shown if changeable],
            "query_to_save": "" if any(on for _saved, on, _changeable in shown) else now,
            "may_share_filters": request.user.has_perm(MAY_SHARE),
        }

    def save_filter_view(self, request):
        query = request.POST.get("query", "")

        def verb():
            saved = save_filter(
                request.POST.get("name", ""),
                query,
                by=request.user,
                model=self.opts.model_name,
                shared="shared" in request.POST,
            )
            return _("Saved: “%s” stands above the list now.") % saved.name

        return self.filters_changed(request, verb, query)

    def rename_filter_view(self, request, pk):
        saved = self.offered(request, pk)

        def verb():
            rename_filter(saved, request.POST.get("name", ""), by=request.user)
            return _("The filter is named “%s” now.") % saved.name

        return self.filters_changed(request, verb, saved.query)

    def delete_filter_view(self, request, pk):
        saved = self.offered(request, pk)

        def verb():
            delete_filter(saved, by=request.user)
            return _("The filter “%s” is deleted; the pages are as they were.") % saved.name

        return self.filters_changed(request, verb, "")

    def offered(self, request, pk: int) -> SavedFilter:
        offered = SavedFilter.objects.offered_to(request.user).filter(pk=pk, model=self.opts.model_name).first()
        if offered is None:
            raise Http404(_("There is no such filter."))
        return offered

    def filters_changed(self, request, verb, query: str) -> HttpResponseRedirect:
        """Run a verb, tell how it went, and show the list as it is filtered then."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            messages.success(request, verb())
        except ArtifactError as error:
            messages.error(request, error.sentence)
        address, query = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"), filter_query(query)
        return HttpResponseRedirect(f"{address}?{query}" if query else address)
