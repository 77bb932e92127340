"""The site's addresses: admin and its two editor endpoints, the health check, and everything of SciDEX."""

from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from artifacts.views import health, markdown

handler400 = "artifacts.views.malformed.bad_request"

urlpatterns = [
    path("admin", RedirectView.as_view(pattern_name="admin:index")),
    path("admin/markdown/frame/", markdown.frame, name="markdown_frame"),
    path("admin/markdown/upload/", markdown.upload, name="markdown_upload"),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    # Browsers ask for it where a page names no icon, such as a file.
    path("favicon.ico", RedirectView.as_view(url=lazy(static, str)("icon.svg"))),
    path("", include("artifacts.urls")),
]
