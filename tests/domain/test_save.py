"""One edit is one revision and one version row, with three hashes, for every kind of artifact."""

import hashlib
import json

import pytest
import reversion
from reversion.models import Revision, Version

from artifacts.domain.accounts import importer
from artifacts.domain.documents import document_of_revision
from artifacts.domain.save import chain_hash, save
from artifacts.errors import ContentError, StaleSaveError, StateError
from artifacts.models import Address, Artifact, Batch, Citation, InfoboxRow, Relation, RevisionInfo
from artifacts.representations.contents import content_of
from tests.helpers import CSL, edit, fresh, make_analysis, make_hypothesis, make_page, make_reference, someone
from tests.rows import row_counts

pytestmark = pytest.mark.django_db

MAKERS = [make_page, make_hypothesis, make_analysis, make_reference]


def digest(value) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def addresses_of(artifact) -> dict[str, str]:
    return dict(Address.objects.filter(artifact=artifact).values_list("key", "kind"))


@pytest.mark.parametrize(
    ("content", "public_id", "addresses"),
    [
        (
            {"kind": "page", "slug": "genes-smn1", "title": "SMN1"},
            None,
            {"wiki-genes-smn1": "id", "genes-smn1": "slug", "wp-fdf59cad1c88": "imported"},
        ),
        ({"kind": "hypothesis", "title": "It is."}, "h-1", {"h-1": "id", "wp-fdf59cad1c88": "imported"}),
        ({"kind": "analysis", "title": "Is it?"}, "SDA-1", {"sda-1": "id", "wp-fdf59cad1c88": "imported"}),
        (
            {"kind": "reference", "csl": CSL, "doi": "10.1016/0092-8674(95)90460-3", "pmid": "7813012"},
            "ref-1",
            {
                "ref-1": "id",
                "wp-fdf59cad1c88": "imported",
                "doi:10.1016/0092-8674(95)90460-3": "identifier",
                "pmid:7813012": "identifier",
            },
        ),
    ],
)
def test_the_first_save_makes_id_addresses_rows_and_one_revision(content, public_id, addresses, editor):
    batch = Batch.objects.create(name="dump", by=editor)

    saved = save(
        content,
        by=editor,
        public_id=public_id,
        addresses=["WP-fdf59cad1c88"],
        summary="New",
        tags=["import"],
        batch=batch,
    )

    artifact, revision = saved.revision.artifact, RevisionInfo.objects.get()
    assert saved.changed
    assert artifact.kind == content["kind"]
    assert addresses_of(artifact) == addresses
    assert artifact.row.artifact == artifact
    assert (revision.number, revision.summary, revision.tags, revision.batch) == (1, "New", ["import"], batch)
    assert (revision.author, revision.author_name) == (editor, "Edith Editor")
    assert revision.version == Version.objects.get()
    assert revision.version.revision.comment == "New"
    assert revision.version.revision.user == editor
    assert revision.version.revision.date_created == revision.date


def test_what_a_program_wrote_is_marked_as_such():
    page = make_page("smn1", by=importer())

    edit(page, by=importer(), body="It takes 5 mg.")
    edit(page, body="It takes 6 mg.")

    assert [revision.tags for revision in page.revisions.order_by("number")] == [
        ["bot"],
        ["bot"],
        ["numbers", "doses"],
    ]


def test_a_page_is_named_after_its_slug_and_the_others_are_given_an_id():
    ids = [
        save({"kind": kind, **fields}, by=someone()).revision.artifact.public_id
        for kind, fields in [
            ("page", {"slug": "genes-smn1", "title": "SMN1"}),
            ("hypothesis", {"title": "It is."}),
            ("hypothesis", {"title": "It is."}),
            ("analysis", {"title": "Is it?"}),
            ("reference", {"csl": CSL}),
        ]
    ]

    assert ids[0] == "wiki-genes-smn1"
    assert [public_id.partition("-")[0] for public_id in ids[1:]] == ["h", "h", "SDA", "ref"]
    assert len(set(ids)) == 5


