"""Printing: a page of HTML as PDF by a program of its own, one at a time, so that none holds up the others for long."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import threading

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage

from artifacts.domain.site import absolute
from artifacts.errors import BusyError, MissingLibraryError, PrintError
from artifacts.errors import marked as _

PROGRAM = "artifacts.representations.pdf"
MOST_HTML = 400_000
MOST_PICTURES = 20 * 1024 * 1024
PATIENCE = 40
# Whoever asks while another page is printed waits this long for their turn.
TURN = 3
REFUSED_SECONDS = 600
PICTURE = re.compile(r'<img [^<>]*?\bsrc="([^"<>]+)"')

_one_at_a_time = threading.Lock()


def print_pdf(html: str) -> bytes:
    """The PDF of a page. PrintError where that takes too much, BusyError where others are waiting."""
    if len(html) > MOST_HTML:
        raise PrintError(_("The page is too long to be made a PDF here. Take the HTML file and print it instead."))
    refused = f"print-refused:{hashlib.sha256(html.encode()).hexdigest()}"
    if cache.get(refused):
        raise _too_much()
    if not _one_at_a_time.acquire(timeout=TURN):
        raise BusyError(_("Another page is being made a PDF. Ask again in a few seconds."))
    try:
        return _printed(html)
    except PrintError:
        # It would take as much the next time.
        cache.set(refused, True, REFUSED_SECONDS)
        raise
    finally:
        _one_at_a_time.release()


def _printed(html: str) -> bytes:
    job = json.dumps({"html": html, "pictures": _pictures(html)}).encode()
    # Nothing of our settings is its business.
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | {"LANG": "C.UTF-8"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", PROGRAM],
            input=job,
            capture_output=True,
            timeout=PATIENCE,
            cwd=settings.BASE_DIR,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_much() from None
    if b"begun" not in done.stderr:
        raise MissingLibraryError(_("This server makes no PDF files: the library Pango is not installed on it."))
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF-"):
        raise _too_much()
    return done.stdout


def _too_much() -> PrintError:
    return PrintError(_("The page takes too long to be made a PDF. Take the HTML file and print it instead."))


def _pictures(html: str) -> dict[str, str]:
    """Our own pictures, by their whole addresses; a page shows them, so they are public as it is."""
    found, size = {}, 0
    start = absolute(settings.MEDIA_URL)
    for address in dict.fromkeys(PICTURE.findall(html)):
        data = _stored(address.removeprefix(start)) if address.startswith(start) else None
        if data is not None and size + len(data) <= MOST_PICTURES:
            size += len(data)
            found[address] = base64.b64encode(data).decode()
    return found


def _stored(name: str) -> bytes | None:
    try:
        with default_storage.open(name) as file:
            return file.read(MOST_PICTURES + 1)
    except (OSError, ValueError, SuspiciousOperation):
        return None
