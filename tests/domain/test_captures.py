"""Captures as artifacts: whole or not at all, once only, and never over what a person edited."""

from pathlib import Path

import pytest

from artifacts.domain.captures import import_capture
from artifacts.domain.imports import CHANGED, NEW, PROPOSED, SAME
from artifacts.errors import ContentError
from artifacts.models import Address, Artifact, Batch, Draft, ProvenanceEdge, Reference, RevisionInfo
from artifacts.representations.contents import content_of
from artifacts.text.captures import read_capture
from tests.helpers import edit, make_hypothesis, make_page, make_reference, someone

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent.parent / "text" / "captures"


def captured(name: str = "trem2", **replaced: str):
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    for old, new in replaced.items():
        text = text.replace(old, new)
    return read_capture(text.encode(), f"{name}.txt")


def imported(capture, **options):
    return import_capture(capture, by=someone(), name="trem2.txt", **options)


def page() -> Artifact:
    return Artifact.objects.get(public_id="wiki-genes-trem2")


def numbers() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Artifact, Address, RevisionInfo, Batch, Draft, ProvenanceEdge))


def test_a_capture_makes_a_published_page_with_its_related_works():
    outcome = imported(captured())

    row = page().row
    assert outcome.outcomes == {"h-00c0ffee01": NEW, "wiki-genes-trem2": NEW}
    assert (row.title, row.slug, row.entity_type, row.kg_node_id) == ("TREM2", "genes-trem2", "gene", "NCBIGene:54209")
    assert row.body.startswith("## Summary\n\nThe receptor sits")
    assert [one.kind for one in row.infobox.all()] == ["header", "pair", "pair", "pair", "pair", "subheader", "full"]
    assert page().publication.revision.number == 1


def test_a_hypothesis_keeps_its_captured_score_and_target():
    imported(captured())

    row = Artifact.objects.get(public_id="h-00c0ffee01").row
    assert (row.imported_composite, row.target_genes, row.composite) == (0.61, ["TREM2", "TYROBP"], None)


def test_the_citations_are_listed_unresolved():
    imported(captured())

    citations = page().row.citations.values_list("key", "reference")
    assert list(citations) == [("PMID:23150908", None), ("colonna2016", None), ("ulland2018", None)]


def test_every_address_of_the_captured_page_leads_to_it():
    imported(captured())

    assert sorted(page().addresses.values_list("key", "kind")) == [
        ("genes-trem2", "slug"),
        ("wiki-genes-trem2", "id"),
        ("wp-0123456789ab", "imported"),
    ]


def test_where_the_page_came_from_is_an_edge_of_provenance():
    imported(captured())

    assert sorted(page().provenance.values_list("relation", "object")) == [
        ("derives_from", "SDA-2026-04-01-gap-042"),
        ("importedFrom", "https://wiki.example.org/artifact/wiki-genes-trem2"),
    ]
    assert [edge["relation"] for edge in page().publication.parts["provenance"]][:2] == ["importedFrom", "derives_from"]


def test_the_revision_names_the_repairs():
    imported(captured())

    revision = page().revisions.newest()
    assert revision.summary == (
        "Imported from trem2.txt: left out the preview (12 lines); unlinked 1 link from the page itself (“R62H”); "
        "dropped 1 empty References heading; lifted 1 related work from the text"
    )
    assert (revision.tags, revision.batch.counts) == (["import", "capture"], {"new": 2})


def test_a_work_that_stood_in_the_text_is_a_reference():
    link = "[1](https://pubmed.ncbi.nlm.nih.gov/32956555/)"

    for _time in range(2):
        imported(captured(**{"The receptor sits": f"Slowly {link} the receptor sits"}))

    (reference,) = Reference.objects.filter(pmid="32956555")
    assert content_of(page())["citations"]["pmid32956555"] == reference.artifact.public_id


def test_a_second_import_changes_nothing():
    imported(captured())
    before = numbers()

    outcome = imported(captured())

    assert set(outcome.outcomes.values()) == {SAME}
    assert numbers() == before


def test_a_changed_capture_writes_one_revision_and_readers_see_it():
    imported(captured())
    before = RevisionInfo.objects.count()

    outcome = imported(captured(Microglia="Macrophages"))

    assert outcome.outcomes["wiki-genes-trem2"] == CHANGED
    assert RevisionInfo.objects.count() == before + 1
    assert page().publication.revision.number == 2


def test_what_a_person_edited_waits_beside_a_changed_capture(editor):
    imported(captured())
    edit(page(), by=editor, title="TREM2 gene")
    before = RevisionInfo.objects.count()

    outcome = imported(captured(Microglia="Macrophages"))
    again = imported(captured(Microglia="Macrophages"))

    proposal = Draft.objects.get()
    assert outcome.outcomes["wiki-genes-trem2"] == PROPOSED
    assert again.outcomes["wiki-genes-trem2"] == SAME
    assert (page().row.title, RevisionInfo.objects.count()) == ("TREM2 gene", before)
    assert (proposal.kind, proposal.base_number, proposal.document["title"]) == ("proposal", 2, "TREM2")


def test_a_person_who_resolved_a_key_keeps_it_resolved():
    imported(captured())
    work = make_reference("colonna2016")
    edit(page(), citations={**dict.fromkeys(("PMID:23150908", "ulland2018")), "colonna2016": work.public_id})

    imported(captured(Microglia="Macrophages"))

    assert Draft.objects.get().document["citations"]["colonna2016"] == "ref-colonna2016"


def test_a_known_hypothesis_is_left_alone_and_the_difference_told():
    make_hypothesis("h-00c0ffee01", title="Another title", scores={"novelty": 0.9}, target_genes=["TREM2", "TYROBP"])

    outcome = imported(captured())

    assert Artifact.objects.get(public_id="h-00c0ffee01").revisions.count() == 1
    assert outcome.remarks == [
        "h-00c0ffee01: the capture gives the title 'Raising TREM2 signalling before plaques form', "
        "here it is 'Another title', which was left alone",
        "h-00c0ffee01: the capture gives the score 0.61, here it is 0.9, which was left alone",
    ]
    assert page().row.relations.get().target.public_id == "h-00c0ffee01"


def test_an_address_that_leads_elsewhere_is_told_and_left(db):
    make_page("trem1", addresses=("wp-0123456789ab",))

    outcome = imported(captured())

    assert outcome.remarks == ["the address wp-0123456789ab leads to wiki-genes-trem1 already"]
    assert Address.objects.get(key="wp-0123456789ab").artifact.public_id == "wiki-genes-trem1"


def test_an_entity_type_that_is_not_known_is_told():
    outcome = imported(captured(**{"| entity_type | gene |": "| entity_type | spell |"}))

    assert page().row.entity_type == "general"
    assert outcome.remarks == ["the entity type 'spell' is not known here; the page is a general one"]


def test_an_entity_type_of_two_words_is_known():
    imported(captured("substantia-nigra"))

    assert Artifact.objects.get(public_id="wiki-brain-regions-substantia-nigra").row.entity_type == "brain_region"


def test_a_dry_run_tells_the_same_and_writes_nothing():
    before = numbers()

    outcome = imported(captured(), dry_run=True)

    assert outcome.outcomes == {"h-00c0ffee01": NEW, "wiki-genes-trem2": NEW}
    assert numbers() == before


def test_a_refused_page_leaves_nothing_half_written():
    before = numbers()

    with pytest.raises(ContentError):
        imported(captured(**{"| slug | genes-trem2 |": "| slug | a b |"}))

    assert numbers() == before
