"""What is not there: readers get our own page, with DEBUG too, where red links would else lead to Django's report."""

import time
from hashlib import sha256

from django.core.cache import cache
from django.http import Http404
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from artifacts.domain.search.guessing import near, query_of_path
from artifacts.text.queries import Query
from artifacts.views.search import listed_by
from artifacts.views.writing import writing

# Whoever asks for address after address has us look for so many a minute; what was found is remembered that long.
MOST_LOOKED_FOR = 120
MINUTE = 60


class NotFoundPages:
    """Middleware that answers a view's Http404, and a number that is too large to be anything's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        too_large = isinstance(exception, OverflowError) and "SQLite" in str(exception)
        if isinstance(exception, Http404) or too_large:
            query = query_of_path(request.path)
            context = {"wanted": query.text, "near": listed_by(near_to(query))} | writing(request.path)
            response = render(request, "404.html", context, status=404)
            # Alike for what is not there and for what the asker may not know of.
            patch_vary_headers(response, ["Cookie"])
            return response
        return None


def near_to(query: Query) -> list[int]:
    """What a missing address may have meant; nothing where many were asked for this minute."""
    if not query.words:
        return []
    key = f"near:{sha256(query.text.encode()).hexdigest()}"
    kept = cache.get(key)
    if kept is None and _may_look():
        kept = near(query)
        cache.set(key, kept, MINUTE)
    return kept or []


def _may_look() -> bool:
    window = f"near:{int(time.time() // MINUTE)}"
    cache.add(window, 0, 2 * MINUTE)
    return cache.incr(window) <= MOST_LOOKED_FOR