def test_a_one_word_edit_of_a_long_page_writes_one_version_row():
    references = [make_reference(str(n)) for n in range(40)]
    page = make_page(
        body=" ".join(f"Claim [@r{n}]." for n in range(40)),
        citations={f"r{n}": reference.public_id for n, reference in enumerate(references)},
        infobox=[{"label": f"Row {n}", "value": "x"} for n in range(10)],
    )
    before = row_counts()
    parts = {model: set(model.objects.values_list("pk", flat=True)) for model in (Citation, InfoboxRow)}

    edit(page, body=page.row.body.replace("Claim", "Word", 1))

    assert {name: row_counts()[name] - count for name, count in before.items() if row_counts()[name] != count} == {
        "reversion_version": 1,
        "reversion_revision": 1,
        "artifacts_revisioninfo": 1,
        "artifacts_checkup": 1,
    }
    assert {model: set(model.objects.values_list("pk", flat=True)) for model in parts} == parts


@pytest.mark.parametrize("make", MAKERS)
def test_the_three_hashes_are_what_they_say(make, editor):
    artifact = make()
    edit(artifact, by=editor, metadata={"size": 1.0, "name": "é"}, summary="A word")
    first, second = artifact.revisions.order_by("number")

    previous = ""
    for revision in (first, second):
        document = document_of_revision(revision)
        assert revision.content_sha256 == digest(document["content"])
        assert revision.document_sha256 == digest(document)
        previous = digest(
            {
                "previous": previous,
                "document": revision.document_sha256,
                "artifact": artifact.public_id,
                "number": revision.number,
                "author": revision.author_name,
                "date": revision.date.isoformat(),
                "summary": revision.summary,
            }
        )
        assert revision.chain_sha256 == previous
        assert revision.size == len(
            json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        )


@pytest.mark.parametrize(
    "changed",
    [
        {"author_name": "Somebody Else"},
        {"date": "2001-01-01T00:00:00Z"},
        {"summary": "Nothing to see"},
        {"number": 7},
        {"document_sha256": "0" * 64},
    ],
)
def test_a_change_of_what_a_revision_says_of_itself_breaks_the_chain(changed):
    page = make_page()
    revision = page.revisions.get()
    assert chain_hash(revision, "") == revision.chain_sha256

    RevisionInfo.objects.filter(pk=revision.pk).update(**changed)

    assert chain_hash(RevisionInfo.objects.get(pk=revision.pk), "") != revision.chain_sha256


@pytest.mark.parametrize("make", MAKERS)
def test_saving_what_is_there_already_writes_nothing(make):
    artifact = make()
    counts, revision = row_counts(), artifact.revisions.get()

    saved = edit(artifact)

    assert (saved.changed, saved.revision) == (False, revision)
    assert row_counts() == counts


def test_saving_what_is_there_already_keeps_the_rows():
    page = make_page(
        body="[@b] [@a] [@C]",
        citations={"a": make_reference().public_id},
        infobox=[{"label": "Symbol", "value": "SMN1"}],
        relations=[{"to": make_hypothesis().public_id, "reason": "shares target SMN2"}],
    )
    parts = {model: list(model.objects.values()) for model in (Citation, InfoboxRow, Relation)}

    edit(page)
    edit(page, title="Another title")

    assert {model: list(model.objects.values()) for model in parts} == parts


def test_a_no_op_save_still_gives_a_new_address():
    page = make_page()

    saved = save(content_of(page), by=someone(), artifact=page, base=1, addresses=["wp-1"])

    assert not saved.changed
    assert addresses_of(page)["wp-1"] == "imported"


def test_a_stale_save_is_refused_and_writes_nothing(editor, reviewer):
    page = make_page()
    edit(page, by=editor, title="Hers")
    counts, content = row_counts(), content_of(fresh(page))

    with pytest.raises(StaleSaveError, match="Edith Editor saved revision 2 while you were editing revision 1"):
        edit(page, by=reviewer, base=1, title="His")

    assert row_counts() == counts
    assert content_of(fresh(page)) == content


def test_a_page_whose_newest_document_is_damaged_can_be_saved_again():
    page = make_page(body="One.")
    version = page.revisions.get().version
    version.serialized_data = "nonsense"
    version.save()

    saved = edit(page, body="Two.")

    assert (saved.revision.number, saved.revision.changed) == (2, {})
    assert document_of_revision(saved.revision)["content"]["body"] == "Two."


