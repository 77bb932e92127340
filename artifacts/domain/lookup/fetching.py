"""Fetching: a service's JSON within limits of time, tries and size, from the one host that the settings name."""

import json
import threading
import time
from dataclasses import dataclass

import urllib3
from django.conf import settings

from artifacts.errors import ServiceError
from artifacts.errors import marked as _

# After the first failure, in seconds; twice as long after each other one.
FIRST_WAIT = 0.5
AGAIN = {429, 500, 502, 503, 504}


@dataclass(frozen=True)
class Patience:
    """How long, how often and how much: seconds for one answer, tries, seconds in all, bytes, seconds between two."""

    answer: float = 8.0
    tries: int = 3
    total: float = 25.0
    size: int = 4 * 1024 * 1024
    between: float = 0.4


PATIENCE = Patience()
BUSY = _("{service} is too busy or out of order: try again later.")
_pool = urllib3.PoolManager(num_pools=8, maxsize=2)
_asked: dict[str, float] = {}
_turn = threading.Lock()


def fetch_json(service: str, title: str, path: str, patience: Patience | None = None):
    """What a service answers to a path below its base address, None for 404; ServiceError for all that goes wrong."""
    patience = patience or PATIENCE
    deadline = time.monotonic() + patience.total
    url = settings.LOOKUPS["bases"][service] + path
    wait, sentence = 0.0, ""
    for number in range(patience.tries):
        wait = max(wait, _wait_for_turn(service, patience.between))
        if time.monotonic() + wait > deadline:
            break
        time.sleep(wait)
        try:
            status, body, retry_after = _ask(url, title, patience, deadline)
        except urllib3.exceptions.HTTPError:
            wait, sentence = FIRST_WAIT * 2**number, _("{service} does not answer.")
            continue
        if status == 404:
            return None
        if status == 200:
            return _parsed(body, title)
        if status not in AGAIN:
            raise ServiceError(_("{service} refused the question (status {status})."), service=title, status=status)
        wait, sentence = retry_after or FIRST_WAIT * 2**number, BUSY
    raise ServiceError(sentence or BUSY, service=title)


def _wait_for_turn(service: str, between: float) -> float:
    """How long this question has to wait, so that a service is asked at most so often by this process."""
    with _turn:
        now = time.monotonic()
        turn = max(now, _asked.get(service, 0.0) + between)
        _asked[service] = turn
    return turn - now


def _ask(url: str, title: str, patience: Patience, deadline: float) -> tuple[int, bytes, float]:
    """The status, the body and for how many seconds the service asks to be left alone."""
    mail = settings.LOOKUPS["mail"]
    headers = {
        "User-Agent": f"SciDEX ({settings.SITE_URL}; mailto:{mail})",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
    }
    limit = urllib3.Timeout(connect=patience.answer, read=patience.answer)
    # No redirects: they could lead to a host that nobody chose.
    answer = _pool.request(
        "GET", url, headers=headers, timeout=limit, redirect=False, retries=False, preload_content=False
    )
    try:
        body = _read(answer, title, patience, deadline) if answer.status == 200 else b""
        return answer.status, body, _seconds(answer.headers.get("Retry-After", ""))
    finally:
        # Whatever was not read is not waited for.
        answer.close()


def _read(answer, title: str, patience: Patience, deadline: float) -> bytes:
    deadline = min(deadline, time.monotonic() + patience.answer)
    body = bytearray()
    while chunk := answer.read1(65536):
        body += chunk
        if len(body) > patience.size:
            raise ServiceError(_("{service} answered with more than a record of a work."), service=title)
        if time.monotonic() > deadline:
            raise urllib3.exceptions.TimeoutError
    return bytes(body)


def _parsed(body: bytes, title: str):
    try:
        return json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ServiceError(_("{service} answered with something that is no JSON."), service=title) from error


def _seconds(text: str) -> float:
    """A Retry-After in seconds; one that names a moment is met by the usual wait."""
    return float(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0.0
