"""The frame in which a diagram is drawn: a page of its own, since the library writes its styles into it."""

from csp.decorators import csp_replace
from django.conf import settings
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

# Short, so that a new release finds its own files in it soon.
KEPT_SECONDS = 300


# The one page that may hold inline style. The page that it stands in may itself be embedded by other sites.
@csp_replace(
    {
        "style-src": ["'self'", "'unsafe-inline'"],
        "frame-ancestors": ["'self'", *settings.EMBED_FRAME_ANCESTORS],
        **dict.fromkeys(["img-src", "connect-src", "frame-src", "font-src", "form-action"], "'none'"),
    }
)
@xframe_options_exempt
@cache_control(public=True, max_age=KEPT_SECONDS)
@require_safe
def diagram(request):
    """An empty page with the library: the source comes by message from the page around it, and none from elsewhere."""
    response = render(request, "artifacts/diagram.html")
    response["X-Robots-Tag"] = "noindex"
    return response
