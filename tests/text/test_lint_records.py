"""Lint of rows, citekeys and records: what is found in the parts of an artifact that are no running text."""

import re
from pathlib import Path

import pytest

from artifacts.text.lint import RULES, SEVERITIES, Coverage, Subject, Target, Work, apply_edits, coverage, lint, told
from tests.cases import read_cases
from tests.helpers import CSL

BODY = {"body": "The length is 294 aa.[@a2017; @b2018]"}
WORKS = {"a2017": Work("ref-a", "A 2017"), "b2018": Work("ref-b", "B 2018")}
TARGETS = {"h-1": Target("h-1", "Earlier is better", state="withdrawn"), "h-2": Target("h-2", "Later")}


def row(label: str, value: str, kind: str = "pair", *citekeys: str) -> dict:
    return {"kind": kind, "label": label, "value": value, "citekeys": list(citekeys)}


def subject(kind: str = "page", works=None, **content) -> Subject:
    return Subject({"kind": kind, **content}, "wiki-genes-smn1", WORKS if works is None else works, TARGETS)


def found(rule: str, given: Subject) -> list:
    return [one for one in lint(given) if one.rule == rule]


def with_status(status: str, **changes) -> dict:
    return {**WORKS, "a2017": Work("ref-a", "A 2017", status, **changes)}


# The rule, what it finds something in, and where.
FOUND = {
    "swallowed-table": (subject(infobox=[row("Endpoint", "Result")], **BODY), "row", "1"),
    "lost-columns": (subject(infobox=[row("Symbol", "SMN1"), row("Endpoint", "Result", "subheader")]), "row", "2"),
    "suspicious-identifier": (subject(infobox=[row("**OMIM**", "unassigned")]), "row", "1"),
    "number-against-text": (subject(infobox=[row("Length", "262 aa")], **BODY), "row", "1"),
    "row-without-source": (subject(infobox=[row("Length", "294 aa"), row("OMIM", "600354")]), "row", "1"),
    "unresolved-citation": (subject(works={"a2017": WORKS["a2017"], "b2018": None}, **BODY), "reference", "b2018"),
    "unused-citation": (subject(citations={"a2017": "ref-a", "c2019": "ref-c"}, **BODY), "reference", "c2019"),
    "key-without-year": (subject(citations={"hydrogen": None, "a2017": None, "PMID:1": None}), "reference", "hydrogen"),
    "suspicious-citekey": (
        subject(body="One[@PMID:unassigned] and two[@PMID:29091570]."),
        "reference",
        "PMID:unassigned",
    ),
    "two-keys-one-work": (subject(works={**WORKS, "b2018": WORKS["a2017"]}, **BODY), "reference", "b2018"),
    "retracted-work": (subject(works=with_status("retracted"), **BODY), "reference", "a2017"),
    "work-of-concern": (subject(works=with_status("concern"), **BODY), "reference", "a2017"),
    "corrected-work": (subject(works=with_status("corrected"), **BODY), "reference", "a2017"),
    "unpublished-reference": (subject(works=with_status("verified", published=False), **BODY), "reference", "a2017"),
    "inactive-relation": (
        subject(relations=[{"to": "h-1", "dismissed": None}, {"to": "H-1", "dismissed": {}}, {"to": "h-2"}]),
        *("page", ""),
    ),
    "stock-section": (subject(entity_type="therapeutic", body="## Allen Brain Atlas Resources\n\n- a"), "line", "1"),
    "id-in-other-case": (subject(metadata={"imported_id": "wiki-genes"}), "page", ""),
    "slug-as-title": (
        subject(title="mitophagy-defect", slug="mechanisms-mitophagy-defect", body="# Impaired mitophagy"),
        *("field", "title"),
    ),
    "raw-title-attribute": (subject(title="Mitophagy {#mitophagy}"), "field", "title"),
    "type-against-address": (subject(slug="genes-smn1", entity_type="protein"), "field", "entity_type"),
    "text-over-limits": (subject(body="[" * 100_000), "page", ""),
    "language-repr": (subject("reference", csl=CSL, metadata={"kg": "None", "name": "Nonesuch"}), "field", "metadata"),
    "composite-differs": (subject("hypothesis", scores={"novelty": 0.5}, composite=0.8), "field", "imported_composite"),
    "no-evidence": (subject("hypothesis", evidence=[]), "field", "evidence"),
    "evidence-without-reference": (
        subject("hypothesis", evidence=[{"claim": "It is so.", "reference": None}, {"claim": "It is[@a2017]."}]),
        *("field", "evidence"),
    ),
    "reference-without-title": (subject("reference", csl={**CSL, "title": " "}), "field", "title"),
    "reference-without-author": (subject("reference", csl={**CSL, "author": []}), "field", "csl"),
    "reference-without-year": (subject("reference", csl={**CSL, "issued": None}), "field", "csl"),
    "reference-without-identifier": (subject("reference", csl=CSL), "field", "doi"),
    "suspicious-reference-identifier": (subject("reference", csl=CSL, pmid="34567890"), "field", "pmid"),
}


