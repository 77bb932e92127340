"""What is not there: readers get our own page, with DEBUG too, where red links would else lead to Django's report."""

from django.http import Http404
from django.shortcuts import render


class NotFoundPages:
    """Middleware that answers a view's Http404."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Http404):
            return render(request, "404.html", status=404)
        return None
