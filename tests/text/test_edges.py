"""Rows of a file as edges, and the sentences for what is none."""

import pytest

from artifacts.errors import ContentError
from artifacts.text.edges import Edge, read_edge

ROW = {"subject": "SMN1", "relation": "encodes", "object": "SMN protein"}


def test_a_row_is_an_edge_with_its_blanks_folded():
    row = {**ROW, "subject": "  SMN1\n", "source": " PMID:1 ", "confidence": "0.7", "more": "ignored"}

    assert read_edge(row) == Edge("SMN1", "encodes", "SMN protein", "PMID:1", 0.7)


@pytest.mark.parametrize("confidence", [None, ""])
def test_source_and_confidence_may_be_missing(confidence):
    assert read_edge({**ROW, "confidence": confidence}) == Edge(*ROW.values())


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"subject": ""}, "The subject of the edge is missing."),
        ({"object": None}, "The object of the edge is missing."),
        ({"relation": " \t "}, "The relation of the edge is missing."),
        ({"subject": ["SMN1"]}, "The subject of an edge is a text."),
        ({"object": True}, "The object of an edge is a text."),
        ({"source": "a\x00b"}, "The source of the edge holds signs that no text has."),
        ({"subject": "\ud800"}, "The subject of the edge holds signs that no text has."),
        ({"subject": "a" * 251}, "The subject of an edge has at most 250 characters."),
        *(
            ({"confidence": wrong}, "The confidence of an edge is a number from 0 to 1.")
            for wrong in (1.1, -0.1, "high", float("nan"), True, [1], 10**400)
        ),
    ],
)
def test_what_is_no_edge_is_refused_with_a_sentence(change, sentence):
    with pytest.raises(ContentError) as refused:
        read_edge({**ROW, **change})

    assert refused.value.sentence == sentence
