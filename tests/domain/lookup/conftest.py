"""Fixtures: the services played on this machine, with little patience for them."""

import pytest

from artifacts.domain.lookup import fetching
from artifacts.domain.lookup.fetching import Patience
from scidex.settings import LOOKUP_SERVICES
from tests.domain.lookup.services import Services


@pytest.fixture(name="services")
def _services(settings, monkeypatch):
    services = Services()
    bases = {name: f"{services.address}{name}/" for name in LOOKUP_SERVICES}
    settings.LOOKUPS = {"on": True, "mail": "wiki@example.org", "bases": bases}
    monkeypatch.setattr(fetching, "PATIENCE", Patience(answer=0.3, tries=3, total=3, size=20_000, between=0))
    monkeypatch.setattr(fetching, "FIRST_WAIT", 0.01)
    yield services
    services.close()
