"""Files with odd values: one sentence that names the file, and nothing half written; never a traceback."""

import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from artifacts.models import Artifact, Batch

pytestmark = pytest.mark.django_db
CAPTURE = Path(__file__).parent.parent / "text" / "captures" / "trem2.txt"
FIELDS = "id: wiki-x\nslug: x\ntitle: X\n"


def refusal(folder: Path) -> str:
    with pytest.raises(CommandError) as error:
        call_command("import_pages", folder)
    assert not Artifact.objects.exists()
    return str(error.value)


@pytest.mark.parametrize(
    "field",
    [
        "metadata: {a: !!bool foo}",
        "metadata: {a: !!timestamp foo}",
        "metadata: {!!int '': b}",
        "infobox: [{foo: 0x" + "f" * 6000 + "}]",
        "infobox: [{label: [1], value: x}]",
        "relations: [{to: [1]}]",
        "references: {a: [1]}",
    ],
)
def test_an_odd_value_in_a_page_is_refused_by_its_file(tmp_path, field):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "x.md").write_text(f"---\n{FIELDS}{field}\n---\n")

    assert "pages/x.md" in refusal(tmp_path)


@pytest.mark.parametrize(
    "work",
    [
        '{"id": "ref-x", "title": "T", "scidex": {"doi": ["x"]}}',
        '{"id": "ref-x", "title": "T", "scidex": {"pmid": {"a": 1}}}',
        '{"id": "\\ud800", "title": "T"}',
        '{"id": "ref-x", "title": "T", "issued": {"date-parts": [[' + "9" * 5000 + "]]}}",
        '{"id": "ref-x", "title": "T", "n": ' + "9" * 4000 + "}",
    ],
)
def test_an_odd_value_in_the_works_is_refused_by_their_file(tmp_path, work):
    (tmp_path / "references.json").write_text(f"[{work}]")

    assert "references.json" in refusal(tmp_path)


def test_what_is_no_file_is_refused(tmp_path):
    (tmp_path / "pages" / "a.md").mkdir(parents=True)

    assert refusal(tmp_path) == "a.md is no file."


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    (tmp_path / "pages").mkdir()
    os.mkfifo(tmp_path / "pages" / "a.md")

    assert refusal(tmp_path) == "a.md is no file."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| confidence | 0.75 |", "| confidence | [0x" + "f" * 6000 + "] |"),
        ("| wiki_page_id | wp-0123456789ab |", "| wiki_page_id | '\\x00' |"),
        ("| wiki_page_id | wp-0123456789ab |", "| wiki_page_id | '\\ud800' |"),
        ("derives_from: SDA", "was" + "Foo" * 100 + ": SDA"),
    ],
)
def test_an_odd_value_in_a_capture_is_kept_as_text_or_told(tmp_path, capsys, old, new):
    file = tmp_path / "trem2.txt"
    file.write_text(CAPTURE.read_text().replace(old, new))

    call_command("import_capture", file)

    assert Artifact.objects.filter(public_id="wiki-genes-trem2").exists()


def test_a_long_file_name_fits_its_batch(tmp_path):
    file = tmp_path / ("x" * 200 + ".txt")
    file.write_text(CAPTURE.read_text())

    call_command("import_capture", file)

    assert len(Batch.objects.get().name) <= 200
