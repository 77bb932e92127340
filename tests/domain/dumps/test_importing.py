"""An import of a dump leaves what the ordinary verbs would leave."""

import json
import shutil
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.domain.checkup import check_all
from artifacts.domain.dumps.undoing import undo_batch
from artifacts.domain.refresh import refresh_all
from artifacts.domain.verify import verify
from artifacts.errors import ContentError
from artifacts.models import Artifact, Draft, GraphEdge, ImportRecord, Publication
from artifacts.representations.contents import content_of
from tests.dumps import HYPOTHESES, PAGES, page, state, write_dump
from tests.helpers import edit, make_page
from tests.rows import row_counts

pytestmark = pytest.mark.django_db
CAPTURES = Path(__file__).parents[2] / "text" / "captures"


def test_an_import_leaves_nothing_for_the_ordinary_verbs_to_change(imported):
    imported()
    before = state()

    refresh_all(Publication.objects.all())
    check_all(Artifact.objects.all())

    assert state() == before


def test_rows_documents_hashes_and_addresses_agree(imported):
    imported()

    assert [problem for artifact in Artifact.objects.all() for problem in verify(artifact)] == []


def test_every_artifact_has_one_revision_by_the_importer_with_tags_and_batch(imported):
    imported()

    for artifact in Artifact.objects.all():
        revision = artifact.revisions.get()
        assert (revision.author.username, revision.batch.name) == ("importer", "first")
        assert revision.tags == ["import", "dump", "bot"]
        assert artifact.publication.revision == revision


def test_a_pair_comes_in_as_two_pages_of_which_the_bare_one_owns_the_slug(imported):
    imported()

    pair = {one.public_id: one for one in Artifact.objects.filter(public_id__in=["wiki-genes-smn1", "genes-smn1"])}
    assert {public_id: one.row.title for public_id, one in pair.items()} == {
        "wiki-genes-smn1": "SMN1 - Survival",
        "genes-smn1": "SMN1",
    }
    assert Artifact.objects.for_keys(["genes-smn1"])["genes-smn1"] == pair["genes-smn1"]
    assert Artifact.objects.for_keys(["wp-genes-smn1"])["wp-genes-smn1"] == pair["wiki-genes-smn1"]


def test_works_are_shared_by_all_that_cite_them_and_known_by_their_identifiers(imported):
    imported()

    citations = dict(
        Artifact.objects.get(public_id="wiki-genes-smn1").row.citations.values_list("key", "reference__title")
    )
    assert citations["lefebvre1995"] == "A determining gene"
    assert citations["bacon2020"] == "Only this page knows it"
    assert citations["unknown2001"] is None
    assert Artifact.objects.filter(kind="reference").count() == 4


def test_hypotheses_are_related_to_pages_of_their_genes_with_the_reason(imported):
    imported()

    (relation,) = Artifact.objects.get(public_id="wiki-genes-smn1").row.relations.all()
    assert (relation.target.public_id, relation.origin) == ("h-0badcafe", "matched")
    assert relation.reason == "targets SMN1, which this page is about"


def test_repairs_are_named_in_the_summary_and_the_source_is_kept(imported):
    report = imported()

    summary = Artifact.objects.get(public_id="wiki-genes-smn1").revisions.get().summary
    assert "collapsed 1 doubled link" in summary
    assert "doubled-link" in {row["rule"] for row in report["repairs"]}


def test_ids_that_differ_in_case_only_become_two_artifacts(imported, tmp_path):
    rows = [{"id": "SDA-Gap-1", "title": "One"}, {"id": "sda-gap-1", "title": "Other"}]
    folder = write_dump(tmp_path / "dump", analyses=rows, hypotheses=[])

    imported(folder)
    imported(folder, name="second")

    second = Artifact.objects.get(public_id="sda-gap-1-2")
    assert (second.row.title, second.row.metadata["imported_id"]) == ("Other", "sda-gap-1")
    assert Artifact.objects.filter(kind="analysis").count() == 2
    assert "id-in-other-case" in second.checkups.get().by_rule


def test_the_same_dump_again_writes_nothing_but_its_records(imported):
    imported()
    before = row_counts()

    report = imported(name="second")

    after = row_counts()
    changed = {table: after[table] - before[table] for table in after if after[table] != before[table]}
    assert changed == {"artifacts_batch": 1, "artifacts_importrecord": 8}
    assert {outcome for counts in report["counts"].values() for outcome in counts} == {"unchanged"}


def test_what_changed_since_the_last_import_gets_a_revision_and_is_published(imported, tmp_path):
    imported()
    changed = {**PAGES[1], "content_md": "Acts on SMN2."}
    folder = write_dump(tmp_path / "dump2", wiki_pages=[PAGES[0], changed])

    imported(folder, name="second")

    artifact = Artifact.objects.get(public_id="wiki-therapeutics-nusinersen")
    assert artifact.revisions.count() == 2
    assert artifact.publication.revision.number == 2
    assert "SMN2" in artifact.publication.parts["body"]


