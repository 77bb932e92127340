"""Lines and lists of a stream."""

import io
import json

import pytest

from artifacts.errors import DumpError
from artifacts.representations.dumps.lines import Line, read_items, read_lines
from artifacts.representations.dumps.records import KEPT, MAX_RECORD


class Drip(io.RawIOBase):
    """A stream that gives a few bytes at a time."""

    def __init__(self, data: bytes, size: int):
        self.data, self.size = data, size

    def readable(self):
        return True

    def readinto(self, buffer):
        size = min(self.size, len(buffer))
        piece, self.data = self.data[:size], self.data[size:]
        buffer[: len(piece)] = piece
        return len(piece)


def stream(data: bytes, size: int = 1 << 20) -> io.BufferedReader:
    return io.BufferedReader(Drip(data, size))


def test_lines_come_without_their_ends_and_the_last_needs_none():
    assert list(read_lines(stream(b"a\r\n\nb"))) == [Line(1, b"a"), Line(2, b""), Line(3, b"b")]


def test_of_a_line_that_is_too_long_the_beginning_is_kept_and_the_next_is_read():
    longest = b"x" * (MAX_RECORD - 1)

    found = list(read_lines(stream(longest + b"\n" + b"y" * (3 * MAX_RECORD) + b"\nb\n")))

    assert found == [Line(1, longest), Line(2, b"y" * KEPT, whole=False), Line(3, b"b")]


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_the_values_of_a_list_come_as_they_are_written_with_their_lines(size):
    text = '[ {"a": "é]"},\n\n {"b": [1, 2]}, 12\n, "x" ]\n'.encode()

    assert list(read_items(stream(text, size))) == [
        Line(1, '{"a": "é]"}'.encode()),
        Line(3, b'{"b": [1, 2]}'),
        Line(3, b"12"),
        Line(4, b'"x"'),
    ]


def test_an_empty_list_has_no_values():
    assert list(read_items(stream(b" [ ] "))) == []


@pytest.mark.parametrize(
    ("text", "values", "sentence"),
    [
        (b'[{"a": 1}', 1, "The list ends too early: the file was cut off."),
        (b'[{"a": 1}, {"b', 1, "A row of the list is no JSON, or was cut off: what follows cannot be read."),
        (b"[1 2]", 1, "A ',' is missing between the rows of the list: what follows cannot be read."),
        (b"[1,]", 1, "A row of the list is no JSON, or was cut off: what follows cannot be read."),
        (b"[1] 2", 1, "Something follows behind the end of the list."),
        (b"[" + b"[" * 5000, 0, "A row of the list is no JSON, or was cut off: what follows cannot be read."),
    ],
)
def test_a_broken_list_tells_from_where_on_it_cannot_be_read(text, values, sentence):
    items = read_items(stream(text))

    assert len([next(items) for _value in range(values)]) == values
    with pytest.raises(DumpError) as refusal:
        next(items)
    assert str(refusal.value) == sentence


def test_a_value_that_is_too_long_ends_the_list():
    text = json.dumps([1, "x" * (2 * MAX_RECORD)]).encode()

    items = read_items(stream(text))

    assert next(items) == Line(1, b"1")
    with pytest.raises(DumpError, match="longer than it may be"):
        next(items)
