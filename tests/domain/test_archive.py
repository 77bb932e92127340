"""Archives: what goes out of one database comes into another, whole, and goes out of that byte for byte the same."""

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from artifacts.domain.archive.reading import import_archive
from artifacts.domain.archive.writing import export_archive
from artifacts.domain.publish import publish
from artifacts.domain.save import save
from artifacts.domain.selecting import select
from artifacts.domain.verify import verify
from artifacts.errors import ArchiveError, ArtifactError
from artifacts.models import Artifact, Checkup, Draft, Merge, Publication, RevisionInfo
from artifacts.representations.archive import MANIFEST, TABLES, ArchiveWriter, read_table
from tests.archives import exported, files_of, make_history, there_and_back
from tests.domain.test_exchange import line, pages
from tests.helpers import edit, make_page, make_reference, someone
from tests.rows import row_counts

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        return exported(tmp_path_factory.mktemp("archive") / "first", make_history)


def rows(folder: Path, table: str) -> list[dict]:
    return [json.loads(line) for line in (folder / f"{table}.jsonl").read_text().split("\n")[:-1]]


def rewritten(archive: Path, folder: Path, table: str, line: int, **changes) -> Path:
    """A copy of an archive with a line changed, whose manifest fits it."""
    shutil.copytree(archive, folder)
    writer = ArchiveWriter(folder)
    for name in TABLES:
        found = rows(archive, name)
        if name == table:
            found[line - 1] |= changes
        with writer.table(name) as write:
            for row in found:
                write(row)
    writer.finish()
    return folder


def test_everything_comes_back_byte_for_byte_and_holds_together(archive, tmp_path):
    import_archive(archive)

    counts = export_archive(tmp_path / "again")

    assert files_of(tmp_path / "again") == files_of(archive)
    assert min(counts.values()) > 0
    assert [problem for artifact in Artifact.objects.all() for problem in verify(artifact)] == []
    assert not Publication.objects.stale().exists()
    assert Checkup.objects.filter(newest=True).count() == Artifact.objects.count()
    assert {info.removed for info in RevisionInfo.objects.all()} == {"", "suppressed", "pruned"}
    assert Merge.objects.filter(undone_at=None).count() == Merge.objects.count() - 1 == 3
    with default_storage.open("images/cells.png") as picture:
        assert picture.read() == b"pixels"


def test_the_other_database_gives_the_same_archive(archive, tmp_path):
    assert files_of(there_and_back(archive, tmp_path)) == files_of(archive)


def test_people_come_as_names_who_cannot_log_in_and_with_nothing_secret(archive):
    import_archive(archive)

    edith = get_user_model().objects.get(username="édith")
    assert (edith.first_name, edith.email, edith.is_active, edith.has_usable_password()) == ("Édith", "", False, False)
    assert set(Draft.objects.values_list("kind", flat=True)) == {"proposal"}
    text = b"".join(files_of(archive).values()).decode()
    assert "edith@example.org" not in text
    assert "Half a thought" not in text
    assert "Private.[@a]" not in text


def test_readers_and_searchers_find_what_was_imported(archive, client):
    import_archive(archive)

    page = client.get("/artifact/wiki-genes-smn1").content.decode()
    assert "binds well" in page
    assert client.get("/wiki/genes-smn1-new")["Location"] == "/artifact/wiki-genes-smn1"
    assert client.get("/artifact/wiki-genes-smn1b")["Location"] == "/artifact/wiki-genes-smn1"
    assert client.get("/artifact/wiki-genes-gone").status_code == 410
    assert client.get("/artifact/wiki-genes-draft").status_code == 404
    assert client.get("/media/images/cells.png").status_code == 200
    assert "wiki-genes-smn1" in client.get("/search?q=binds").content.decode()


def test_who_is_known_here_stays_as_they_are(archive, editor):
    get_user_model().objects.filter(pk=editor.pk).update(username="édith")

    import_archive(archive)

    known = get_user_model().objects.get(username="édith")
    assert (known.pk, known.is_active, known.first_name) == (editor.pk, True, "Edith")


