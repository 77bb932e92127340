"""The asker of a log-in: the name and address that attempts are counted by, and the answer after too many of them."""

import math
from ipaddress import ip_address

from axes.helpers import get_cool_off
from django.conf import settings
from django.shortcuts import render
from django.utils.translation import ngettext

# As long as a name may be; a longer one is nobody's, and too long for the table of attempts.
LONGEST_NAME = 150


def name(request, credentials) -> str:
    return str((credentials or request.POST).get("username") or "")[:LONGEST_NAME]


def address(request) -> str | None:
    """Behind a proxy the last address that it names; what stands before that, an asker can forge."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    for text in (forwarded.rpartition(",")[2].strip(), request.META.get("REMOTE_ADDR", "")):
        try:
            return str(ip_address(text))
        except ValueError:
            continue
    return None


def locked_out(request, _response, _credentials):
    minutes = math.ceil(get_cool_off(request).total_seconds() / 60)
    sentence = ngettext(
        "Too many log-ins with a wrong password. Wait %d minute, then try again.",
        "Too many log-ins with a wrong password. Wait %d minutes, then try again.",
        minutes,
    )
    return render(request, "403.html", {"sentence": sentence % minutes}, status=429)
