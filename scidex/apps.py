"""The admin's own app, on our site."""

from django.contrib.admin.apps import AdminConfig


class EditingConfig(AdminConfig):
    default_site = "scidex.admin.EditingSite"
