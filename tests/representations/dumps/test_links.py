"""Links and edges of a dump."""

import pytest

from artifacts.errors import ContentError
from artifacts.representations.dumps import Link, edge, link
from tests.representations.dumps.files import of_row


def linked(link_type: str):
    return of_row("artifact_link", {"source": "wiki-genes-smn1", "target": "h-1", "link_type": link_type})


@pytest.mark.parametrize(
    ("link_type", "relation", "provenance"),
    [
        ("derives_from", "wasDerivedFrom", True),
        ("extracts", "wasQuotedFrom", True),
        ("supersedes", "wasRevisionOf", True),
        ("cites", "cites", False),
        ("mentions", "mentions", False),
    ],
)
def test_where_a_thing_came_from_is_provenance_and_the_rest_an_edge(link_type, relation, provenance):
    assert link(linked(link_type)) == Link("wiki-genes-smn1", relation, "h-1", provenance)


def test_an_edge_has_its_source_and_confidence():
    row = {"subject": "SMN1", "relation": "encodes", "object": "SMN", "source": "UniProt", "confidence": "0.9", "id": 7}

    assert edge(of_row("edge", row)) == {
        "subject": "SMN1",
        "relation": "encodes",
        "object": "SMN",
        "source": "UniProt",
        "confidence": 0.9,
    }
    assert edge(linked("cites"))["source"] == "artifact_links"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"object": None}, "The row has no 'object'."),
        ({"relation": "None"}, "The row has no 'relation'."),
        ({"subject": ["SMN1"]}, "The field 'subject' must be text, not a list."),
        ({"confidence": 90}, "The score 'confidence' must be a number between 0 and 1, not 90."),
    ],
)
def test_an_edge_without_an_end_is_refused(changes, sentence):
    with pytest.raises(ContentError) as refusal:
        edge(of_row("edge", {"subject": "a", "relation": "b", "object": "c", **changes}))

    assert refusal.value.sentence == sentence
