"""The health check: 200 while the database answers, 503 when it does not; plain text, as monitors read it."""

import logging

from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


@require_safe
def healthz(request):
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.exception("The database does not answer.")
        response = HttpResponse("The database does not answer.\n", status=503, content_type="text/plain")
    else:
        response = HttpResponse("OK\n", content_type="text/plain")
    add_never_cache_headers(response)
    return response
