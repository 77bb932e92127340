"""The admin's site: Django's own, with completion by what people know an artifact by; our admins can add to it."""

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView

from artifacts.views.context import site


class LabelledResults(AutocompleteJsonView):
    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": getattr(obj, "label", str(obj))}


class EditingSite(AdminSite):
    """A model's admin may add to it: addresses by `site_urls()`, entries of the menu by `menu(request)`, and what the
    index shows by `on_index(request)`, a context."""

    def each_context(self, request):
        # Django's log-in page means the host by `site`; ours is the site's name, there too.
        return super().each_context(request) | site(request)

    def autocomplete_view(self, request):
        return LabelledResults.as_view(admin_site=self)(request)

    def get_urls(self):
        own = [url for model_admin in self._registry.values() for url in getattr(model_admin, "site_urls", list)()]
        return own + super().get_urls()

    def get_app_list(self, request, app_label=None):
        """Django's menu, the entries that a model's admin names itself standing first."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            named = [entry for model in app["models"] for entry in self.named_entries(request, model)]
            rest = [model for model in app["models"] if not hasattr(self._registry[model["model"]], "menu")]
            app["models"] = named + rest
        return apps

    def named_entries(self, request, model: dict) -> list[dict]:
        menu = getattr(self._registry[model["model"]], "menu", None)
        entries = menu(request) if menu else []
        return [
            model | {"name": name, "admin_url": address, "object_name": f"{model['object_name']}-{number}"}
            for number, (name, address) in enumerate(entries, 1)
        ]

    def index(self, request, extra_context=None):
        context = dict(extra_context or {})
        for model_admin in self._registry.values():
            context |= getattr(model_admin, "on_index", lambda request: {})(request)
        return super().index(request, context)
