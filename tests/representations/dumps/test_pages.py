"""Pages of a dump: a wiki row with its artifacts."""

import pytest

from artifacts.errors import ContentError
from artifacts.representations.dumps import Record, owner_of, pages, row_keys

WIKI = {
    "id": "wp-0a1b2c3d4e5f",
    "slug": "genes-smn1",
    "title": "SMN1",
    "content_md": "Survival of motor neuron 1.",
    "entity_type": "gene",
    "kg_node_id": None,
    "refs_json": None,
    "frontmatter_json": None,
    "word_count": 5,
    "created_at": "2026-01-02",
    "updated_at": "2026-03-04",
}


def wiki(**changes):
    return Record("wiki_page", {**WIKI, **changes}, "wiki_pages.jsonl", 1)


def artifact(public_id, **fields):
    row = {"id": public_id, "artifact_type": "wiki_page", "title": "SMN1", "metadata": {"slug": "genes-smn1"}}
    return Record("artifact", {**row, **fields}, "artifacts.jsonl", 1)


def test_a_wiki_row_alone_is_a_page():
    [page] = pages(wiki())

    assert page.public_id == "wiki-genes-smn1"
    assert page.addresses == ["wp-0a1b2c3d4e5f"]
    assert page.content == {
        "kind": "page",
        "slug": "genes-smn1",
        "title": "SMN1",
        "entity_type": "gene",
        "body": "Survival of motor neuron 1.",
        "kg_node_id": "",
        "citations": {},
        "metadata": {"wiki_page_id": "wp-0a1b2c3d4e5f", "created_at": "2026-01-02", "updated_at": "2026-03-04"},
    }


def test_a_pair_of_artifacts_comes_in_as_a_pair_and_the_prefixed_one_gets_the_rows_names():
    bare, prefixed = artifact("genes-smn1", title="smn1"), artifact("wiki-genes-smn1")

    found = pages(wiki(), [bare, prefixed])

    assert [(page.public_id, page.content["title"], page.addresses) for page in found] == [
        ("wiki-genes-smn1", "SMN1", ["wp-0a1b2c3d4e5f"]),
        ("genes-smn1", "smn1", []),
    ]


def test_an_artifact_names_its_wiki_row_by_id_by_slug_or_by_its_own_id():
    by_id = artifact("wiki-x", metadata={"wiki_page_id": "WP-0a1b2c3d4e5f"})
    by_slug, by_own_id = artifact("x"), artifact("wiki-genes-smn1", metadata=None)

    owners = [owner_of(one) for one in (by_id, by_slug, by_own_id)]

    assert {kind for kind, _key in owners} == {"wiki_page"}
    assert [key in row_keys(wiki()) for _kind, key in owners] == [True, True, True]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": None}, "The page has no title."),
        ({"title": ["SMN1"]}, "The field 'title' must be text, not a list."),
        ({"title": "x" * 501}, "The field 'title' is 501 characters long; 500 are the most."),
        ({"slug": "Genes SMN1"}, "'genes smn1' is no slug: it holds small letters, digits and the signs . _ - only."),
        ({"content_md": {}}, "The field 'content_md' must be text, not an object."),
        ({"refs_json": "[1]"}, "The field 'refs_json' must be an object, not a list."),
    ],
)
def test_a_row_that_can_be_no_page_is_refused_with_a_sentence(changes, sentence):
    with pytest.raises(ContentError) as refusal:
        pages(wiki(**changes))

    assert refusal.value.sentence == sentence


def test_a_row_without_its_text_is_refused():
    row = {name: value for name, value in WIKI.items() if name != "content_md"}

    with pytest.raises(ContentError, match="has no field 'content_md'"):
        pages(Record("wiki_page", row, "wiki_pages.jsonl", 1))
