"""Verification: a whole history agrees with itself, and each way of tampering with it is found and named."""

import base64
import zlib

import pytest
import reversion
from django.core.management import CommandError, call_command
from django.utils import timezone

from artifacts.domain.suppress import remove_document, suppress
from artifacts.domain.verify import Problem, verify
from artifacts.domain.withdraw import withdraw
from artifacts.errors import DocumentError
from artifacts.models import Address, Artifact, InfoboxRow, Merge, Publication, RevisionInfo
from artifacts.representations.document import unpack_raw
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference, someone
from tests.rows import row_counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(db):
    work = make_reference("lefebvre1995")
    page = make_page(
        "smn1",
        body="It is so.[@lefebvre1995] See [[genes-smn2]].",
        citations={"lefebvre1995": work.public_id},
        infobox=[{"label": "Band", "value": "5q13"}],
    )
    edit(page, title="SMN 1", live=True)
    edit(page, title="SMN-1")
    return fresh(page)


def problems(artifact) -> list[tuple[int, str]]:
    return [(problem.number, problem.sentence) for problem in verify(fresh(artifact))]


def test_an_untouched_history_agrees(page):
    make_hypothesis()
    make_analysis()
    withdraw(make_page("smn3"), by=someone(), reason="Wrong.")

    assert [problem for artifact in Artifact.objects.all() for problem in verify(artifact)] == []


def test_verifying_writes_nothing(page):
    before = row_counts()

    verify(page)

    assert row_counts() == before


POSITIONS = (*range(16), 0.25, 0.5, 0.75, *range(-16, 0))


@pytest.mark.parametrize("position", POSITIONS)
def test_one_bit_flipped_in_a_document_is_found(page, position):
    version = page.revisions.get(number=2).version
    stored = bytearray(version.serialized_data.encode())
    stored[int(len(stored) * position) if isinstance(position, float) else position] ^= 1
    version.serialized_data = stored.decode()
    version.save()

    ((number, sentence), *_rest) = problems(page)

    assert number == 2
    assert sentence.startswith(("The stored document is", "its document is not the one that was saved"))


@pytest.mark.parametrize("bit", range(8))
def test_no_bit_flipped_of_what_is_compressed_says_anything_else(page, bit):
    """Of all its bytes: where a flip is not found, the document that is read is the one that was saved."""
    packed = page.revisions.get(number=2).version.serialized_data
    compressed, document = base64.b64decode(packed), unpack_raw(packed)

    for position in range(len(compressed)):
        flipped = bytearray(compressed)
        flipped[position] ^= 1 << bit
        try:
            read = unpack_raw(base64.b64encode(flipped).decode())
        except DocumentError:
            continue
        assert read == document


def test_a_document_exchanged_for_another_is_found(page):
    version = page.revisions.get(number=1).version
    document = zlib.decompress(base64.b64decode(version.serialized_data)).replace(b"It is so.", b"It is not.")
    version.serialized_data = base64.b64encode(zlib.compress(document)).decode()
    version.save()

    assert (1, "its document is not the one that was saved") in problems(page)


@pytest.mark.parametrize("field", ["author_name", "summary", "document_sha256", "chain_sha256"])
def test_a_changed_line_of_the_history_is_found(page, field):
    RevisionInfo.objects.filter(artifact=page, number=2).update(**{field: "forged"})

    assert (2, "its author, date, summary or hashes were changed, or those before it") in problems(page)


def test_a_missing_revision_is_found(page):
    Publication.objects.all().delete()
    RevisionInfo.objects.filter(artifact=page, number=2).delete()

    assert (3, "revision 2 is missing before it") in problems(page)


def test_a_suppressed_document_leaves_the_chain_whole(page):
    suppress(page.revisions.get(number=1), by=someone(), reason="A person's address.")

    assert problems(page) == []


def test_rows_changed_behind_the_histories_back_are_found(page):
    InfoboxRow.objects.filter(page__artifact=page).update(value="5q14")

    assert problems(page) == [(3, "the rows are not what the newest revision says")]


def test_a_lost_address_is_found(page):
    Address.objects.filter(artifact=page).delete()

    assert (0, "its id does not lead to it") in problems(page)


def test_a_document_that_no_revision_holds_is_found(page):
    with reversion.create_revision(manage_manually=True):
        row = page.row
        row.pending_document = unpack_raw(page.revisions.newest().version.serialized_data)
        reversion.add_to_revision(row)

    assert problems(page) == [(0, "1 of its stored documents belong to no revision")]


def test_addresses_that_mislead_are_found(page):
    Address.objects.bulk_create([Address(artifact=page, key="Old-Name", kind="imported")])
    Address.objects.filter(key="genes-smn1").delete()
    work = Artifact.objects.get(public_id="ref-lefebvre1995")
    type(work.row).objects.filter(pk=work.pk).update(doi="10.1000/x")

    assert problems(page) == [
        (0, "nobody finds its address 'Old-Name', which is not normalised"),
        (0, "its slug 'genes-smn1' leads nowhere"),
    ]
    assert (0, "its identifier 'doi:10.1000/x' does not lead to it") in problems(work)


