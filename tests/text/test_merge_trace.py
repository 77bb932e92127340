"""The merge trace: a single object is a list of one, and nothing else is touched."""

import pytest

from artifacts.text.merge_trace import merge_entries, with_listed_trace


@pytest.mark.parametrize(
    ("trace", "entries"),
    [
        ({"a": 1}, [{"a": 1}]),
        ([{"a": 1}, {"b": 2}], [{"a": 1}, {"b": 2}]),
        ([{"a": 1}, "junk"], [{"a": 1}]),
        ("junk", []),
        (None, []),
        ([], []),
    ],
)
def test_entries(trace, entries):
    assert merge_entries({"__merged_from": trace}) == entries


def test_metadata_without_a_trace_stays_without_one():
    assert with_listed_trace({"origin": "x"}) == {"origin": "x"}


def test_a_single_object_becomes_a_list_of_one():
    assert with_listed_trace({"__merged_from": {"a": 1}, "b": 2}) == {"__merged_from": [{"a": 1}], "b": 2}
