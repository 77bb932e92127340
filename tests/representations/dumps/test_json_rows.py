"""Rows of JSON lines: what is read strictly, and why a line is refused."""

import json

import pytest

from artifacts.errors import DumpError
from artifacts.representations.dumps.json_rows import read_json
from tests.cases import read_cases, title_of
from tests.representations.dumps.files import told, written


@pytest.mark.parametrize("case", read_cases("../../representations/dumps/rows.txt"), ids=title_of)
def test_a_line_is_a_row_or_refused_with_a_sentence(case, tmp_path):
    file = written(tmp_path, "hypotheses.jsonl", case.given.encode() + b"\n")

    [(kind, what)] = told(file)

    shown = f"{kind}: {what}" if isinstance(what, str) else f"{kind} {json.dumps(what, ensure_ascii=False)}"
    assert shown == case.expected


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b'{"a": "\xe9"}', "Byte 8, 0xe9, is no UTF-8: write the file in UTF-8, or mend it there."),
        (b'{"a": ' + b"9" * 301 + b"}", "A number has more than 300 digits."),
        (b"[" * 5000 + b"]" * 5000, "It is nested more than 50 levels deep."),
        (b"[" + b"{}," * 100_001 + b"{}]", "It holds more than 100,000 opening brackets."),
    ],
    ids=["latin-1", "huge number", "deep", "many parts"],
)
def test_what_is_too_much_is_refused(raw, sentence):
    with pytest.raises(DumpError) as refusal:
        read_json(raw)

    assert str(refusal.value) == sentence
