"""Sitemap and robots: every published artifact with its date, in parts as large as crawlers accept.

Not Django's own sitemaps: their index is made of the host that the asker calls us by, and reads every row for its date.
"""

from collections.abc import Iterable

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from artifacts.domain.site import absolute
from artifacts.models import Publication
from artifacts.views.finding import not_found

PER_PART = 50_000
KEPT_SECONDS = 3600
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Searches, and every pair of revisions that could be compared, would be crawled for ever; a PDF is dear, and a copy.
NOT_CRAWLED = (
    *("/admin/", "/search", "/artifact/*/diff", "/artifact/*/blame", "/artifact/*/r/*/blame"),
    *("/artifact/*/export.pdf", "/artifact/*/r/*/export.pdf"),
)


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def index(request):
    """`/sitemap.xml`: the parts, each as new as the newest publication."""
    parts = max(1, -(-Publication.objects.but_inactive().count() // PER_PART))
    newest = Publication.objects.but_inactive().order_by("-published_at").values_list("published_at", flat=True).first()
    paths = (reverse("sitemap_part", args=[number]) for number in range(1, parts + 1))
    return document("sitemapindex", "sitemap", ((path, newest) for path in paths))


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def part(request, number):
    """`/sitemap-2.xml`: the second fifty thousand."""
    published = Publication.objects.of_active().order_by("pk").values_list("artifact__public_id", "published_at")
    rows = published[(number - 1) * PER_PART : number * PER_PART] if number else []
    if not rows and number != 1:
        not_found()
    return document("urlset", "url", ((reverse("artifact", args=[public_id]), at) for public_id, at in rows))


def document(root: str, name: str, entries: Iterable) -> HttpResponse:
    """A sitemap of paths and dates."""
    lines = [
        f"<{name}><loc>{escape(absolute(path))}</loc>"
        + (f"<lastmod>{at.isoformat(timespec='seconds')}</lastmod>" if at else "")
        + f"</{name}>"
        for path, at in entries
    ]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">'
    response = HttpResponse("\n".join([head, *lines, f"</{root}>\n"]), content_type="application/xml; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def robots(request):
    lines = [
        *(f"Disallow: {path}" for path in NOT_CRAWLED),
        "",
        f"Sitemap: {absolute(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(["User-agent: *", *lines]), content_type="text/plain; charset=utf-8")
