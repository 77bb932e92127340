"""The merge trace: a single object is a list of one, and nothing else is touched."""

import pytest

from artifacts.text.merge_trace import merge_entries, with_entry, with_listed_trace, with_trace_but


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


@pytest.mark.parametrize("trace", ["junk", 5, True, {"a": 1}, ["junk"]])
def test_an_entry_is_added_to_and_taken_from_whatever_stands_there(trace):
    before = {"__merged_from": trace}

    after = with_entry(before, {"b": 2})

    first = trace if isinstance(trace, list) else [trace]
    assert after == {"__merged_from": [*first, {"b": 2}]}
    assert with_trace_but(after, after["__merged_from"], {"b": 2}) == {"__merged_from": first}
    assert with_trace_but(after, trace, {"b": 2}) == {"__merged_from": first}
