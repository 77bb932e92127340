"""Look-up: a work by its identifier from the public services, remembered for a while; only when a person asks."""

import datetime
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from artifacts.domain.lookup.fetching import fetch_json
from artifacts.errors import ServiceError
from artifacts.errors import marked as _
from artifacts.models import LookupAnswer
from artifacts.representations.services import ASKED, IDCONV, Service, read_answer
from artifacts.text.identifiers import Identifier

# For how long an answer is believed; a work that is not there yet may come any day.
KEPT = {True: datetime.timedelta(days=30), False: datetime.timedelta(days=1)}


class Found(NamedTuple):
    """A work as a service knows it, and when it said so."""

    csl: dict
    identifier: Identifier
    service: str
    at: datetime.datetime


def lookups_on() -> bool:
    """Whether the site's keeper lets works be looked up at all."""
    return settings.LOOKUPS["on"]


def check_lookups_on() -> None:
    if not lookups_on():
        raise ServiceError(_("Look-ups are turned off on this site: its keeper can turn them on by LOOKUPS=1."))


def lookup(identifier: Identifier, *, anew: bool = False) -> Found | None:
    """The work behind an identifier, None where no service knows it; ServiceError where one fails, or all are off.

    `anew` asks also for what was answered lately.
    """
    check_lookups_on()
    for service in ASKED[identifier.scheme]:
        answer = _remembered(service, identifier, anew)
        if answer.found and service is IDCONV:
            found = lookup(Identifier("pmid", answer.csl["PMID"]), anew=anew)
            return found and found._replace(identifier=identifier, csl=found.csl | {"PMCID": identifier.value})
        if answer.found:
            return Found(answer.csl, identifier, service.title, answer.at)
    return None


def _remembered(service: Service, identifier: Identifier, anew: bool) -> LookupAnswer:
    known = LookupAnswer.objects.filter(service=service.name, identifier=identifier.key).first()
    if known is not None and not anew and timezone.now() - known.at < KEPT[known.found]:
        return known
    path = service.request(identifier, settings.LOOKUPS["mail"])
    answer = fetch_json(service.name, service.title, path)
    csl = None if answer is None else read_answer(service, answer, identifier)
    row, _created = LookupAnswer.objects.update_or_create(
        service=service.name,
        identifier=identifier.key,
        defaults={"found": csl is not None, "csl": csl or {}, "at": timezone.now()},
    )
    return row
