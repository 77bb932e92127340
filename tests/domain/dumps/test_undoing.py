"""An import is taken back whole, but for what people edited or use since."""

import pytest

from artifacts.domain.checkup import check_all
from artifacts.domain.dumps import undoing
from artifacts.domain.dumps.importing import Tell, import_dump
from artifacts.domain.dumps.undoing import undo_batch
from artifacts.domain.refresh import refresh_all
from artifacts.domain.save import save
from artifacts.errors import StateError
from artifacts.models import Artifact, Batch, Draft, Publication
from artifacts.representations.contents import content_of
from tests.domain.dumps.test_stopping import Killed, after
from tests.dumps import PAGES, state, write_dump
from tests.helpers import edit, make_page
from tests.rows import row_counts

pytestmark = pytest.mark.django_db


@pytest.fixture(name="imported")
def _imported(tmp_path):
    def imported(name="first", tell=None, **tables) -> None:
        folder = write_dump(tmp_path / name, **tables)
        import_dump([folder], name=name, rejects=tmp_path / f"{name}.rejects.jsonl", tell=tell or Tell())

    return imported


def told_of(name: str) -> dict:
    return undo_batch(name)["counts"]


def test_what_an_import_made_vanishes_whole(imported, editor):
    make_page("other", body="See [nusinersen](/therapeutics/nusinersen).", by=editor)
    before, counts = state(), row_counts()

    imported()
    undo_batch("first")

    assert state() == before
    after_it = row_counts()
    # The batch tells that it was there, and the account of the importer stays.
    assert {table: after_it[table] - counts[table] for table in counts if after_it[table] != counts[table]} == {
        "artifacts_batch": 1,
        "auth_user": 1,
    }
    assert Batch.objects.get().state == "undone"


def test_nothing_is_checked_anew_that_is_to_go(imported, editor, monkeypatch):
    other = make_page("other", body="See [nusinersen](/therapeutics/nusinersen).", by=editor)
    imported()
    monkeypatch.setattr(undoing, "CHUNK", 1)
    checked = []
    monkeypatch.setattr(undoing, "check_many", checked.extend)

    undo_batch("first")

    assert checked == [other.pk]


@pytest.mark.parametrize("chunk", [1, 100])
def test_what_a_person_edited_stays_with_all_that_it_cites(imported, editor, monkeypatch, chunk):
    monkeypatch.setattr(undoing, "CHUNK", chunk)
    imported()
    page = Artifact.objects.get(public_id="wiki-genes-smn1")
    edit(page, by=editor, title="By hand")

    told = undo_batch("first")

    stays = dict(told["stays"])
    works = {one.public_id for one in Artifact.objects.filter(kind="reference")}
    assert stays.pop("wiki-genes-smn1") == "revision 2 was saved since, by Edith Editor"
    assert stays.pop("h-0badcafe") == "is related to wiki-genes-smn1"
    assert stays.pop("SDA-2026-04-01-gap-009") == "is the analysis of h-0badcafe"
    assert stays == dict.fromkeys(works, "is cited by wiki-genes-smn1")
    assert len(works) == 3
    assert content_of(Artifact.objects.get(pk=page.pk))["title"] == "By hand"
    settled = state()
    refresh_all(Publication.objects.all())
    check_all(Artifact.objects.all())
    assert state() == settled


def test_what_an_import_changed_gets_a_revision_as_it_was_before(imported):
    imported()
    before = content_of(Artifact.objects.get(public_id="wiki-therapeutics-nusinersen"))
    imported("second", wiki_pages=[PAGES[0], {**PAGES[1], "content_md": "Acts on SMN2.", "id": "wp-new"}])

    counts = told_of("second")

    artifact = Artifact.objects.get(public_id="wiki-therapeutics-nusinersen")
    assert counts == {"restored": 1}
    assert content_of(artifact) == before
    assert artifact.publication.revision.number == artifact.revisions.count() == 3
    assert not artifact.addresses.filter(key="wp-new").exists()
    assert Artifact.objects.get(public_id="wiki-genes-smn1").revisions.count() == 1


def test_what_an_import_proposed_is_taken_back(imported, editor):
    imported()
    edit(Artifact.objects.get(public_id="wiki-therapeutics-nusinersen"), by=editor, body="By hand.")
    imported("second", wiki_pages=[PAGES[0], {**PAGES[1], "content_md": "Acts on SMN2."}])

    undo_batch("second")

    assert not Draft.objects.exists()


def test_after_it_the_next_import_may_write_again_what_was_put_back(imported):
    changed = [PAGES[0], {**PAGES[1], "content_md": "Acts on SMN2."}]
    imported()
    imported("second", wiki_pages=changed)
    undo_batch("second")

    imported("third", wiki_pages=changed)

    assert "SMN2" in Artifact.objects.get(public_id="wiki-therapeutics-nusinersen").publication.parts["body"]


def test_a_work_that_somebody_else_cites_since_stays(imported, editor):
    imported()
    work = Artifact.objects.get(addresses__key="pmid:9560156")
    cited = {"kind": "page", "slug": "genes-own", "title": "Own", "body": "So.[@a]", "citations": {"a": work.public_id}}
    save(cited, by=editor)

    told = undo_batch("first")

    assert told["stays"] == [[work.public_id, "is cited by wiki-genes-own"]]


def test_a_dry_run_tells_what_would_go_and_leaves_it(imported):
    imported()
    before, counts = state(), row_counts()

    told = undo_batch("first", dry_run=True)

    assert told["counts"] == {"removed": 9}
    assert (state(), row_counts()) == (before, counts)
    assert Batch.objects.get().state == "done"


@pytest.mark.parametrize("number", [0, 1, 2, 5, 9])
def test_killed_it_goes_on_where_it_stopped(imported, monkeypatch, number):
    monkeypatch.setattr(undoing, "CHUNK", 1)
    imported()
    with monkeypatch.context() as patched:
        patched.setattr(undoing._Undoing, "save", after(number, undoing._Undoing.save))
        with pytest.raises(Killed):
            undo_batch("first")

    counts = told_of("first")

    assert counts["removed"] == 9
    assert not Artifact.objects.exists()


def test_a_batch_that_is_no_import_of_a_dump_or_was_undone_is_refused(imported, editor):
    Batch.objects.create(name="by hand", by=editor)
    imported()
    undo_batch("first")

    with pytest.raises(StateError, match="undone already"):
        undo_batch("first")
    with pytest.raises(StateError, match="no import of a dump"):
        undo_batch("by hand")


def test_an_import_that_was_not_finished_can_be_undone(imported):
    with pytest.raises(Killed):
        imported(tell=Tell(did=after(13, lambda many: None)))
    assert Artifact.objects.exists()

    undo_batch("first")

    assert not Artifact.objects.exists()
