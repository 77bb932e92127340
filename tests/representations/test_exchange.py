"""The exchange format: one artifact as one file, read as it was written; refusals name the file."""

import hashlib
import json

import pytest

from artifacts.errors import ExchangeError
from artifacts.representations.canonical import canonical
from artifacts.representations.exchange import (
    Exchanged,
    file_name,
    read_artifact,
    read_references,
    write_artifact,
    write_references,
)

PAGE = {
    "kind": "page",
    "slug": "genes-smn1",
    "title": "SMN1",
    "entity_type": "gene",
    "body": "Text.[@a]\n\n---\n\nMore.",
    "kg_node_id": "",
    "metadata": {"origin_type": "import"},
    "infobox": [
        {"kind": "header", "label": "SMN1", "value": "", "citekeys": []},
        {"kind": "subheader", "label": "Locus", "value": "odd", "citekeys": []},
        {"kind": "full", "label": "", "value": "Full.", "citekeys": ["a", "b"]},
        {"kind": "pair", "label": "Symbol", "value": "1995", "citekeys": []},
    ],
    "citations": {"a": "ref-a", "b": None},
    "relations": [{"to": "h-1", "origin": "matched", "reason": "shares SMN1", "dismissed": None}],
}
TOP = "---\nid: wiki-genes-smn1\nslug: genes-smn1\ntitle: SMN1\nentity_type: gene\n"


def page(lines: str = "", body: str = "") -> Exchanged:
    return read_artifact(f"{TOP}{lines}---\n{body}", "page", "pages/genes-smn1.md")


def test_a_page_is_written_with_what_it_has():
    written = write_artifact(Exchanged("wiki-genes-smn1", ("zz", "smn"), PAGE))

    assert written == (
        f"{TOP}addresses:\n- smn\n- zz\ninfobox:\n- header: SMN1\n- subheader: Locus\n  value: odd\n"
        "- full: Full.\n  source:\n  - a\n  - b\n- label: Symbol\n  value: '1995'\n"
        "references:\n  a: ref-a\nrelations:\n- to: h-1\n  origin: matched\n  reason: shares SMN1\n"
        "metadata:\n  origin_type: import\n---\n\nText.[@a]\n\n---\n\nMore.\n"
    )


def test_a_page_is_read_as_it_was_written():
    written = write_artifact(Exchanged("wiki-genes-smn1", ("smn",), PAGE))

    read = read_artifact(written, "page", "pages/genes-smn1.md")

    assert (read.public_id, read.addresses, read.file, read.works) == (
        "wiki-genes-smn1",
        ("smn",),
        "pages/genes-smn1.md",
        (),
    )
    assert read.content["infobox"] == PAGE["infobox"]
    assert read.content["body"] == PAGE["body"]
    assert read.content["citations"] == {"a": "ref-a"}
    assert write_artifact(read._replace(content={**PAGE, **read.content})) == written


@pytest.mark.parametrize(
    ("public_id", "content", "name"),
    [
        ("wiki-genes-smn1", {"kind": "page", "slug": "genes-smn1"}, "pages/genes-smn1.md"),
        ("wp-1", {"kind": "page", "slug": "genes-smn1"}, "pages/wp-1.md"),
        ("h-1", {"kind": "hypothesis"}, "hypotheses/h-1.md"),
        ("SDA-1", {"kind": "analysis"}, "analyses/SDA-1.md"),
    ],
)
def test_a_file_is_named_for_its_artifact(public_id, content, name):
    assert file_name(Exchanged(public_id, (), content)) == name


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (
            "colour: red\n",
            "'colour' is no field of a page; the fields are id, addresses, slug, title, entity_type, kg_node_id, "
            "infobox, references, relations, metadata.",
        ),
        ("addresses: smn\n", "addresses must be a list of names."),
        ("addresses: [1]\n", "addresses must be a list of names."),
        ("infobox: x\n", "infobox must be a list, each entry with its fields."),
        ("infobox: [x]\n", "infobox must be a list, each entry with its fields."),
        (
            "infobox:\n- footer: x\n",
            'the infobox row {"footer": "x"} is of no known kind: write header, subheader, full, or label and value.',
        ),
        (
            "infobox:\n- header: x\n  full: y\n",
            'the infobox row {"header": "x", "full": "y"} is of no known kind: '
            "write header, subheader, full, or label and value.",
        ),
        ("infobox:\n- label: x\n  value: 1995\n", "the infobox value 1995 must be text: put it in quotation marks."),
        ("relations: {to: h-1}\n", "relations must be a list, each entry with its fields."),
        ("references: [ref-a]\n", "references must be written as citekey: id of the reference."),
        ("references:\n  2018: ref-a\n", "the citekey 2018 must be text: put it in quotation marks."),
        ("references:\n  a: 5\n", "a must lead to a reference's id, or be a work in CSL-JSON."),
        ("references:\n  a: [x]\n", "a must lead to a reference's id, or be a work in CSL-JSON."),
    ],
)
def test_a_page_that_cannot_be_read_is_told(lines, sentence):
    with pytest.raises(ExchangeError) as refused:
        page(lines)

    assert refused.value.sentence == f"pages/genes-smn1.md: {sentence}"


