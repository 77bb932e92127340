"""Hypotheses of a dump."""

import json

import pytest

from artifacts.errors import ContentError
from artifacts.representations.dumps import hypothesis
from tests.representations.dumps.files import of_row

ROW = {
    "id": "h-ec731b7a",
    "title": "Tau spreads",
    "description": "It **does**.",
    "target_gene": "MAPT, BIN1,MAPT",
    "novelty": 0.7,
    "feasibility_score": "0.4",
    "safety": None,
    "composite_score": 0.61,
    "status": "Debated",
    "analysis_id": "SDA-2026-04-01-gap-009",
    "evidence_for": [{"claim": "It does.", "pmid": "29091570", "strength": "strong", "title": "Tau", "model": "mice"}],
    "evidence_against": json.dumps(["It does not.", {"pmid": "1"}]),
    "created_at": "2026-04-02T10:00:00Z",
    "market_price": 0.5,
    "tokens": "268838.0",
}


def made(**changes):
    return hypothesis(of_row("hypothesis", {**ROW, **changes}))


def test_a_row_is_a_hypothesis_with_its_evidence_and_nothing_of_it_is_lost():
    found = made()

    [tau] = found.works
    assert found.public_id == "h-ec731b7a"
    assert found.content == {
        "kind": "hypothesis",
        "title": "Tau spreads",
        "statement": "It **does**.",
        "target_genes": ["MAPT", "BIN1"],
        "scores": {"novelty": 0.7, "feasibility": 0.4},
        "composite": 0.61,
        "status": "debated",
        "analysis": "SDA-2026-04-01-gap-009",
        "evidence": [
            {"stance": "for", "claim": "It does.", "category": "", "strength": "strong", "reference": tau.public_id},
            {"stance": "against", "claim": "It does not.", "category": "", "strength": "", "reference": None},
        ],
        "metadata": {
            "created_at": "2026-04-02T10:00:00Z",
            "market_price": 0.5,
            "tokens": "268838.0",
            "evidence_details": [
                {"stance": "for", "number": 1, "model": "mice"},
                {"stance": "against", "number": 2, "pmid": "1"},
            ],
        },
    }
    assert found.notes == ["entry 2 of evidence_against claims nothing: it is kept in the metadata"]


def test_a_work_known_by_another_id_is_named_in_the_evidence():
    found = made()

    named = found.naming({found.works[0].public_id: "ref-here"})

    assert [piece["reference"] for piece in named.content["evidence"]] == ["ref-here", None]


def test_what_is_no_symbol_and_no_status_is_kept_and_noted():
    found = made(target_gene="MAPT; amyloid cascade", status="frozen")

    assert (found.content["target_genes"], found.content["status"]) == (["MAPT"], "proposed")
    assert found.content["metadata"]["target_gene"] == "MAPT; amyloid cascade"
    assert found.content["metadata"]["status"] == "frozen"
    assert found.notes[:2] == [
        "'amyloid cascade' is no symbol of a gene",
        "the status 'frozen' is not known here: it is proposed",
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"id": None}, "The row has no id."),
        ({"id": "h 1"}, "'h 1' is no id: it holds letters, digits and the signs . _ : - only."),
        ({"title": ""}, "The row has no title."),
        ({"novelty": 7}, "The score 'novelty' must be a number between 0 and 1, not 7."),
        ({"novelty": True}, "The score 'novelty' must be a number between 0 and 1, not True."),
        ({"composite_score": "high"}, "The score 'composite_score' must be a number between 0 and 1, not 'high'."),
        ({"target_gene": [1]}, "The target genes must be symbols with commas between them."),
        ({"evidence_for": {"claim": "x"}}, "The field 'evidence_for' must be a list, not an object."),
        ({"evidence_for": [3]}, "Entry 1 of 'evidence_for' must be an object with a claim."),
        (
            {"evidence_for": "[{"},
            "The field 'evidence_for' cannot be read. It is no JSON: expecting property name "
            "enclosed in double quotes (character 3).",
        ),
    ],
)
def test_a_row_that_is_none_is_refused_with_a_sentence(changes, sentence):
    with pytest.raises(ContentError) as refusal:
        made(**changes)

    assert refusal.value.sentence == sentence


def test_its_artifact_gives_it_another_address_and_who_made_it():
    artifact = of_row(
        "artifact",
        {
            "id": "hypothesis-h-ec731b7a",
            "artifact_type": "hypothesis",
            "title": "Tau does spread",
            "metadata": {"domain": "tau", "created_by": "script"},
            "quality_score": 0.5,
            "created_by": "agent-7",
            "created_at": "2026-04-03",
        },
    )

    found = hypothesis(of_row("hypothesis", ROW), [artifact])

    metadata = found.content["metadata"]
    assert found.addresses == ["hypothesis-h-ec731b7a"]
    assert found.edges == [("wasAttributedTo", "agent-7")]
    assert metadata["artifact_title"] == "Tau does spread"
    assert metadata["created_by of hypothesis-h-ec731b7a"] == "script"
    assert (metadata["domain"], metadata["quality_score"]) == ("tau", 0.5)
    assert (metadata["created_at"], metadata["artifact_created_at"]) == ("2026-04-02T10:00:00Z", "2026-04-03")


def test_an_artifact_without_its_row_is_a_hypothesis_of_its_own():
    found = hypothesis(None, [of_row("artifact", {"id": "h-1", "artifact_type": "hypothesis", "title": "Tau"})])

    assert (found.public_id, found.content["title"], found.content["metadata"]) == ("h-1", "Tau", {})