def test_what_a_person_edited_last_is_left_alone_and_the_import_waits_as_a_proposal(imported, tmp_path, editor):
    imported()
    artifact = Artifact.objects.get(public_id="wiki-therapeutics-nusinersen")
    edit(artifact, by=editor, body="By hand.")
    folder = write_dump(tmp_path / "dump2", wiki_pages=[PAGES[0], {**PAGES[1], "content_md": "Acts on SMN2."}])

    report = imported(folder, name="second")

    assert content_of(Artifact.objects.get(pk=artifact.pk))["body"] == "By hand."
    assert Draft.objects.get(artifact=artifact).document["body"] == "Acts on SMN2."
    assert report["counts"]["page"] == {"proposed": 1, "unchanged": 2}


def test_what_stood_here_before_is_told_of_what_came_in(imported):
    linking = make_page("other", body="See [nusinersen](/therapeutics/nusinersen).")
    assert "/artifact/" not in linking.publication.parts["body"]

    imported()

    publication = Publication.objects.get(artifact=linking)
    assert "/artifact/wiki-therapeutics-nusinersen" in publication.parts["body"]
    assert not publication.stale


def test_a_dry_run_tells_the_same_and_leaves_nothing(imported):
    before = row_counts()

    told = imported(dry_run=True)

    assert {table: n for table, n in row_counts().items() if n != before[table]} == {}
    real = imported()
    for name in ("counts", "repairs", "findings", "wanted", "orphans", "rivals", "rejects"):
        assert told[name] == real[name]


def test_what_cannot_be_taken_is_written_down_and_can_be_mended_and_fed_in_again(imported, tmp_path):
    bad = page("bad", title="")
    folder = write_dump(tmp_path / "dump", wiki_pages=[PAGES[0], '{"id": "broken', bad, PAGES[1]])

    report = imported(folder)

    file = tmp_path / "first.rejects.jsonl"
    rejects = [json.loads(line) for line in file.read_text().splitlines()]
    assert report["rejects"] == 2
    assert [(one["line"], one["reason"][:12]) for one in rejects] == [(2, "It is no JSO"), (3, "The page has")]
    assert Artifact.objects.filter(kind="page").count() == 3

    rejects[1]["record"]["title"] = "Mended"
    mended = tmp_path / "mended.rejects.jsonl"
    mended.write_text(json.dumps(rejects[1]) + "\n")
    imported(mended, name="second")

    assert Artifact.objects.get(public_id="wiki-genes-bad").row.title == "Mended"


def test_an_id_that_comes_twice_is_refused_with_the_place_of_the_first(imported, tmp_path):
    folder = write_dump(tmp_path / "dump", hypotheses=[*HYPOTHESES, {**HYPOTHESES[0], "title": "Again"}])

    imported(folder)

    (reject,) = [json.loads(line) for line in (tmp_path / "first.rejects.jsonl").read_text().splitlines()]
    assert "h-0badcafe" in reject["reason"]
    assert Artifact.objects.get(public_id="h-0badcafe").row.title == "Earlier is better"


def test_other_files_under_the_name_of_an_import_that_was_begun_are_refused(imported, tmp_path):
    imported()
    folder = write_dump(tmp_path / "dump", papers=[])

    with pytest.raises(ContentError, match="papers.jsonl"):
        imported(folder)


def test_a_second_call_after_the_end_does_nothing(imported):
    imported()
    before = row_counts()

    imported()

    assert row_counts() == before


def test_links_become_provenance_or_edges_and_edges_the_graph(imported, tmp_path):
    links = [
        {"source": "wiki-genes-smn1", "target": "h-0badcafe", "link_type": "derives_from"},
        {"source": "wiki-genes-smn1", "target": "h-0badcafe", "link_type": "supports"},
        {"source": "", "target": "h-0badcafe", "link_type": "supports"},
    ]
    edges = [{"subject": "SMN1", "relation": "causes", "object": "SMA", "confidence": 0.9}]
    folder = write_dump(tmp_path / "dump", artifact_links=links, edges=edges)

    report = imported(folder)

    artifact = Artifact.objects.get(public_id="wiki-genes-smn1")
    assert list(artifact.provenance.values_list("relation", "object")) == [("wasDerivedFrom", "h-0badcafe")]
    assert report["counts"]["edge"] == {"new": 2}
    assert report["rejects"] == 1

    undo_batch("first")

    assert not GraphEdge.objects.exists()


def test_captured_pages_come_in_with_the_same_batch(imported, tmp_path):
    folder = write_dump(tmp_path / "dump")
    shutil.copy(CAPTURES / "trem2.txt", folder)

    imported(folder)

    record = ImportRecord.objects.get(file__endswith="trem2.txt", artifact__kind="page")
    assert record.artifact.public_id == "wiki-genes-trem2"
    assert record.artifact.publication.revision.batch.name == "first"


def queries_of(verb) -> int:
    with CaptureQueriesContext(connection) as queries:
        verb()
    return len(queries)


def test_a_chunk_takes_as_many_queries_for_one_page_as_for_three(imported, tmp_path):
    def counted(number: int) -> int:
        pages = [page(f"p{number}x{n}") for n in range(number)]
        folder = write_dump(tmp_path / f"dump{number}", wiki_pages=pages, artifacts=[])
        return queries_of(lambda: imported(folder, name=f"import {number}"))

    counted(2)

    assert counted(1) == counted(3)