def test_a_selection_brings_all_that_it_cites_and_was_merged_with(archive, tmp_path):
    def chosen():
        return select(Artifact.objects.all(), names=["genes-smn1-new"])

    folder = exported(tmp_path / "some", make_history, chosen)
    import_archive(folder)
    export_archive(tmp_path / "again")

    ids = [row["id"] for row in rows(folder, "artifacts")]
    assert ids == [
        *("SDA-2026-04-01-gap-001", "h-0badcafe", "ref-B", "ref-a"),
        *("wiki-genes-smn1", "wiki-genes-smn1a", "wiki-genes-smn1b"),
    ]
    assert files_of(tmp_path / "again") == files_of(folder)


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"type": "gene"}, ["wiki-genes-a", "wiki-genes-b"]),
        ({"type": "reference"}, ["ref-lefebvre1995"]),
        ({"type": "gene", "published": True}, ["wiki-genes-a"]),
        ({"names": ["wiki/genes-b", "ref-lefebvre1995"]}, ["ref-lefebvre1995", "wiki-genes-b"]),
    ],
)
def test_artifacts_are_selected_by_name_type_and_publication(asked, ids):
    make_page("a"), make_page("b", live=False), make_reference()

    found = select(Artifact.objects.all(), **asked)

    assert sorted(found.values_list("public_id", flat=True)) == ids


def test_a_database_that_holds_something_is_not_imported_into(archive, tmp_path):
    make_page("mine")
    before = row_counts()

    with pytest.raises(CommandError, match="holds artifacts already: import into an empty one"):
        call_command("import_corpus", archive)

    assert row_counts() == before


def test_an_archive_that_was_changed_or_is_not_whole_is_refused_before_anything_is_written(archive, tmp_path):
    def refusal(name, change):
        folder = tmp_path / name
        shutil.copytree(archive, folder)
        change(folder)
        with pytest.raises(CommandError) as error:
            call_command("import_corpus", folder)
        return str(error.value)

    def altered(folder):
        (folder / "merges.jsonl").write_text((folder / "merges.jsonl").read_text().replace("Same gene.", "Same hene."))

    def cut(folder):
        (folder / "people.jsonl").write_text("")

    before = row_counts()
    assert "merges.jsonl is not the file that manifest.json tells of: its SHA-256" in refusal("altered", altered)
    assert "people.jsonl is not the file that manifest.json tells of: it has 0 bytes" in refusal("cut", cut)
    assert "batches.jsonl is missing" in refusal("gone", lambda folder: (folder / "batches.jsonl").unlink())
    assert "its export was broken off" in refusal("open", lambda folder: (folder / MANIFEST).unlink())
    assert "manifest.json cannot be read" in refusal("odd", lambda folder: (folder / MANIFEST).write_text("[]"))
    assert "media.jsonl, line 1: media/images/cells.png is not the file" in refusal(
        "picture", lambda folder: (folder / "media/images/cells.png").write_bytes(b"other")
    )
    assert row_counts() == before


