"""Pasted tables read as infobox rows."""

import pytest

from artifacts.errors import ContentError
from artifacts.text.infobox import Row
from artifacts.text.pasted_tables import MOST_ROWS, read_pasted


@pytest.mark.parametrize(
    ("pasted", "rows"),
    [
        (
            "<table><tr><th colspan=2>SMN2</th></tr><tr><td>Band</td><td><b>5q13</b></td></tr></table>",
            [Row("header", "SMN2"), Row("pair", "Band", "**5q13**")],
        ),
        ("<tr><td>A<td>b", [Row("pair", "A", "b")]),
        ("| Label | Value |\n|:--|--:|\n| A | b |", [Row("pair", "Label", "Value"), Row("pair", "A", "b")]),
        ("|   |   |\n|---|---|\n| **A** | b \\| c |", [Row("pair", "A", "b | c")]),
        ("A | b\n--|--\n| | c |", [Row("pair", "A", "b"), Row("full", value="c")]),
        (
            "Text before\n\n| **Identifiers** | |\n| OMIM | 600354 |",
            [Row("subheader", "Identifiers"), Row("pair", "OMIM", "600354")],
        ),
        (
            'A\tb\r\nIdentifiers\t\r\nC\t"d\r\ne"',
            [Row("pair", "A", "b"), Row("subheader", "Identifiers"), Row("pair", "C", "d e")],
        ),
        ("A\tb\x00", [Row("pair", "A", "b")]),
    ],
)
def test_html_markdown_and_spreadsheets_are_read(pasted, rows):
    assert read_pasted(pasted) == (rows, [])


def test_cells_beyond_the_second_are_joined_and_told():
    rows, notes = read_pasted("A\tb\tc\nD\te\n")

    assert rows == [Row("pair", "A", "b · c"), Row("pair", "D", "e")]
    assert notes == ["Rows with more than two cells: 1; the others were joined to the value."]


@pytest.mark.parametrize(
    ("pasted", "sentence"),
    [
        ("", "There is no table in this"),
        ("No table, only words.", "There is no table in this"),
        ("|---|---|", "There is no table in this"),
        ("<table></table>", "There is no table in this"),
        ("x" * (1024 * 1024 + 1), "more than 1 MiB"),
        ("a\tb\n" * (MOST_ROWS + 1), "The table has 501 rows; 500 are read at once."),
        ("a\t" + "b" * 200_000, "These cells cannot be read"),
        ("|" * 100_000, "There is no table in this"),
    ],
)
def test_what_is_no_table_is_told_in_a_sentence(pasted, sentence):
    with pytest.raises(ContentError, match=sentence.replace("(", r"\(")):
        read_pasted(pasted)
