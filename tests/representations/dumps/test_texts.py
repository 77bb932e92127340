"""Our own exchange format and captured pages, as records of a dump."""

from pathlib import Path

import pytest

from artifacts.errors import ContentError
from artifacts.representations.dumps import captured, exchanged, read_dump
from tests.representations.dumps.files import told, written

PAGE = """---
id: wiki-genes-smn1
slug: genes-smn1
title: SMN1
entity_type: gene
addresses:
- smn-1
references:
  lefebvre1995: ref-lefebvre
  finkel2017:
    title: Nusinersen
    DOI: 10.1056/nejmoa1702752
---

Text.[@lefebvre1995; @finkel2017]
"""


def test_a_page_of_the_exchange_format_comes_in_with_the_works_that_stand_in_it(tmp_path):
    [record] = read_dump([written(tmp_path, "pages/genes-smn1.md", PAGE.encode())])

    page = exchanged(record)

    [work] = page.works
    assert (page.public_id, page.kind, page.addresses) == ("wiki-genes-smn1", "page", ["smn-1"])
    assert page.content["citations"] == {"lefebvre1995": "ref-lefebvre", "finkel2017": work.public_id}
    assert work.content["doi"] == "10.1056/nejmoa1702752"


def test_a_reference_of_the_exchange_format_comes_in_with_its_judgement(tmp_path):
    file = written(tmp_path, "references.json", b'[{"id": "ref-1", "title": "A", "scidex": {"status": "verified"}}, 3]')

    record, reject = read_dump([file])

    assert exchanged(record).content["status"] == "verified"
    assert reject.reason == "It is no object with the fields of a row."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "pages/x.md, line 1: the file must begin with a line of three hyphens, then its fields."),
        (b"---\nid: wiki-x\nid: wiki-y\n---\n", "pages/x.md, line 3: 'id' stands twice."),
        (b"---\nid: &a wiki-x\nslug: *a\n---\n", "pages/x.md, line 3: aliases are not allowed."),
        (b"---\nid: wiki-x\ncolour: red\n---\n", "pages/x.md: 'colour' is no field of a page"),
        (b"---\nid: wiki-x\ntitle: B\xfcrglen\n---\n", "Byte 24, 0xfc, is no UTF-8."),
        (b"---\nid: wiki-x\n---\n" + b"x" * 5_000_000, "It is longer than 4 MiB; only its beginning is kept here."),
    ],
)
def test_a_text_that_is_none_is_refused_with_a_sentence(text, sentence, tmp_path):
    [(line, reason)] = told(written(tmp_path, "pages/x.md", text))

    assert line == 1
    assert reason.startswith(sentence)


def test_a_captured_page_is_a_record_and_a_text_that_is_none_is_refused(tmp_path):
    page = Path(__file__).parents[2] / "text" / "captures" / "trem2.txt"
    capture, other = written(tmp_path, "a.txt", page.read_bytes()), written(tmp_path, "b.txt", b"notes\n")

    record, reject = read_dump([capture, other])

    assert captured(record).public_id == "wiki-genes-trem2"
    assert reject.reason == (
        "b.txt, line 1: this is no capture of an artifact's page: it should begin with its cite button."
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"public_id": None}, "The record has no public_id, as in wiki-genes-smn1."),
        ({"content": {"kind": "analysis"}}, "The content must be that of a page."),
        (
            {"content": {"kind": "page", "citations": []}},
            "The citations must be an object, and the evidence a list of objects.",
        ),
        ({"addresses": "smn-1"}, "The addresses must be a list of names."),
        ({"works": {"a": {}}}, "The works must be objects with id and content."),
    ],
)
def test_a_record_that_was_mended_to_what_is_none_is_refused(changes, sentence, tmp_path):
    [record] = read_dump([written(tmp_path, "pages/genes-smn1.md", PAGE.encode())])

    with pytest.raises(ContentError) as refusal:
        exchanged(record._replace(data={**record.data, **changes}))

    assert refusal.value.sentence == sentence
