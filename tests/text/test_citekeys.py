"""Citekeys renamed in a text: marks only, whole keys only, never in code."""

import pytest

from artifacts.text.citekeys import fresh_citekey, rename_citekeys


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("One [@a].", "One [@c]."),
        ("[@a; @b, p. 12][@a, Fig. 1]", "[@c; @b, p. 12][@c, Fig. 1]"),
        ("[@ab] [@b]", "[@ab] [@b]"),
        ("`[@a]` and [@a]", "`[@a]` and [@c]"),
        ("```\n[@a]\n```\n\n[@a]", "```\n[@a]\n```\n\n[@c]"),
        ("mail@a and @a", "mail@a and @a"),
        ("[@a", "[@a"),
    ],
)
def test_marks_name_the_work_by_its_new_key(before, after):
    assert rename_citekeys(before, {"a": "c"}) == after


def test_two_keys_are_exchanged_in_one_pass():
    assert rename_citekeys("[@a; @b]", {"a": "b", "b": "a"}) == "[@b; @a]"


def test_a_fresh_key_is_near_the_old_one_and_free():
    assert fresh_citekey("x2017", {"x2017"}) == "x2017a"
    assert fresh_citekey("x2017", {"x2017", "x2017a", "x2017b"}) == "x2017c"
    assert len(fresh_citekey("x" * 200, {"x" * 200})) <= 200
