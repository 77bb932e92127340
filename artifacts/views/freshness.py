"""Freshness: entity tags and dates of public pages, so that a reader who has one is told so in a few bytes."""

import functools
import hashlib
from pathlib import Path

from django.conf import settings
from django.utils.cache import get_conditional_response
from django.utils.http import http_date


@functools.cache
def assets() -> tuple[str, float]:
    """A hash of the templates, style and labels that a page is made with, and when the newest of them changed."""
    digest, newest = hashlib.sha256(settings.SITE_URL.encode()), 0.0
    roots = [
        settings.BASE_DIR / "templates",
        settings.BASE_DIR / "static",
        Path(__file__).parent.parent / "templatetags",
    ]
    for path in sorted(
        path for root in roots for path in root.rglob("*") if path.suffix in (".html", ".css", ".js", ".py")
    ):
        digest.update(path.name.encode() + path.read_bytes())
        newest = max(newest, path.stat().st_mtime)
    return digest.hexdigest()[:16], newest


def entity_tag(publication, variant: str) -> str:
    return f'"{publication.etag}-{assets()[0]}-{variant}"'


def last_modified(publication) -> int:
    return int(max(publication.rendered_at.timestamp(), assets()[1]))


def conditional(request, publication, variant: str, make_response):
    """The response, or 304 where the asker's copy is still right; nothing is rendered for a 304."""
    tag, modified = entity_tag(publication, variant), last_modified(publication)
    response = get_conditional_response(request, etag=tag, last_modified=modified)
    if response is None or response.status_code == 412:
        response = response or make_response()
    response["ETag"] = tag
    response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response