def test_a_save_that_names_no_base_is_stale():
    page = make_page()

    with pytest.raises(StaleSaveError):
        save({**content_of(page), "title": "New"}, by=someone(), artifact=page)


def test_a_save_inside_an_open_revision_block_is_refused():
    page = make_page()
    counts = row_counts()

    with pytest.raises(StateError, match="A revision block is already open"), reversion.create_revision():
        edit(page, title="Inside")

    assert row_counts() == counts
    assert Revision.objects.count() == RevisionInfo.objects.count()


@pytest.mark.parametrize("state", ["withdrawn", "merged"])
def test_what_is_not_active_cannot_be_edited(state):
    page, other = make_page("one"), make_page("two")
    merged_into = other if state == "merged" else None
    Artifact.objects.filter(pk=page.pk).update(state=state, merged_into=merged_into)

    with pytest.raises(StateError, match=f"wiki-genes-one is {state} and cannot be edited"):
        edit(page, title="New")


def test_an_artifact_never_changes_its_kind():
    page = make_page()

    with pytest.raises(ContentError, match="wiki-genes-smn1 is a page; its content must be one too"):
        save({"kind": "analysis", "title": "Is it?"}, by=someone(), artifact=page, base=1)


def test_the_working_copy_is_the_newest_revision_also_when_it_is_no_publication(editor):
    page = make_page(title="Published")

    edit(page, by=editor, title="Waiting for review")

    assert fresh(page).row.title == "Waiting for review"
    assert page.publication.title == "Published"
    assert page.revisions.newest().review == "unreviewed"


def test_a_document_pins_the_published_revision_of_everything_it_shows():
    reference = make_reference("one")
    edit(reference, live=True, metadata={"a": "b"})
    edit(reference, metadata={"a": "never published"})
    unpublished = make_reference("two", live=False)
    hypothesis, analysis = make_hypothesis(), make_analysis()

    page = make_page(
        body="[@a] [@b]",
        citations={"a": reference.public_id, "b": unpublished.public_id, "c": None},
        relations=[{"to": hypothesis.public_id}, {"to": analysis.public_id}],
    )
    shown = make_hypothesis(
        "h-2", analysis=analysis.public_id, evidence=[{"claim": "x", "reference": reference.public_id}]
    )

    assert document_of_revision(page.revisions.get())["pins"] == {
        reference.public_id: 2,
        hypothesis.public_id: 1,
        analysis.public_id: 1,
    }
    assert document_of_revision(shown.revisions.get())["pins"] == {reference.public_id: 2, analysis.public_id: 1}


def test_an_author_whose_name_is_too_long_for_its_column_saves_all_the_same(django_user_model):
    author = django_user_model.objects.create_user("long", first_name="A" * 150, last_name="B" * 150)

    page = make_page(by=author)

    assert page.revisions.get().author_name == f"{'A' * 150} {'B' * 49}"


def test_a_summary_is_cut_where_its_column_ends():
    page = make_page()

    assert edit(page, title="New", summary="é" * 1200).revision.summary == "é" * 1000


def test_an_infobox_in_the_body_becomes_rows():
    body = '<table class="infobox"><tr><td class="label">Symbol</td><td>SMN1</td></tr></table>\n\nText.'

    page = make_page(body=body).row

    assert list(page.infobox.values_list("kind", "label", "value")) == [("pair", "Symbol", "SMN1")]
    assert page.body.strip() == "Text."


def test_every_citekey_in_use_is_listed_and_an_unused_one_only_if_it_is_resolved():
    reference = make_reference()

    page = make_page(
        body="[@used] `[@code]`",
        infobox=[{"label": "L [@label]", "value": "V [@value]", "citekeys": ["source"]}],
        citations={"used": reference.public_id, "kept": reference.public_id, "dropped": None},
    ).row

    assert {citation.key: citation.reference_id for citation in page.citations.all()} == {
        "used": reference.pk,
        "kept": reference.pk,
        "label": None,
        "value": None,
        "source": None,
    }


def test_a_merge_trace_that_is_a_single_object_is_stored_as_a_list_of_one():
    page = make_page("smn1", metadata={"__merged_from": {"merged_at": "2026-05-13"}})

    assert page.row.metadata == {"__merged_from": [{"merged_at": "2026-05-13"}]}
