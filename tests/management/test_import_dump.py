"""The commands that import a dump and take it back: what they print, write and return."""

import json

import pytest
from django.core.management import CommandError, call_command

from artifacts.models import Artifact, Batch
from tests.dumps import PAGES, page, write_dump

pytestmark = pytest.mark.django_db


def test_it_tells_what_came_in_and_writes_the_report(tmp_path, capsys):
    folder = write_dump(tmp_path / "dump", wiki_pages=[*PAGES, page("x", title="<script>alert(1)</script>")])

    call_command("import_dump", folder, batch="spring", processes=1, report=tmp_path / "report")

    told = capsys.readouterr().out
    assert "Importing as 'spring'." in told
    assert "  page: 4 new" in told
    report = json.loads((tmp_path / "report" / "report.json").read_text())
    assert report["counts"]["page"] == {"new": 4}
    assert report["wanted"] == [{"key": "genes-nothing", "count": 3}, {"key": "genes-smn2", "count": 1}]
    html = (tmp_path / "report" / "report.html").read_text()
    assert "doubled-link" in html
    assert "<script" not in html
    assert (tmp_path / "report" / "report.css").exists()


def test_records_that_cannot_be_taken_make_the_exit_code(tmp_path, capsys):
    folder = write_dump(tmp_path / "dump", wiki_pages=[page("bad", title="")])

    with pytest.raises(CommandError, match="1 records could not be taken") as error:
        call_command("import_dump", folder, batch="spring", processes=1, rejects=tmp_path / "rejects.jsonl")

    assert error.value.returncode == 3
    assert json.loads((tmp_path / "rejects.jsonl").read_text())["file"] == "dump/wiki_pages.jsonl"


def test_a_path_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(CommandError, match="does not exist"):
        call_command("import_dump", tmp_path / "none")


def test_an_import_is_taken_back_by_its_name(tmp_path, capsys):
    call_command("import_dump", write_dump(tmp_path / "dump"), batch="spring", processes=1, report=tmp_path)

    call_command("undo_batch", "spring", "--dry-run")
    assert "9 removed.\nEverything stands as it was" in capsys.readouterr().out
    call_command("undo_batch", "spring")

    assert "9 removed." in capsys.readouterr().out
    assert not Artifact.objects.exists()
    assert Batch.objects.get().state == "undone"
    with pytest.raises(CommandError, match="undone already"):
        call_command("undo_batch", "spring")
