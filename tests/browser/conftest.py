"""Fixtures of the tests in a browser: the demo served, and a record of everything that a page complains about."""

import contextlib
import sqlite3

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import expect

from tests.conftest import make_user

# A busy machine shows late what is right: only a failure takes that long.
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items):
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def shelf():
    """A database in memory where the demo waits for the next test, once a first has loaded it."""
    with contextlib.closing(sqlite3.connect(":memory:", check_same_thread=False)) as kept:
        yield kept


@pytest.fixture
def site(live_server, shelf):
    """The address of a server that shows the demo, and nothing that stood in the database before."""
    connection.ensure_connection()
    if shelf.execute("SELECT 1 FROM sqlite_master").fetchone():
        shelf.backup(connection.connection)
        ContentType.objects.clear_cache()  # Every flush gives the types new numbers.
    else:
        call_command("flush", interactive=False, verbosity=0)
        call_command("load_demo", verbosity=0)
        if connection.vendor == "sqlite":  # Elsewhere they run only when somebody names them.
            connection.connection.backup(shelf)
    return live_server.url


@pytest.fixture
def people(site):
    return {name: make_user(name, group) for name, group in (("edith", "Editors"), ("rhea", "Reviewers"))}


@pytest.fixture
def complaints(page):
    """What the browser reports of the pages visited: errors, refused resources, breaches of the CSP."""
    found = []
    page.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("requestfailed", lambda request: found.append(request.url) if "ABORTED" not in request.failure else None)
    return found


@pytest.fixture
def barriers(page):
    """The rules of accessibility that the page at hand breaks, by axe, with the element."""

    def found() -> list[str]:
        violations = Axe().run(page).response["violations"]
        return [f"{rule['id']}: {node['html'][:120]}" for rule in violations for node in rule["nodes"]]

    return found


@pytest.fixture
def log_in(page, site):
    def log_in(name: str):
        page.context.clear_cookies()
        page.goto(f"{site}/admin/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill("a long password")
        page.get_by_role("button", name="Log in").click()

    return log_in