@pytest.mark.parametrize(
    ("work", "sentence"),
    [
        ("{type: book}", 'A reference needs a title: give "title" in its CSL-JSON.'),
        ("{title: A, volume: .nan}", "A number must be finite: NaN and Infinity cannot be stored."),
        ('{title: "\\0"}', "The text holds a NUL character: remove it."),
    ],
)
def test_a_work_in_a_page_that_cannot_be_read_is_told(work, sentence):
    with pytest.raises(ExchangeError) as refused:
        page(f"references:\n  a: {work}\n")

    assert refused.value.sentence == f"pages/genes-smn1.md, reference a: {sentence}"


@pytest.mark.parametrize("line", ["id: ''\n", "id: 5\n", "slug: x\n"])
def test_an_artifact_without_an_id_is_told(line):
    with pytest.raises(ExchangeError, match=r"^a\.md: give the artifact's id, as in id: wiki-genes-smn1\.$"):
        read_artifact(f"---\n{line}---\n", "page", "a.md")


def digest(text: bytes) -> str:
    return f"ref-{hashlib.sha256(text).hexdigest()[:10]}"


@pytest.mark.parametrize(
    ("work", "public_id"),
    [
        ({"title": "A", "id": "ref-own", "DOI": "10.1/x"}, "ref-own"),
        ({"title": "A", "id": "finkel2017", "DOI": "https://doi.org/10.1056/NEJM"}, digest(b"10.1056/nejm")),
        ({"title": "A", "PMID": 29091570, "DOI": "none"}, digest(b"29091570")),
        ({"title": "A"}, digest(canonical({"title": "A"}))),
    ],
)
def test_a_work_in_a_page_gets_an_id_that_follows_from_it(work, public_id):
    read = page(f"references:\n  a: {json.dumps(work)}\n  b: ref-b\n")

    ((key, reference),) = read.works
    assert (key, reference.public_id, reference.content["csl"]) == (
        "a",
        public_id,
        {name: value for name, value in work.items() if name != "id"},
    )
    assert read.content["citations"] == {"b": "ref-b"}


def test_references_are_read_as_they_were_written():
    text = json.dumps(
        [
            {"id": "ref-b", "title": "B", "DOI": "10.1038/X", "URL": "https://b.org"},
            {
                "id": "ref-a",
                "title": "A",
                "scidex": {"status": "retracted", "status_date": "2026-01-01", "pmid": "1", "addresses": ["a"]},
            },
        ]
    )

    references = read_references(text)
    written = write_references(references)

    assert [(one.public_id, one.content["doi"], one.content["pmid"]) for one in references] == [
        ("ref-b", "10.1038/x", ""),
        ("ref-a", "", "1"),
    ]
    assert references[0].content["url"] == "https://b.org"
    assert [item["id"] for item in json.loads(written)] == ["ref-a", "ref-b"]
    assert write_references(read_references(written)) == written


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "references.json is no JSON: "),
        ("[" * 100_000, "references.json is no JSON: "),
        ("{}", "references.json must hold a list of works in CSL-JSON."),
        ("[1]", "references.json, work 1 must be an object with an id, as in ref-finkel2017."),
        ('[{"id": ""}]', "references.json, work 1 must be an object with an id, as in ref-finkel2017."),
        ('[{"id": "a", "scidex": []}]', "references.json, work 1: its member scidex must be an object."),
        ('[{"id": "a", "scidex": {"colour": 1}}]', "references.json, work 1: 'colour' is no member of scidex."),
        ('[{"id": "a", "scidex": {"addresses": "b"}}]', "references.json, work 1: addresses must be a list of names."),
    ],
)
def test_references_that_cannot_be_read_are_told(text, sentence):
    with pytest.raises(ExchangeError) as refused:
        read_references(text)

    assert refused.value.sentence.startswith(sentence)