@pytest.mark.parametrize("rule", FOUND)
def test_a_rule_finds_its_defect_once_and_says_where(rule):
    given, part, place = FOUND[rule]

    assert [(one.part, one.place) for one in found(rule, given)] == [(part, place)]
    assert all(told(one) for one in lint(given))


def test_every_rule_has_a_case_a_severity_and_a_sentence_that_ends():
    tested = {case.title.partition(":")[0] for case in read_cases("lint.txt")} | set(FOUND)

    assert tested == set(RULES)
    assert {rule.severity for rule in RULES.values()} == set(SEVERITIES)
    assert [rule.name for rule in RULES.values() if not rule.template.endswith((".", "?"))] == []


def test_the_documentation_lists_every_rule_with_its_severity_and_whether_it_mends():
    lines = (Path(__file__).parents[2] / "docs" / "lint.md").read_text(encoding="utf-8").splitlines()

    rows = [re.match(r"\| `([\w-]+)` \| (\w+) \|.* \|(?: (safe))? *\|$", line) for line in lines]

    mended = {rule for rule, (given, _part, _place) in FOUND.items() if any(one.edits for one in found(rule, given))}
    mended |= {case.title.partition(":")[0] for case in read_cases("lint.txt") if " fixable" in case.expected}
    assert [match.groups() for match in rows if match] == [
        (rule.name, rule.severity, "safe" if rule.name in mended else None) for rule in RULES.values()
    ]


@pytest.mark.parametrize("kind", ["page", "hypothesis", "analysis", "reference"])
def test_an_artifact_of_nothing_is_looked_at_without_a_stumble(kind):
    assert all(told(one) for one in lint(Subject({"kind": kind})))


def mended(rule: str, given: Subject) -> dict:
    return apply_edits(given.content, [edit for one in found(rule, given) for edit in one.edits])


def test_a_swallowed_head_becomes_a_sub_header():
    given = subject(infobox=[row("Endpoint", "Result"), row("Response", "51%")])

    assert mended("swallowed-table", given)["infobox"][0]["kind"] == "subheader"


def test_two_keys_of_one_work_become_the_first_in_text_and_rows():
    given = subject(
        works={**WORKS, "b2018": WORKS["a2017"]},
        body="One[@a2017], two[@b2018, p. 2].",
        infobox=[row("Length", "294 aa [@b2018]", "pair", "b2018")],
    )

    content = mended("two-keys-one-work", given)

    assert content["body"] == "One[@a2017], two[@a2017, p. 2]."
    assert content["infobox"] == [row("Length", "294 aa [@a2017]", "pair", "a2017")]


def test_a_title_that_is_a_slug_takes_the_first_heading():
    given = subject(
        title="mitophagy-defect", slug="mechanisms-mitophagy-defect", body="# Mitophagy defects {#m}\n\nText."
    )

    assert mended("slug-as-title", given)["title"] == "Mitophagy defects"


def test_a_graph_node_called_none_is_cleared():
    assert mended("language-repr", subject(kg_node_id="None"))["kg_node_id"] == ""


def test_evidence_that_names_a_retracted_work_is_found():
    evidence = [{"claim": "It is so.", "reference": "ref-a"}]
    given = subject("hypothesis", works={"ref-a": Work("ref-a", "A 2017", "retracted")}, evidence=evidence)

    assert [one.params["label"] for one in found("retracted-work", given)] == ["A 2017"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("294 aa", "The length is 294 aa."),
        ("294 aa", "The length is about 290 aa."),
        ("294 aa", "The length is 38 kDa."),
        ("294 aa", "The isoform has a length of 262 aa, the full length is 294 aa."),
        ("294 aa", "The length matters. It has 262 aa."),
        ("200–294 aa", "The length is 262 aa."),
        ("294 or 262 aa and 12 kDa, 3 kDa", "The length is 250 aa."),
        ("5q13", "The length is 6 bp."),
    ],
)
def test_numbers_that_agree_or_speak_of_something_else_are_no_contradiction(value, text):
    assert found("number-against-text", subject(infobox=[row("Length", value)], body=text)) == []


def test_nothing_is_found_in_what_was_not_looked_up():
    content = {"kind": "page", "body": "One[@a2017]. [b](/genes/nothing)", "citations": {"a2017": "ref-a"}}

    assert [one.rule for one in lint(Subject(content)) if one.rule in ("dead-link", "unresolved-citation")] == []


@pytest.mark.parametrize(
    ("content", "counted"),
    [
        ({"kind": "page", "body": ""}, Coverage(0, 0)),
        (
            {
                "kind": "page",
                "body": "The protein is made in every cell of the body.[@a2017]\n\n"
                "It has these many roles in every cell:\n\n"
                "- one[@b2018]\n- two\n\nNobody knows yet what the protein does there.\n\n## See also\n\n- [a](/b)",
                "infobox": [row("Length", "294 aa", "pair", "a2017"), row("Mass", "32 kDa"), row("OMIM", "600354")],
            },
            Coverage(5, 3),
        ),
        ({"kind": "hypothesis", "evidence": [{"claim": "a", "reference": "ref-a"}, {"claim": "b"}]}, Coverage(2, 1)),
    ],
)
def test_coverage_counts_what_claims_something_and_what_names_its_source(content, counted):
    assert coverage(Subject(content)) == counted
