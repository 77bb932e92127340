"""`manage.py demo` and `load_demo`: one run prepares everything, a second changes nothing."""

import socket

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from artifacts.domain.demo import CONTENT
from artifacts.management.commands.demo import free_port
from artifacts.models import RevisionInfo

pytestmark = pytest.mark.django_db
MAIN_PAGES = ("nusinersen", "tofersen", "risdiplam", "onasemnogene-abeparvovec")


def prepare(capsys) -> str:
    call_command("demo", "--prepare-only")
    return capsys.readouterr().out


def test_without_debug_the_demo_makes_no_accounts(capsys):
    with pytest.raises(CommandError, match="it runs only with DEBUG=1"):
        prepare(capsys)

    assert not get_user_model().objects.exists()


def test_the_accounts_are_made_and_printed_once(settings, capsys):
    settings.DEBUG = True

    first, second = prepare(capsys), prepare(capsys)

    printed = dict(line.split() for line in first.splitlines() if line.startswith("  "))
    assert set(printed) == {"editor", "reviewer", "admin"}
    assert all(get_user_model().objects.get(username=name).check_password(word) for name, word in printed.items())
    assert second == f"Demo content: {RevisionInfo.objects.count()} unchanged.\n"


def test_the_main_pages_are_worth_reading():
    words = {
        name: len((CONTENT / "pages" / f"therapeutics-{name}.md").read_text().split("---\n", 2)[2].split())
        for name in MAIN_PAGES
    }

    assert {name for name, count in words.items() if not 300 <= count <= 1300} == set()


def test_the_next_free_port_is_taken():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert free_port(port) > port