@pytest.mark.parametrize(
    ("table", "line", "changes", "sentence"),
    [
        ("artifacts", 2, {"kind": 7}, "artifacts.jsonl, line 2: the field 'kind' must be text."),
        ("artifacts", 2, {"spell": 7}, "artifacts.jsonl, line 2 has a field 'spell' that this version does not know."),
        ("artifacts", 1, {"kind": "spell"}, "artifacts.jsonl, line 1"),
        ("artifacts", 1, {"merged_into": "nobody"}, "artifacts.jsonl"),
        (
            "revisions",
            1,
            {"author": "nobody"},
            "line 1 cannot be stored: people.jsonl has no 'nobody'.",
        ),
        ("revisions", 1, {"author_name": "Another"}, "line 1 cannot be stored: its author, date, summary or hashes"),
        ("revisions", 1, {"date": "yesterday"}, "revisions.jsonl, line 1 cannot be stored: Invalid isoformat"),
        (
            "revisions",
            2,
            {"document": {"content": {}}},
            "line 2 cannot be stored: its document is not",
        ),
        ("revisions", 1, {"number": 2}, "revisions.jsonl, line 1 cannot be stored: revision 1 of"),
        ("merges", 1, {"source_before": 99}, "line 1: ('wiki-genes-smn1a', 99) is missing or unknown."),
        ("proposals", 1, {"batch": "none"}, "proposals.jsonl, line 1 cannot be stored: batches.jsonl has no 'none'."),
        (
            "media",
            1,
            {"name": "../cells.png"},
            "media.jsonl, line 1: '../cells.png' is no name of a file",
        ),
    ],
)
def test_what_is_malformed_is_named_with_its_line_and_nothing_is_left(
    archive, tmp_path, table, line, changes, sentence
):
    folder = rewritten(archive, tmp_path / "odd", table, line, **changes)
    before = row_counts()

    with pytest.raises(CommandError) as error:
        call_command("import_corpus", folder)

    assert sentence in str(error.value)
    assert row_counts() == before


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"[", "people.jsonl, line 1 is no JSON"),
        (b"\xff", "people.jsonl, line 1 is no JSON"),
        (b"[" * 100_000, "people.jsonl, line 1 is no JSON"),
        (b"NaN", "people.jsonl, line 1 is no JSON: NaN is no number"),
        (b"7", "people.jsonl, line 1 must be an object"),
        (b"{}", "people.jsonl, line 1 lacks the field 'username'"),
    ],
)
def test_a_line_that_is_no_row_is_named(archive, tmp_path, text, sentence):
    folder = tmp_path / "odd"
    shutil.copytree(archive, folder)
    (folder / "people.jsonl").write_bytes(text + b"\n")
    manifest = json.loads((folder / MANIFEST).read_text())
    sha256 = hashlib.sha256(text + b"\n").hexdigest()
    manifest["files"]["people"] = {"rows": 1, "bytes": len(text) + 1, "sha256": sha256}
    (folder / MANIFEST).write_text(json.dumps(manifest))

    with pytest.raises(CommandError, match=sentence):
        call_command("import_corpus", folder)


def test_a_line_that_is_cut_off_is_named(archive, tmp_path):
    (tmp_path / "people.jsonl").write_text("{}")

    with pytest.raises(ArchiveError, match="people.jsonl, line 1 is cut off"):
        list(read_table(tmp_path, "people"))


def test_a_damaged_document_is_named_before_an_archive_is_made_of_it(tmp_path):
    info = edit(make_page("smn1"), body="Other.", by=someone()).revision
    info.version.serialized_data = "damaged"
    info.version.save()

    with pytest.raises(CommandError, match="wiki-genes-smn1, revision 2: The stored document is damaged"):
        call_command("export_corpus", tmp_path / "out")

    assert not (tmp_path / "out" / MANIFEST).exists()


def test_a_folder_that_is_not_empty_is_not_exported_to(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(CommandError, match="exists and is not an empty folder"):
        call_command("export_corpus", tmp_path)


class RoundTrip(TestCase):
    """Whatever pages hold, they go out of the next database as they went out of the first."""

    @settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
    @given(page=pages, title=line, addresses=st.lists(st.sampled_from(["x1", "X.2", "ünï"]), max_size=2))
    def test_what_goes_out_and_comes_in_goes_out_the_same(self, page, title, addresses):
        def make():
            save({"kind": "reference", "csl": {"title": title}}, by=someone(), public_id="ref-x")
            publish(save(page, by=someone(), addresses=addresses, summary=title).revision, by=someone())

        with tempfile.TemporaryDirectory() as scratch, transaction.atomic():
            try:
                first = exported(Path(scratch, "1"), make)
            except ArtifactError:
                reject()
            import_archive(first)
            export_archive(Path(scratch, "2"))
            transaction.set_rollback(True)

            assert files_of(Path(scratch, "2")) == files_of(first)
