"""Repairs: the cases of a fixture file; each repair changes its own work no more."""

import pytest

from artifacts.text.infobox import Row
from artifacts.text.repairs.headings import drop_empty_references, drop_empty_twins
from artifacts.text.repairs.infobox import head_groups
from artifacts.text.repairs.links import collapse_doubled_links, drop_stray_brackets
from tests.cases import read_cases, title_of

REPAIRS = {
    repair.__name__: repair
    for repair in (collapse_doubled_links, drop_stray_brackets, drop_empty_twins, drop_empty_references)
}


@pytest.mark.parametrize("case", read_cases("repairs.txt"), ids=title_of)
def test_repair(case):
    repair = REPAIRS[case.title.partition(":")[0]]

    mended = repair(case.given)

    assert mended.text == case.expected
    assert bool(mended.notes) is (case.given != case.expected)
    assert repair(mended.text) == (mended.text, ())


def test_a_fact_whose_label_could_head_a_table_stays_a_fact():
    rows = (Row("pair", "Cell Type", "Microglia"), Row("pair", "Disease", "Spinal muscular atrophy"))

    assert head_groups(rows, "TREM2") == (rows, ())


def test_a_table_headed_with_the_pages_own_subject_starts_a_group():
    rows = (Row("pair", "Endpoint", "Spinraza"), Row("pair", "Response", "51%"))

    headed, notes = head_groups(rows, "Nusinersen (Spinraza)")

    assert [row.kind for row in headed] == ["subheader", "pair"]
    assert notes == ("“Endpoint, Spinraza” is the head of a table from the text; its other columns are lost",)
