"""Documents: packed and read again; old ones stay readable, damaged ones are refused with a sentence."""

import base64
import json
import zlib
from pathlib import Path

import pytest
from hypothesis import given

from artifacts.errors import DocumentError
from artifacts.representations import document
from artifacts.representations.document import make_document, pack, shown_ids, unpack, unpack_raw
from tests.representations.test_canonical import values

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", ["page-schema1"])
def test_a_document_that_was_stored_once_stays_readable(name):
    stored = (GOLDEN / f"{name}.packed").read_text().strip()
    told = json.loads((GOLDEN / f"{name}.json").read_text())

    assert unpack_raw(stored) == told
    assert unpack(stored)["content"] == told["content"]


@given(values)
def test_what_is_packed_is_what_is_unpacked(value):
    made = make_document({"value": value}, {})

    assert json.dumps(unpack(pack(made))) == json.dumps(json.loads(json.dumps(made, sort_keys=True)))


def test_equal_documents_are_packed_alike():
    assert pack(make_document({"a": 1, "b": 2}, {})) == pack(make_document({"b": 2, "a": 1}, {}))


def packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data)).decode()


WHOLE = pack(make_document({"text": "a" * 1000}, {}))


@pytest.mark.parametrize(
    ("stored", "sentence"),
    [
        ("", "The stored document is cut off or larger than 64 MiB."),
        ("not base64!", "The stored document is damaged: "),
        ("é", "The stored document is damaged: "),
        (base64.b64encode(b"no zlib").decode(), "The stored document is damaged: "),
        (WHOLE[: len(WHOLE) // 8 * 4], "The stored document is cut off or larger than 64 MiB."),
        (packed(b"{"), "The stored document is damaged: "),
        (packed(b"\xff"), "The stored document is damaged: "),
        (packed(b"[" * 100_000), "The stored document is damaged: "),
        (packed(b"[]"), "The stored document does not say its schema."),
        (packed(b"{}"), "The stored document does not say its schema."),
        (packed(b'{"schema": "1"}'), "The stored document does not say its schema."),
        (packed(b'{"schema": true}'), "The stored document does not say its schema."),
        (packed(b'{"schema": 99}'), "The stored document has schema 99, which this version cannot read."),
    ],
)
def test_a_damaged_document_is_refused(stored, sentence):
    with pytest.raises(DocumentError) as refused:
        unpack(stored)

    assert refused.value.sentence.startswith(sentence)


def test_a_document_that_would_unpack_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(document, "MAX_DOCUMENT_BYTES", 100)

    with pytest.raises(DocumentError, match="larger than"):
        unpack(WHOLE)


def test_an_older_schema_is_cast_up_step_by_step(monkeypatch):
    monkeypatch.setattr(document, "SCHEMA", 3)
    monkeypatch.setattr(
        document,
        "UPCASTS",
        {
            1: lambda old: {**old, "schema": 2, "content": {**old["content"], "two": True}},
            2: lambda old: {**old, "schema": 3, "content": {**old["content"], "three": True}},
        },
    )

    assert unpack(pack({"schema": 1, "content": {}, "pins": {}}))["content"] == {"two": True, "three": True}


def test_everything_that_an_artifact_shows_is_listed_once():
    content = {
        "citations": {"a": "ref-1", "b": "ref-1", "c": None},
        "relations": [{"to": "h-1"}],
        "evidence": [{"reference": "ref-2"}, {"reference": None}],
        "analysis": "SDA-1",
    }

    assert shown_ids(content) == ["SDA-1", "h-1", "ref-1", "ref-2"]
    assert shown_ids({}) == []


@pytest.mark.parametrize("told", [{}, {"content": {}}, {"content": [], "pins": {}}, {"content": {}, "pins": None}])
def test_a_document_without_its_parts_is_refused_and_can_be_looked_at(told):
    stored = packed(json.dumps({"schema": 1, **told}).encode())

    assert unpack_raw(stored) == {"schema": 1, **told}
    with pytest.raises(DocumentError, match="holds no content"):
        unpack(stored)


def test_what_is_no_number_in_json_is_refused():
    with pytest.raises(DocumentError, match="NaN is no number"):
        unpack_raw(packed(b'{"schema": 1, "content": {"x": NaN}, "pins": {}}'))
