"""Texts of a work's record."""

import pytest

from artifacts.text.work_texts import line_of, marked_up, plain


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("<em>SMN1</em> in <jats:sub>2</jats:sub>", "<i>SMN1</i> in <sub>2</sub>"),
        ('<span class="nocase">a</span> &amp;lt;b&amp;gt;c&amp;lt;/b&amp;gt;', "a <b>c</b>"),
        ("p < 0.05, q > 1 and a<b and c>d", "p < 0.05, q > 1 and a<b and c>d"),
        ("<i>never closed <b>bold</b>", "never closed <b>bold</b>"),
        ("closed only</i>", "closed only"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("a <i onclick='x()'>b</i>", "a <i>b</i>"),
    ],
)
def test_a_title_keeps_the_markup_that_csl_allows(given, expected):
    assert marked_up(given) == expected


def test_a_plain_text_has_no_markup():
    assert plain("<i>Cell</i> &amp; <b>more</b>") == "Cell & more"


def test_a_line_has_nothing_that_cannot_be_seen():
    assert line_of("a\x00b\u202ec\u200b\ud800\r\n d\te\u0301") == "abc d é"


@pytest.mark.parametrize("value", [None, True, [], {}, object()])
def test_what_is_no_text_is_none(value):
    assert line_of(value) == ""
