"""`manage.py undo_repair`: what it tells, and how it refuses."""

import pytest
from django.core.management import CommandError, call_command

from artifacts.models import RevisionInfo
from tests.domain.test_unrepairing import imported

pytestmark = pytest.mark.django_db


def run(capsys, *arguments) -> str:
    call_command("undo_repair", *arguments, "--batch", "dump")
    return capsys.readouterr().out


def test_it_names_what_it_changed_and_counts(capsys):
    imported()
    imported(name="smn2")

    assert run(capsys, "doubled-link").splitlines() == [
        "wiki-genes-smn1: changed",
        "wiki-genes-smn2: changed",
        "2 changed",
    ]


def test_a_dry_run_says_what_it_would_do(capsys):
    imported()

    assert run(capsys, "doubled-link", "--dry-run").splitlines() == ["wiki-genes-smn1: would be changed", "1 changed"]
    assert RevisionInfo.objects.count() == 1


def test_a_repair_that_mended_nothing_is_said(capsys):
    imported()

    assert run(capsys, "self-link") == "The repair mended nothing in this import.\n"


def test_an_unknown_repair_is_refused_with_the_names_of_all(capsys):
    imported()

    with pytest.raises(CommandError, match="There is no repair 'spelling'; they are mojibake, "):
        run(capsys, "spelling")
