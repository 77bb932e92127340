"""Unrepairing: one repair of an import is taken back, and what people wrote since stays."""

import pytest

from artifacts.domain.dumps.sources import pack_source
from artifacts.domain.dumps.unrepairing import undo_repair
from artifacts.domain.publish import publish
from artifacts.domain.save import save
from artifacts.domain.withdraw import withdraw
from artifacts.errors import StateError
from artifacts.models import Artifact, Batch, ImportRecord, RevisionInfo
from artifacts.representations.contents import content_of
from artifacts.text.repairs import repair_page
from tests.helpers import edit, fresh, make_page, make_reference, someone

pytestmark = pytest.mark.django_db

ASO, TAU = "an [aso](/t/aso) ([aso](/t/aso)) drug", "a [tau](/t/tau) ([tau](/t/tau)) stain"
BODY = f"{ASO} of 5 Âµg\n\nA paragraph between.\n\n{TAU}\n\n## References\n"


def imported(body: str = BODY, *, name: str = "smn1", works=None, **fields) -> Artifact:
    """A page as an import of the batch "dump" saves, publishes and records it."""
    batch, _new = Batch.objects.get_or_create(name="dump")
    before = {"kind": "page", "slug": f"genes-{name}", "title": name.upper(), "entity_type": "gene", "body": body}
    before |= {"citations": {}, "infobox": [], **fields}
    content, mended = repair_page(before)
    content["citations"] = {**content["citations"], **(works or {})}
    revision = save(content, by=someone(), batch=batch).revision
    publish(revision, by=someone())
    ImportRecord.objects.create(
        batch=batch,
        artifact=revision.artifact,
        revision=revision,
        outcome="new",
        file="wiki_pages.jsonl",
        line=1,
        repairs={one.rule: one.count for one in mended},
        source=pack_source(before, content_of(revision.artifact)),
    )
    return Artifact.objects.get(pk=revision.artifact_id)


def undo(rule: str = "doubled-link", **options) -> list[tuple[str, str, str]]:
    return [tuple(one) for one in undo_repair(rule, "dump", by=someone(), **options)]


def body(page: Artifact) -> str:
    return content_of(fresh(page))["body"]


def test_one_repair_is_taken_back_and_the_others_stay():
    page = imported()

    assert undo() == [("wiki-genes-smn1", "changed", "")]
    assert body(page) == f"{ASO} of 5 µg\n\nA paragraph between.\n\n{TAU}"


def test_that_is_one_revision_of_the_batch_which_readers_see():
    page = imported()

    undo()

    newest = page.revisions.newest()
    assert (newest.number, newest.batch.name, newest.tags) == (2, "dump", ["undo", "unrepaired:doubled-link"])
    assert newest.summary == "Took back the repair doubled-link of the import dump"
    assert page.publication.revision == newest


def test_what_people_wrote_since_stays():
    page = imported()
    edit(page, body=body(page).replace("A paragraph between.", "Ada's paragraph."))

    assert undo() == [("wiki-genes-smn1", "changed", "")]
    assert body(page) == f"{ASO} of 5 µg\n\nAda's paragraph.\n\n{TAU}"


def test_a_page_that_people_edited_stays_theirs_and_their_draft_unpublished():
    page = imported()
    edit(page, body=body(page) + "\n\nMore.")

    undo()

    assert page.revisions.newest().batch is None
    assert page.publication.revision.number == 1


def test_a_clash_is_named_and_left_alone():
    page = imported()
    edit(page, body=body(page).replace("drug", "medicine"))

    assert undo() == [("wiki-genes-smn1", "clashes", "body")]
    assert page.revisions.newest().number == 2


def test_a_second_time_changes_nothing():
    page = imported()
    undo()
    edit(page, body=body(page).replace(" ([aso](/t/aso))", ""))

    assert undo() == [("wiki-genes-smn1", "unchanged", "")]
    assert page.revisions.newest().number == 3


def test_a_dry_run_changes_nothing():
    page = imported()

    assert undo(dry_run=True) == [("wiki-genes-smn1", "changed", "")]
    assert page.revisions.newest().number == 1


def test_two_repairs_are_taken_back_one_after_the_other():
    page = imported()

    assert [undo(rule)[0][1] for rule in ("mojibake", "doubled-link", "empty-references")] == ["changed"] * 3
    assert body(page) == BODY


def test_a_citation_made_of_a_link_is_the_link_again():
    make_reference("melser2013", csl={"PMID": "32956555"})
    link = "It slows [1](https://pubmed.ncbi.nlm.nih.gov/32956555/) early.[@a2001]"
    page = imported(link, works={"pmid32956555": "ref-melser2013"})

    assert undo("pubmed-link") == [("wiki-genes-smn1", "changed", "")]
    assert body(page) == link
    assert content_of(fresh(page))["citations"] == {"a2001": None}


def test_rows_are_as_they_were():
    row = {"kind": "pair", "label": "Endpoint", "value": "Result", "citekeys": []}
    page = imported("Text.", infobox=[row])

    undo("swallowed-table")

    assert [one["kind"] for one in content_of(fresh(page))["infobox"]] == ["pair"]


def test_titles_are_those_of_today():
    make_page("smn2", title="SMN2")
    page = imported(f"- [genes-smn2](/wiki/genes-smn2)\n\n{ASO}\n")

    assert undo() == [("wiki-genes-smn1", "changed", "")]
    assert body(page) == f"- [genes-smn2](/wiki/genes-smn2)\n\n{ASO}"


def test_an_infobox_is_rows_whether_it_was_repaired_or_not():
    imported('<table class="infobox"><tr><td>Symbol</td><td>SMN1</td></tr></table>\n\nText.')

    assert undo("infobox-table") == [("wiki-genes-smn1", "unchanged", "")]


def test_what_was_withdrawn_is_left_alone():
    page = imported()
    withdraw(page, by=someone(), reason="never was one")

    assert undo() == [("wiki-genes-smn1", "left alone", "it is withdrawn")]


def test_pages_that_the_repair_did_not_mend_are_not_looked_at():
    imported("## References\n")

    assert undo() == []


@pytest.mark.parametrize(
    ("rule", "name", "told"),
    [("spelling", "dump", "There is no repair 'spelling'"), ("mojibake", "none", "no import with the name 'none'")],
)
def test_what_is_not_there_is_said(rule, name, told):
    imported()

    with pytest.raises(StateError) as error:
        list(undo_repair(rule, name, by=someone()))

    assert told in error.value.sentence


@pytest.mark.parametrize("number", [1, 3])
def test_each_page_costs_the_same_queries(number, django_assert_max_num_queries):
    for count in range(number):
        imported(name=f"smn{count}")

    with django_assert_max_num_queries(20 + 120 * number):
        undo()

    assert RevisionInfo.objects.filter(number=2).count() == number
