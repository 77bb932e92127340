"""Hypotheses and references on the desk: scores, genes, evidence, and works in plain fields."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from artifacts.representations.contents import content_of
from tests.admin.forms import add, change, errors, told
from tests.helpers import CSL, fresh, make_hypothesis, make_reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(client, editor):
    client.force_login(editor)
    return lambda artifact: change(client, artifact)


@pytest.mark.parametrize(
    ("typed", "genes"),
    [
        ("SMN1, SMN2", ["SMN1", "SMN2"]),
        ("SMN1 SMN2;BACE1,,SMN1", ["SMN1", "SMN2", "BACE1"]),
        ('["SMN1"]', ["SMN1"]),
        ("", []),
    ],
)
def test_target_genes_are_words(typed, genes, form):
    hypothesis = make_hypothesis(target_genes=["APP"])

    form(hypothesis).send(target_genes=typed)

    assert fresh(hypothesis).row.target_genes == genes


@pytest.mark.parametrize("typed", ["[1]", "<b>", '["a b"]', "[" * 90_000, "x" * 61])
def test_what_is_no_gene_is_told_at_the_field(typed, form):
    assert (
        "Target genes are a list of symbols"
        in errors(form(make_hypothesis()).send(target_genes=typed))["target_genes"][0]
    )


def test_the_composite_is_told_with_its_formula_and_a_missing_score_is_no_zero(client, form):
    hypothesis = make_hypothesis(scores={"novelty": 0.7, "mechanistic_plausibility": 0.85}, composite=0.5)
    form(hypothesis)

    page = html.document_fromstring(client.get(f"/admin/artifacts/hypothesis/{hypothesis.pk}/change/").content.decode())
    box = page.xpath("//div[@data-composite]")[0]

    assert " ".join(box.xpath("./output")[0].text_content().split()) == "0.78 high"
    assert box.xpath("./span[@data-formula]")[0].text == "(15 × 0.85 + 12 × 0.70) ÷ 27"
    assert "8 dimensions have none." in box.text_content()
    assert "As imported, the composite was 0.50" in box.text_content()
    form(hypothesis).send(novelty="")
    assert fresh(hypothesis).row.scores == {"mechanistic_plausibility": 0.85}


def test_a_new_piece_of_evidence_without_a_word_is_none(form):
    hypothesis = make_hypothesis(evidence=[{"claim": "A"}])
    opened = form(hypothesis)
    opened.add_row("evidence", order="1", stance="against", claim="")

    opened.send()

    assert [piece["claim"] for piece in content_of(fresh(hypothesis))["evidence"]] == ["A"]


def test_the_form_takes_as_many_queries_for_three_pieces_as_for_one(client, form):
    def evidence(count: int) -> list[dict]:
        return [{"claim": str(n), "reference": make_reference(f"{count}-{n}").public_id} for n in range(count)]

    def queries(hypothesis) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/admin/artifacts/hypothesis/{hypothesis.pk}/change/")
        return len(captured)

    one, three = make_hypothesis("h-1", evidence=evidence(1)), make_hypothesis("h-3", evidence=evidence(3))
    form(one)

    assert queries(one) == queries(three)


def test_a_work_is_changed_in_plain_fields_and_keeps_what_they_do_not_show(form):
    reference = make_reference(csl={"custom": {"x": 1}, "volume": 80})

    form(reference).send(csl_title="Better", csl_authors="Lefebvre, Suzie\r\nNew Group", csl_date="1996")

    assert fresh(reference).row.csl == CSL | {
        "custom": {"x": 1},
        "volume": 80,
        "title": "Better",
        "author": [CSL["author"][0], {"literal": "New Group"}],
        "issued": {"date-parts": [[1996]]},
    }


def test_a_form_that_nobody_changed_saves_nothing_and_the_whole_record_can_be_edited_too(form):
    reference = make_reference()

    untouched = told(form(reference).send(csl_authors="Lefebvre, Suzie\r\nBürglen, Lydie"))
    opened = form(reference)
    opened.send(csl=json.dumps(CSL | {"author": [{"family": "Other"}], "note": "n"}))

    assert untouched == ["Nothing was changed, so no revision was written."]
    row = fresh(reference).row
    assert (row.csl["author"], row.csl["note"], row.csl["title"]) == ([{"family": "Other"}], "n", CSL["title"])


def test_a_date_that_is_none_is_told_at_its_field_and_an_unknown_type_stays(form):
    reference = make_reference(csl={"type": "motion_picture"})

    assert "is no date of a work" in errors(form(reference).send(csl_date="soon"))["csl_date"][0]
    form(reference).send(csl_title="Film")
    assert fresh(reference).row.csl["type"] == "motion_picture"


def test_a_work_is_made_in_plain_fields(client, editor):
    client.force_login(editor)

    made = add(client, "reference").send(
        csl_type="book", csl_title="A book", csl_authors="Doe, Jane", csl_date="2001-05"
    )

    assert told(made) == ["Saved as revision 1; it waits for review, readers see no change yet."]
