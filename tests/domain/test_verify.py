"""Verification: a whole history agrees with itself, and each way of tampering with it is found and named."""

import base64
import zlib

import pytest
from django.core.management import CommandError, call_command

from artifacts.domain.suppress import suppress
from artifacts.domain.verify import Problem, verify
from artifacts.domain.withdraw import withdraw
from artifacts.models import Address, Artifact, InfoboxRow, Publication, RevisionInfo
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


def test_one_bit_flipped_in_a_document_is_found(page):
    version = page.revisions.get(number=2).version
    data = bytearray(base64.b64decode(version.serialized_data))
    data[len(data) // 2] ^= 1
    version.serialized_data = base64.b64encode(bytes(data)).decode()
    version.save()

    ((number, sentence), *_rest) = problems(page)

    assert number == 2
    assert sentence.startswith(("The stored document is damaged", "its document is not the one that was saved"))


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


def test_the_command_refuses_an_unknown_id(db):
    with pytest.raises(CommandError, match="There is no artifact with the id 'wiki-nope'"):
        call_command("verify_history", "wiki-nope")


def test_a_problem_reads_as_a_line():
    assert str(Problem("wiki-x", 0, "it has no revision")) == "wiki-x: it has no revision"