def test_an_id_that_is_not_its_own_is_found(page):
    Address.objects.filter(artifact=page, kind="id").update(kind="imported")
    Address.objects.filter(key="genes-smn1").update(kind="id")

    assert problems(page) == [(0, "its address 'genes-smn1' is kept as its id and is not")]


def merged(page, target, **fields) -> Merge:
    """A merge's row, as the verb would leave it; the state of the source is the test's own."""
    ends = {"source_before": page.revisions.newest(), "target_before": target.revisions.newest()}
    ends |= {"source_after": ends["source_before"], "target_after": ends["target_before"]}
    return Merge.objects.create(source=page, target=target, by=someone(), at=timezone.now(), **ends, **fields)


def lead(page, target) -> list[tuple[int, str]]:
    """Its merges' problems, once the page is merged into the target."""
    Artifact.objects.filter(pk=page.pk).update(state="merged", merged_into=target)
    return [problem for problem in problems(page) if "merge" in problem[1]]


def test_a_merge_and_the_states_of_its_artifacts_agree(page):
    target = make_page("kept")
    merged(page, target)

    assert lead(page, target) == []


def test_a_merge_that_stands_for_an_active_artifact_is_found(page):
    merged(page, make_page("kept"))

    assert problems(page) == [(0, "its merge into wiki-genes-kept stands, and it is active")]


def test_a_merged_artifact_without_a_standing_merge_is_found(page):
    target = make_page("kept")
    merged(page, target, undone_by=someone(), undone_at=timezone.now(), target_parted=target.revisions.newest())

    assert lead(page, target) == [(0, "it is merged, and no merge that stands says so")]


def test_a_merge_that_leads_elsewhere_is_found(page):
    merged(page, make_page("kept"))

    assert lead(page, make_page("other")) == [(0, "it was merged into wiki-genes-kept, and leads somewhere else")]


def test_a_publication_that_is_no_fresh_rendering_is_found_and_an_older_renderers_told_apart(page):
    publication = page.publication
    publication.parts["title"] = "Forged"
    publication.save()
    forged = problems(page)
    Publication.objects.filter(pk=publication.pk).update(renderer_version="0")

    assert forged == [(2, "its publication is not what a fresh rendering gives")]
    assert problems(page) == [(2, "an older renderer made its publication: refresh it")]


def test_the_command_tells_and_exits(page, capsys):
    call_command("verify_history")
    told = capsys.readouterr().out
    InfoboxRow.objects.update(value="5q14")

    with pytest.raises(CommandError, match=r"^1 problem found\.$"):
        call_command("verify_history", "--no-publications", "wiki-genes-smn1")

    assert told == "2 artifacts verified.\n"
    assert capsys.readouterr().out == ("wiki-genes-smn1, revision 3: the rows are not what the newest revision says\n")


def test_the_command_counts_the_texts_that_are_gone(page, capsys):
    edit(page, body="Four.", live=True)
    suppress(page.revisions.get(number=1), by=someone(), reason="Privacy.")
    remove_document(page.revisions.get(number=3), RevisionInfo.Removed.PRUNED, by=None, reason="")

    call_command("verify_history", "wiki-genes-smn1")

    assert capsys.readouterr().out == "Texts that were suppressed: 1, pruned: 1.\n1 artifact verified.\n"


def test_the_command_refuses_an_unknown_id(db):
    with pytest.raises(CommandError, match="There is no artifact with the id 'wiki-nope'"):
        call_command("verify_history", "wiki-nope")


def test_a_problem_reads_as_a_line():
    assert str(Problem("wiki-x", 0, "it has no revision")) == "wiki-x: it has no revision"


def test_a_page_whose_newest_document_is_damaged_is_saved_again_from_its_rows(page):
    version = page.revisions.newest().version
    version.serialized_data = version.serialized_data[:50]
    version.save()

    saved = edit(page, body="Mended.")

    assert (saved.revision.number, saved.revision.tags) == (4, [])
    assert [number for number, _sentence in problems(page)] == [3]


@pytest.mark.parametrize("document", [b'{"schema":1,"content":{},"pins":{}}', b'{"schema":1,"x":NaN}', b'{"schema":1}'])
def test_a_document_that_holds_anything_at_all_is_named_and_stops_nothing(document, page, client, administrator):
    version = fresh(page).publication.revision.version
    version.serialized_data = base64.b64encode(zlib.compress(document)).decode()
    version.save()
    client.force_login(administrator)

    assert [number for number, _sentence in problems(page)] == [2]
    assert client.get(f"{page.get_absolute_url()}/r/2").status_code == 200
    assert client.get(f"{page.get_absolute_url()}/diff/1..2").status_code == 200


def test_a_judgement_by_nobody_and_a_publication_by_nobody_are_found(page):
    RevisionInfo.objects.filter(artifact=page, number=1).update(review="approved", review_by=None)
    RevisionInfo.objects.filter(artifact=page).update(first_published=None)

    found = [sentence for _number, sentence in problems(page)]

    assert "it is approved, and nobody is named who judged it" in found
    assert "readers see it, and nobody published it" in found
