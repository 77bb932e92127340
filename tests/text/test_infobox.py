"""Infoboxes: the cases of a fixture file, each as rows, notes and the text that is left."""

import pytest

from artifacts.text.infobox import extract_infobox, read_table
from tests.cases import read_cases, title_of


def told(body: str) -> str:
    left, rows, notes = extract_infobox(body)
    lines = [f"{row.kind} | {row.label} | {row.value}".replace("|  |", "| |").rstrip() for row in rows]
    return "\n".join([*lines, *(f"! {note}" for note in notes), "---", *filter(None, [left])])


@pytest.mark.parametrize("case", read_cases("infobox.txt"), ids=title_of)
def test_extract_infobox(case):
    assert told(case.given) == case.expected


@pytest.mark.parametrize("case", read_cases("infobox.txt"), ids=title_of)
def test_what_is_left_holds_no_more_rows(case):
    left, rows, _notes = extract_infobox(case.given)

    assert extract_infobox(left)[:2] == (left, ())


def test_a_cell_of_many_tags_that_do_not_match_takes_one_pass():
    table = '<table class="infobox"><tr><td>' + "<b>" * 50_000 + "x" + "</i>" * 50_000 + "</table>"

    _body, rows, _notes = extract_infobox(table)

    assert [row.kind for row in rows] == ["full"]


@pytest.mark.parametrize("unclosed", ["<b ", "<table ", "<!-- "])
def test_what_nothing_closes_is_text_and_takes_one_pass(unclosed):
    rows, _notes = read_table("<table><tr><td>x" + unclosed * 50_000)

    assert [(row.kind, row.value[:5]) for row in rows] == [("full", f"x{unclosed}{unclosed}"[:5])]
