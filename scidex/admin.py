"""The admin's site: Django's own, whose completion shows what people know an artifact by."""

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView


class LabelledResults(AutocompleteJsonView):
    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": getattr(obj, "label", str(obj))}


class EditingSite(AdminSite):
    def autocomplete_view(self, request):
        return LabelledResults.as_view(admin_site=self)(request)
