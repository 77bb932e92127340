"""Portable Markdown: the cases of the fixture file, and texts over a limit."""

import pytest

from artifacts.text.portable import Place, escape, marked_up, portable
from tests.cases import read_cases, title_of

SITE = "https://wiki.example.org"
PLACES = {"genes-smn2": Place("SMN2", f"{SITE}/artifact/wiki-genes-smn2")}


@pytest.mark.parametrize("case", read_cases("portable.txt"), ids=title_of)
def test_a_text_taken_elsewhere(case):
    assert portable(case.given, PLACES, SITE) == case.expected


def test_a_text_over_a_limit_stands_in_a_fence_as_it_is():
    text = "> " * 200 + "x"

    assert portable(text, PLACES, SITE) == f"~~~~~~~~~~\n{text}\n~~~~~~~~~~"


def test_a_title_keeps_its_markup_and_nothing_else_is_some():
    assert marked_up("A *star* <i>in vitro</i>, CO<sub>2</sub>, <b>x</i> & <script> a_b") == (
        "A \\*star\\* *in vitro*, CO~2~, \\<b\\>x\\</i\\> & \\<script\\> a\\_b"
    )
    assert escape("a\n[b] | c") == "a \\[b\\] \\| c"
