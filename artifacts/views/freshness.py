"""Freshness: entity tags and dates of public pages; a reader who has one is told so, and none is made twice."""

import functools
import hashlib
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from artifacts.domain.graph.standing import has_edges
from artifacts.views.compression import compressed, encoding_for

CACHE_SECONDS = 3600
ASKED_EACH_TIME = "public, max-age=0, must-revalidate"
SUFFIXES = (".html", ".css", ".js", ".py", ".mo")


def assets() -> tuple[str, float]:
    """A hash of what a page is made with beside its parts, and when the newest of that changed."""
    # Whoever is developing sees a change at once.
    return _read_assets() if settings.DEBUG else _assets()


@functools.cache
def _assets() -> tuple[str, float]:
    return _read_assets()


def _read_assets() -> tuple[str, float]:
    site = (settings.SITE_URL, settings.SITE_NAME, settings.LANGUAGE_CODE, settings.CONTENT_LICENSE)
    digest, newest = hashlib.sha256("\n".join(site).encode()), 0.0
    here = Path(__file__).parent
    own = [here.parent / name for name in ("templatetags", "models", "representations", "text", "views")]
    roots = [*(settings.BASE_DIR / name for name in ("templates", "static", "locale")), *own]
    for path in sorted(path for root in roots for path in root.rglob("*") if path.suffix in SUFFIXES):
        digest.update(path.name.encode() + path.read_bytes())
        newest = max(newest, path.stat().st_mtime)
    return digest.hexdigest()[:16], newest


def entity_tag(etag: str, variant: str, encoding: str = "") -> str:
    """Other bytes are another tag: for each view of an artifact, and for each compression."""
    # The page's frame leads to the atlas where there is one.
    atlas = "atlas" if has_edges() else ""
    return f'"{"-".join(filter(None, [etag, assets()[0], atlas, variant, encoding]))}"'


def last_modified(publication) -> int:
    return int(max(publication.rendered_at.timestamp(), assets()[1]))


def made_once(tag: str, make_response) -> HttpResponse:
    """The response of a tag, its bytes kept: the tag covers everything that they depend on."""
    kept = cache.get(f"response:{tag}")
    if kept is None:
        response = make_response()
        kept = response.content, dict(response.headers)
        cache.set(f"response:{tag}", kept, CACHE_SECONDS)
    content, headers = kept
    return HttpResponse(content, headers=headers)


def made_once_in(encoding: str, tag: str, plain_tag: str, make_response) -> HttpResponse:
    """The same, compressed: that too is done once, of the plain bytes that are kept beside it."""
    if not encoding:
        return made_once(plain_tag, make_response)

    def compress() -> HttpResponse:
        response = made_once(plain_tag, make_response)
        response.content = compressed(response.content, encoding)
        response["Content-Encoding"] = encoding
        return response

    return made_once(tag, compress)


def conditional(request, publication, variant: str, make_response, *, compress: bool = True):
    """The response, or 304 where the asker's copy is still right; nothing is rendered for a 304."""
    modified = last_modified(publication)
    return conditional_by(request, publication.etag, variant, make_response, modified=modified, compress=compress)


def conditional_by(request, etag: str, variant: str, make_response, *, modified: int | None = None, compress=True):
    """As `conditional`, for what is no publication but has a tag of its own."""
    encoding = encoding_for(request) if compress else ""
    tag = entity_tag(etag, variant, encoding)
    response = get_conditional_response(request, etag=tag, last_modified=modified)
    if response is None:
        response = made_once_in(encoding, tag, entity_tag(etag, variant), make_response)
    if compress:
        patch_vary_headers(response, ["Accept-Encoding"])
    response["ETag"] = tag
    if modified is not None:
        response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = ASKED_EACH_TIME
    return response


def tagged(request, response) -> HttpResponse:
    """A response that was made anyhow, tagged by its bytes; 304 where the asker's copy is still right."""
    response["ETag"] = tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["Cache-Control"] = ASKED_EACH_TIME
    # By its tag alone: what lost something that was withdrawn is no newer than before.
    return get_conditional_response(request, etag=tag, response=response)
