"""Lint of texts: the cases of a fixture file, each finding as `rule line`, then the text after every safe fix."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from artifacts.text.lint import Subject, Target, Work, apply_edits, lint, lint_body, told
from tests.cases import read_cases, title_of
from tests.text.strategies import texts

SMN1 = Target("wiki-genes-smn1", "SMN1", "gene")
CELLS = Target("wiki-cell-types-motor-neurons", "Motor neurons", "cell")
TARGETS = {
    "wiki-genes-smn1": SMN1,
    "wiki-genes-smn2": Target("wiki-genes-smn2", "SMN2", "gene"),
    "wiki-cell-types-motor-neurons": CELLS,
    "wiki-genes-smn-gene": Target("wiki-genes-smn-gene", "Survival gene", "gene"),
    "wiki-genes-survival-gene": SMN1._replace(redirect=True),
    "wiki-proteins-smn1-protein": SMN1._replace(redirect=True),
    "wiki-genes-gone": Target("wiki-genes-gone", "Gone", "gene", state="withdrawn"),
}
WORKS = {key: Work(f"ref-{key}", key) for key in ("a2017", "b2018")}
TERMS = {"SMN1": "/genes/smn1", "Motor neurons": "/cell-types/motor-neurons", "SMN2": "/genes/smn2"}


def subject(body: str) -> Subject:
    content = {"kind": "page", "slug": "genes-smn2", "title": "SMN2", "entity_type": "gene", "body": body}
    return Subject(content, "wiki-genes-smn2", WORKS, TARGETS, TERMS)


def fixed(body: str, rule: str = "") -> str:
    """The body after every safe fix, of one rule or of all of them."""
    found = [one for one in lint(subject(body)) if rule in ("", one.rule)]
    return apply_edits({"body": body}, [edit for one in found for edit in one.edits])["body"]


@pytest.mark.parametrize("case", read_cases("lint.txt"), ids=title_of)
def test_lint(case):
    rule = case.title.partition(":")[0]
    wanted, mends, after = case.expected.partition("=>\n")

    found = [one for one in lint(subject(case.given)) if one.rule == rule]

    assert [f"{rule} {one.place}{' fixable' * bool(one.edits)}" for one in found] == wanted.splitlines()
    assert fixed(case.given, rule) == (after if mends else case.given)
    assert all(told(one) for one in found)


@pytest.mark.parametrize("case", read_cases("lint.txt"), ids=title_of)
def test_what_was_fixed_is_not_found_again(case):
    rule = case.title.partition(":")[0]

    again = lint(subject(fixed(case.given, rule)))

    assert [one for one in again if one.rule == rule and one.edits] == []


CASES = st.sampled_from([case.given for case in read_cases("lint.txt")])


@settings(max_examples=150, deadline=None)
@given(texts | st.lists(CASES, min_size=2, max_size=5).map("\n\n".join) | st.lists(CASES, max_size=3).map("".join))
def test_fixes_made_one_after_the_other_come_to_an_end(body):
    """Each alone, the text looked at again between: none breaks another's place, and none comes back for ever."""
    for _round in range(len(body) + 5):
        edits = next((one.edits for one in lint(subject(body)) if one.edits), ())
        if not edits:
            break
        body = apply_edits({"body": body}, edits)["body"]

    assert [one.rule for one in lint(subject(body)) if one.edits] == []


@pytest.mark.parametrize(("entity_type", "rules"), [("therapeutic", ["stock-section"]), ("gene", []), ("", [])])
def test_a_stock_section_is_found_where_it_does_not_belong(entity_type, rules):
    body = "## Allen Brain Atlas Resources\n\n- one"

    assert [finding.rule for finding in lint_body(body, entity_type)] == rules


@pytest.mark.parametrize("sign", [" ", "\n"])
def test_a_diagram_of_blanks_is_found_in_no_time(sign):
    # Read anew from each of its blanks it would take minutes.
    assert "diagram-of-nothing" in [one.rule for one in lint_body(f"```mermaid\n{sign * 20_000}\n```\n")]
