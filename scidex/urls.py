"""The site's addresses: admin and its two editor endpoints, the health check, and everything of SciDEX."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from artifacts.views import health, markdown

urlpatterns = [
    path("admin", RedirectView.as_view(pattern_name="admin:index")),
    path("admin/markdown/preview/", markdown.preview, name="markdown_preview"),
    path("admin/markdown/upload/", markdown.upload, name="markdown_upload"),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("", include("artifacts.urls")),
]
