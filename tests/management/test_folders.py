"""`manage.py import_pages` and `export_pages`: whole folders, or a sentence and nothing."""

import pytest
from django.core.management import CommandError, call_command

from artifacts.models import Artifact
from tests.helpers import make_page

pytestmark = pytest.mark.django_db


def test_an_exported_folder_is_imported_again(tmp_path, capsys):
    make_page("smn1")
    call_command("export_pages", tmp_path / "out")

    call_command("import_pages", tmp_path / "out")

    assert capsys.readouterr().out == f"Exported 1 artifacts to {tmp_path / 'out'}.\nImported: 1 unchanged.\n"


def test_a_folder_that_is_not_empty_is_not_written_to(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(CommandError, match="exists and is not an empty folder"):
        call_command("export_pages", tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("pages/x.md", "no front matter", "pages/x.md, line 1: the file must begin with a line of three hyphens"),
        ("pages/x.md", "---\nid: wiki-x\nspell: 1\n---\n", "'spell' is no field of a page"),
        ("references.json", "{", "references.json is no JSON"),
        ("notes.txt", "", "holds no references.json and no pages, hypotheses or analyses"),
    ],
)
def test_a_folder_that_cannot_be_read_is_refused_with_the_files_name(tmp_path, name, text, sentence):
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)

    with pytest.raises(CommandError) as error:
        call_command("import_pages", tmp_path)

    assert sentence in str(error.value)
    assert not Artifact.objects.exists()
