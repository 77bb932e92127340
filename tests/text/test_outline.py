"""The outline of a body: read, and written again with the same words."""

from hypothesis import given
from hypothesis import strategies as st

from artifacts.text.outline import Section, branch_end, read_outline

BODY = "Lead.\n\n## A ##\n\nText.\n\n```\n# code\n```\n\n### B\n\n## C"


def test_sections_have_level_title_line_and_text():
    assert read_outline(BODY) == [
        Section(0, "", 1, "Lead.\n"),
        Section(2, "A", 3, "\nText.\n\n```\n# code\n```\n"),
        Section(3, "B", 11, ""),
        Section(2, "C", 13, ""),
    ]


def test_a_branch_ends_where_a_section_of_its_level_begins():
    assert [branch_end(read_outline(BODY), index) for index in range(4)] == [4, 3, 3, 4]


@given(st.lists(st.sampled_from(["# A", "## B", "text", "- item", "", "```", "#no", "    # code"]), max_size=12))
def test_an_outline_holds_every_word(lines):
    body = "\n".join(lines)

    told = [f"{'#' * section.level} {section.title} {section.text}" for section in read_outline(body)]

    assert " ".join(told).split() == body.split()


def test_a_sign_behind_code_begins_no_heading():
    assert [section.level for section in read_outline("`|`# a")] == [0]
