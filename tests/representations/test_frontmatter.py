"""Front matter: plain data between two lines of hyphens; what surprises people is text, what is broken is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.errors import ExchangeError
from artifacts.representations.canonical import normalised
from artifacts.representations.frontmatter import read_front_matter, write_front_matter
from tests.representations.test_canonical import text, values


@given(st.dictionaries(text, values, max_size=5), text)
def test_what_is_written_is_read(fields, body):
    fields, body = normalised(fields), normalised(body)

    assert read_front_matter(write_front_matter(fields, body), "a.md") == (fields, body)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("On", "On"),
        ("12:30", "12:30"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("2026-04-01", "2026-04-01"),
        ("2026-04-01T12:00:00Z", "2026-04-01T12:00:00Z"),
        ("5e3", 5000.0),
        ("1.50", 1.5),
        ("-3", -3),
        ("true", True),
        ("~", None),
        ("", None),
        ("'1'", "1"),
    ],
)
def test_a_value_is_what_it_looks_like(written, value):
    assert read_front_matter(f"---\na: {written}\n---\n", "a.md") == ({"a": value}, "")


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("---\na: 1\n---\n\nText.\n", "Text."),
        ("\ufeff---\r\na: 1\r\n---\r\n\r\nText.\r\n", "Text."),
        ("---\na: 1\n---\nText.", "Text."),
        ("---\na: 1\n---", ""),
        ("---\na: 1\n---\n\n---\n\nText.\n", "---\n\nText."),
    ],
)
def test_the_body_is_what_stands_below(source, body):
    assert read_front_matter(source, "a.md") == ({"a": 1}, body)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("", "a.md, line 1: the file must begin with a line of three hyphens, then its fields."),
        ("# Title", "a.md, line 1: the file must begin with a line of three hyphens, then its fields."),
        ("---\na: 1\n", "a.md: the fields must end with a line of three hyphens."),
        ("---\n- a\n---\n", "a.md: the fields must be written as name: value."),
        ("---\n---\n", "a.md: the fields must be written as name: value."),
        ("---\na: 1\na: 2\n---\n", "a.md, line 3: 'a' stands twice."),
        ("---\na: &x 1\nb: *x\n---\n", "a.md, line 3: aliases are not allowed."),
        ("---\na: [1\n---\n", "a.md, line 3: expected ',' or ']', but got '<stream end>'."),
        ("---\n? [a]\n: 1\n---\n", "a.md, line 2: a name must be text."),
        ("---\n? {a: b}\n: 1\n---\n", "a.md, line 2: a name must be text."),
        (
            "---\na: !!python/object/apply:os.system [ls]\n---\n",
            "a.md, line 2: tags such as tag:yaml.org,2002:python/object/apply:os.system are not allowed.",
        ),
        ("---\na: \x00\n---\n", "a.md: unacceptable character #x0000: special characters are not allowed."),
        ("---\na: " + "[" * 5000 + "\n---\n", "a.md: the fields cannot be read: "),
        ("---\na: " + "x" * 1024 * 1024 + "\n---\n", "a.md: the fields are longer than 1 MiB."),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(source, sentence):
    with pytest.raises(ExchangeError) as refused:
        read_front_matter(source, "a.md")

    assert refused.value.sentence.startswith(sentence)
    assert "\n" not in refused.value.sentence


def test_a_merge_key_is_a_name_like_others():
    assert read_front_matter("---\n<<: {a: 1}\n---\n", "a.md") == ({"<<": {"a": 1}}, "")
