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
        ({"slug": None}, "The page has neither a slug nor an id."),
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


def test_references_become_works_and_citations_shared_by_the_pair():
    refs = {"lefebvre1995": {"title": "SMN", "pmid": "7813012", "claim": "SMN1 is the gene"}, "unknown": None}

    found = pages(wiki(refs_json=refs), [artifact("genes-smn1"), artifact("wiki-genes-smn1")])

    [work] = found[0].works
    assert [page.content["citations"] for page in found] == [{"lefebvre1995": work.public_id, "unknown": None}] * 2
    assert found[0].content["metadata"]["reference_details"] == {"lefebvre1995": {"claim": "SMN1 is the gene"}}


def test_nothing_that_the_rows_hold_is_lost_but_the_count_of_words():
    metadata = {
        "slug": "genes-smn1",
        "entity_type": "protein",
        "kg_node_id": "None",
        "wiki_page_id": "wp-0a1b2c3d4e5f",
        "origin_type": "script",
        "__merged_from": "{'merged_at': '2026-05-13', 'unprefixed_id': 'genes-smn1-old'}",
        "created_at": "2026-01-05",
    }
    row = artifact(
        "wiki-genes-smn1",
        metadata=metadata,
        quality_score=0.5,
        lifecycle="active",
        created_at="2026-01-03",
        created_by="agent-7",
    )
    front = {"tags": ["sma", "gene"], "layout": "page"}

    [page] = pages(wiki(frontmatter_json=front, kg_node_id="None", reviewed="yes"), [row])

    assert page.content["metadata"] == {
        "artifact_entity_type": "protein",
        "origin_type": "script",
        "__merged_from": [{"merged_at": "2026-05-13", "unprefixed_id": "genes-smn1-old"}],
        "created_at": "2026-01-03",
        "metadata_created_at": "2026-01-05",
        "quality_score": 0.5,
        "lifecycle": "active",
        "created_by": "agent-7",
        "wiki_created_at": "2026-01-02",
        "updated_at": "2026-03-04",
        "wiki_page_id": "wp-0a1b2c3d4e5f",
        "reviewed": "yes",
        "tags": ["gene", "sma"],
        "frontmatter": {"layout": "page"},
    }
    assert page.content["kg_node_id"] == ""
    assert page.addresses == ["wp-0a1b2c3d4e5f", "genes-smn1-old"]
    assert page.edges == [("wasAttributedTo", "agent-7")]


def test_a_title_of_the_row_that_no_artifact_has_is_kept():
    found = pages(wiki(title="Survival motor neuron 1"), [artifact("wiki-genes-smn1"), artifact("genes-smn1")])

    assert [page.content["metadata"]["wiki_title"] for page in found] == ["Survival motor neuron 1"] * 2


def test_an_artifact_without_its_row_is_a_page_without_a_text():
    [page] = pages(None, [artifact("wiki-genes-smn1", metadata={"entity_type": "gene", "kg_node_id": "SMN1"})])

    content = page.content
    assert [content[name] for name in ("slug", "entity_type", "kg_node_id", "body")] == [
        "genes-smn1",
        "gene",
        "SMN1",
        "",
    ]
    assert (content["metadata"], page.addresses) == ({}, [])


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("Brain Regions", "brain_region"),
        ("cell-types", "cell"),
        ("therapeutics", "therapeutic"),
        ("companies", "company"),
        ("Clinical Trial", "clinical_trial"),
        ("None", "general"),
        (None, "general"),
    ],
)
def test_entity_types_are_known_by_their_spellings(told, code):
    [page] = pages(wiki(entity_type=told))

    assert (page.content["entity_type"], page.notes) == (code, [])


def test_an_entity_type_that_is_not_known_is_kept_and_noted():
    [page] = pages(wiki(entity_type="Widget"))

    assert page.content["entity_type"] == "general"
    assert page.content["metadata"]["imported_entity_type"] == "Widget"
    assert page.notes == ["the entity type 'Widget' is not known here: the page is a general one"]


def test_control_characters_are_left_out_and_noted():
    [page] = pages(wiki(content_md="a\x0cb\x07\tc\n"))

    assert page.content["body"] == "ab\tc\n"
    assert page.notes == ["control characters left out of content_md: 2"]


def test_json_columns_may_be_texts_as_tables_without_json_have_them():
    row = artifact("wiki-genes-smn1", metadata='{"slug": "genes-smn1", "origin_type": "script"}')

    [page] = pages(wiki(refs_json='{"a1995": {"pmid": "7813012"}}', frontmatter_json="None"), [row])

    assert page.works[0].content["pmid"] == "7813012"
    assert page.content["metadata"]["origin_type"] == "script"


@pytest.mark.parametrize("kind", ["figure", "", None])
def test_an_artifact_of_another_type_is_refused(kind):
    with pytest.raises(ContentError, match="have no place here"):
        owner_of(artifact("x", artifact_type=kind))


def test_artifacts_of_hypotheses_and_papers_name_their_rows():
    assert owner_of(artifact("hypothesis-h-1", artifact_type="hypothesis", metadata={})) == ("hypothesis", "h-1")
    assert owner_of(artifact("x", artifact_type="paper", metadata={"paper_id": 7})) == ("paper", "7")


def test_an_artifact_whose_title_is_no_text_is_refused():
    with pytest.raises(ContentError, match="The field 'title' must be text, not a list."):
        pages(wiki(), [artifact("wiki-genes-smn1", title=["SMN1"])])
