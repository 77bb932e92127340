"""Fixtures: people of each group, a clean cache, and the marks that fit the database at hand."""

import gc
import os

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.test import TransactionTestCase
from hypothesis import settings as settings_of_hypothesis

from artifacts.domain.accounts import make_groups
from artifacts.domain.graph import standing
from artifacts.domain.lookup import fetching
from artifacts.domain.search.engine import engine
from scidex.settings import LOOKUP_SERVICES
from tests.browser.chromium import SWITCHES, chromium
from tests.services import Services

# How long an example takes says more of the machine than of the code.
settings_of_hypothesis.register_profile("scidex", deadline=None)
settings_of_hypothesis.load_profile("scidex")
# Playwright runs an event loop in the tests' own thread, where Django would else refuse to ask the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
# Tests are held to the end of the run: looking through them all for cycles again and again is a fifth of its time.
gc.set_threshold(20_000, 50, 100)


def pytest_collection_finish():
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config, items):
    vendor = "sqlite" if "sqlite" in settings.DATABASES["default"]["ENGINE"] else "postgres"
    other = {"sqlite": "postgres", "postgres": "sqlite"}[vendor]
    elsewhere = [item for item in items if item.get_closest_marker(other)]
    browser = [item for item in items if item.get_closest_marker("browser")] if chromium() is None else []
    # What asks no database passed on SQLite already; pytest-django refuses any other test a connection.
    pure = [item for item in items if not asks_database(item)] if vendor == "postgres" else []
    left_out = {id(item) for item in [*elsewhere, *browser, *pure]}
    config.hook.pytest_deselected(items=[item for item in items if id(item) in left_out])
    items[:] = [item for item in items if id(item) not in left_out]


def asks_database(item) -> bool:
    """Whether pytest-django lets a test have a connection: by its mark, its fixtures or its class."""
    in_class = item.cls is not None and issubclass(item.cls, TransactionTestCase)
    fixtures = {"db", "transactional_db", "live_server"} & set(item.fixturenames)
    return bool(in_class or fixtures or item.get_closest_marker("django_db"))


@pytest.fixture(autouse=True)
def _clean_cache():
    cache.clear()
    # As it stands for a minute wherever somebody looked before; the first edge makes it be looked up anew.
    cache.set(standing.KEY, False)


@receiver(post_migrate, sender=apps.get_app_config("auth"))
def _as_migrated(**given):
    """The migrations' groups, which a test that commits takes with it when Django flushes the database behind it.

    Its words stay in the index of search instead, whose tables are no models'.
    """
    if "plan" not in given:  # A flush has none. Migrations have to make the groups themselves.
        make_groups()
        engine().tidy()


@pytest.fixture(scope="module")
def shared_rows(django_db_setup, django_db_blocker):
    """What is made within it is there for the tests of a module that ask for it, and for no other."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def make_user(name: str, group: str, **fields):
    user = get_user_model().objects.create_user(username=name, password="a long password", is_staff=True, **fields)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(db):
    return make_user("edith", "Editors", first_name="Edith", last_name="Editor")


@pytest.fixture
def reviewer(db):
    return make_user("rhea", "Reviewers", first_name="Rhea", last_name="Reviewer")


@pytest.fixture
def administrator(db):
    return make_user("ada", "Administrators", is_superuser=True)


@pytest.fixture
def viewer(db):
    """Staff who may look at everything and change nothing."""
    user = get_user_model().objects.create_user(username="vera", password="a long password", is_staff=True)
    seen = Permission.objects.filter(codename__startswith="view_", content_type__app_label="artifacts")
    user.user_permissions.set(seen)
    return user


@pytest.fixture
def stranger(db):
    """Somebody with an account who is not staff."""
    return get_user_model().objects.create_user(username="stan", password="a long password")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {"executable_path": chromium(), "args": SWITCHES}


@pytest.fixture(name="services")
def _services(settings, monkeypatch):
    """The look-up services as this machine plays them, and little patience for them."""
    services = Services()
    bases = {name: f"{services.address}{name}/" for name in LOOKUP_SERVICES}
    settings.LOOKUPS = {"on": True, "mail": "wiki@example.org", "bases": bases}
    patience = fetching.Patience(answer=0.3, tries=3, total=3, size=20_000, between=0)
    monkeypatch.setattr(fetching, "PATIENCE", patience)
    monkeypatch.setattr(fetching, "FIRST_WAIT", 0.01)
    yield services
    services.close()
