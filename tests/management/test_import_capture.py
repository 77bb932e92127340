"""`manage.py import_capture`: what it tells, and how it refuses."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from artifacts.models import Artifact

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent.parent / "text" / "captures"


def run(capsys, *arguments) -> tuple[str, str]:
    call_command("import_capture", *map(str, arguments))
    return capsys.readouterr()


def test_it_tells_what_it_did_and_what_to_look_at(capsys):
    out, err = run(capsys, FOLDER / "axonal-transport.txt")

    assert err == ""
    assert out.splitlines()[:5] == [
        "axonal-transport.txt: Axonal transport (wiki-mechanisms-axonal-transport)",
        "  Done:",
        "    new       SDA-2026-04-02-gap-007",
        "    new       SDA-2026-04-03-gap-008",
        "    new       wiki-mechanisms-axonal-transport",
    ]
    assert "    removed 1 stray bracket (“kinesin”)" in out
    assert "    cut-target (1): 38; The link to /proteins/dynein- leads to a name that was cut off: " in out


def test_a_dry_run_says_what_it_would_do(capsys):
    out, _err = run(capsys, "--dry-run", FOLDER / "trem2.txt")

    assert "  Would be:\n    new       h-00c0ffee01\n    new       wiki-genes-trem2\n" in out
    assert not Artifact.objects.exists()


def test_one_bad_file_is_told_and_the_others_are_imported(capsys, tmp_path):
    bad = tmp_path / "notes.txt"
    bad.write_text("Some notes.")

    with pytest.raises(CommandError, match=r"^2 of 3 files were not imported\.$"):
        run(capsys, bad, tmp_path / "missing.txt", FOLDER / "trem2.txt")

    assert capsys.readouterr().err == (
        "notes.txt, line 1: this is no capture of an artifact's page: it should begin with its cite button.\n"
        "missing.txt cannot be read: No such file or directory.\n"
    )
    assert Artifact.objects.filter(public_id="wiki-genes-trem2").exists()


def test_a_page_that_the_rules_refuse_is_told_with_the_files_name(capsys, tmp_path):
    file = tmp_path / "trem2.txt"
    file.write_text((FOLDER / "trem2.txt").read_text().replace("| slug | genes-trem2 |", "| slug | a b |"))

    with pytest.raises(CommandError):
        run(capsys, file)

    assert capsys.readouterr().err.startswith("trem2.txt: Slug: A slug holds lower-case letters")
