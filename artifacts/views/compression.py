"""Compression of public pages, in what the asker takes: they hold no secret, and are made once for everybody."""

import gzip

import brotli
from django.middleware.gzip import GZipMiddleware

# In the order of our choice. Pages are made once, so a little more work than usual is well spent.
ENCODERS = {
    "br": lambda content: brotli.compress(content, quality=7),
    "gzip": lambda content: gzip.compress(content, compresslevel=8, mtime=0),
}
MOST_LISTED = 20
TEXTS = ("text/", "application/json", "application/xml", "application/atom+xml", "application/javascript")


def encoding_for(request) -> str:
    """`br`, `gzip`, or nothing where the asker takes neither."""
    taken = {}
    for choice in request.headers.get("Accept-Encoding", "").lower().split(",")[:MOST_LISTED]:
        name, _, weight = choice.replace(" ", "").partition(";q=")
        taken[name] = weight.strip("0.") != "" or weight == ""
    return next((name for name in ENCODERS if taken.get(name)), "")


def compressed(content: bytes, encoding: str) -> bytes:
    return ENCODERS[encoding](content)


class CompressedTexts(GZipMiddleware):
    """Middleware that compresses what is text and not compressed yet: pictures and PDF files only cost time."""

    def process_response(self, request, response):
        if not response.get("Content-Type", "").startswith(TEXTS):
            return response
        return super().process_response(request, response)
