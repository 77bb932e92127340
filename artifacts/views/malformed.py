"""Requests that cannot be read: 400, or 413 where too much was sent, with a sentence that says what to do."""

from urllib.parse import unquote

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

SENTENCES = {
    RequestDataTooBig: (413, _("More was sent than is accepted at once. Go back, divide the text into several pages.")),
    TooManyFieldsSent: (413, _("The form has more rows than are accepted at once. Go back and save fewer of them.")),
}


class NulCharacters:
    """Middleware that refuses a NUL in an address or a cookie: no name holds one, and PostgreSQL takes none."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        texts = [request.path_info, unquote(request.META.get("QUERY_STRING", "")), *request.COOKIES.values()]
        if any("\x00" in text for text in texts):
            return bad_request(request, SuspiciousOperation("NUL"))
        return self.get_response(request)


def bad_request(request, exception):
    status, sentence = SENTENCES.get(type(exception), (400, ""))
    return render(request, "400.html", {"sentence": sentence}, status=status)
