"""The admin's site: Django's own, with completion by what people know an artifact by; our admins can add to it."""

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.utils.translation import gettext_lazy as _

from artifacts.views.context import site

# The groups of the menu, and whose entries stand in each; what is in none stands in a group of its app, behind them.
MENU = (
    (_("Content"), ("WikiPage", "Hypothesis", "Analysis", "Reference", "Artifact")),
    (_("To do"), ("RevisionInfo", "Checkup", "Citation", "Draft", "Watch")),
    (_("Imports and merging"), ("ReferenceFile", "DuplicateCandidate", "NotDuplicate", "Merge", "GraphEdge")),
)


class LabelledResults(AutocompleteJsonView):
    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": getattr(obj, "label", str(obj))}


class EditingSite(AdminSite):
    """A model's admin may add to it: addresses by `site_urls()`, entries of the menu by `menu(request)`, and what the
    index shows by `on_index(request)`, a context."""

    index_title = _("Your desk")

    def each_context(self, request):
        # Django's log-in page means the host by `site`; ours is the site's name, there too.
        return super().each_context(request) | site(request)

    def autocomplete_view(self, request):
        return LabelledResults.as_view(admin_site=self)(request)

    def get_urls(self):
        own = [url for model_admin in self._registry.values() for url in getattr(model_admin, "site_urls", list)()]
        return own + super().get_urls()

    def get_app_list(self, request, app_label=None):
        """Django's menu in the groups of `MENU`; the entry that leads nearest to the page asked for is `here`."""
        apps = super().get_app_list(request, app_label)
        entries = {model["object_name"]: self.entries(request, model) for app in apps for model in app["models"]}
        grouped = [
            {"name": title, "models": [entry for name in names for entry in entries.pop(name, [])]}
            for title, names in MENU
        ]
        for app in apps:
            rest = [entry for model in app["models"] for entry in entries.get(model["object_name"], [])]
            grouped.append(app | {"models": rest})
        shown = [group for group in grouped if group["models"]]
        addresses = [entry["admin_url"] for group in shown for entry in group["models"] if entry["admin_url"]]
        here = max((url for url in addresses if request.path.startswith(url)), key=len, default=None)
        for group in shown:
            group["models"] = [entry | {"here": here and entry["admin_url"] == here} for entry in group["models"]]
        return shown

    def entries(self, request, model: dict) -> list[dict]:
        """A model's entries of the menu: those that its admin names, or Django's."""
        menu = getattr(self._registry[model["model"]], "menu", None)
        if menu is None:
            return [model]
        return [
            model | {"name": name, "admin_url": address, "object_name": f"{model['object_name']}-{number}"}
            for number, (name, address) in enumerate(menu(request), 1)
        ]

    def index(self, request, extra_context=None):
        context = dict(extra_context or {})
        for model_admin in self._registry.values():
            context |= getattr(model_admin, "on_index", lambda request: {})(request)
        return super().index(request, context)
