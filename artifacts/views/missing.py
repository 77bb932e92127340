"""What is not there: readers get our own page, with DEBUG too, where red links would else lead to Django's report."""

from django.http import Http404
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from artifacts.views.writing import writing


class NotFoundPages:
    """Middleware that answers a view's Http404, and a number that is too large to be anything's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        too_large = isinstance(exception, OverflowError) and "SQLite" in str(exception)
        if isinstance(exception, Http404) or too_large:
            response = render(request, "404.html", writing(request.path), status=404)
            # Alike for what is not there and for what the asker may not know of.
            patch_vary_headers(response, ["Cookie"])
            return response
        return None
