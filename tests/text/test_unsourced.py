"""What has no source: the blocks that readers may highlight are those that lint counts, in one reading of the text."""

import re

import pytest
from hypothesis import given, settings
from lxml import html

from artifacts.text.doubts import without_doubts
from artifacts.text.lint import Subject, coverage, lint, unsourced
from artifacts.text.markdown import Context, parse, plain_text, render
from tests.text.strategies import texts

LONG = "Most of the motor neurons die before the second week of life"


def page(body: str, **content) -> dict:
    return {"kind": "page", "title": "SMN2", "body": body, **content}


def rendered(body: str) -> str:
    return render(parse(body), Context(unsourced=unsourced(Subject(page(body))).lines))


def marked(body: str) -> list[tuple[str, str]]:
    """The tag and the words of each block that is marked, the outer ones alone."""
    found = html.fragment_fromstring(rendered(body), create_parent=True).xpath("//*[contains(@class, 'unsourced')]")
    assert [inner for one in found for inner in one.iterdescendants() if inner in found] == []
    return [(one.tag, " ".join(one.text_content().split())[:12]) for one in found]


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        (f"{LONG}.[@a]\n\n{LONG}.", [("p", LONG[:12])]),
        (f"{LONG}.[@a] {{needs source}}\n\nToo short.", [("p", LONG[:12])]),
        (f"<!-- one\n\ntwo -->\n{LONG}.[@a]\n\n<!--\n-->\n\nSo: {LONG}.", [("p", "So: Most of ")]),
        (f"{LONG}, these:\n\n- one\n- two", [("p", LONG[:12]), ("ul", "one two")]),
        (f"{LONG}, these:\n\n- one\n- two[@a]", []),
        (f"{LONG} these:\n- one\n\nEnd[@a]", [("p", LONG[:12]), ("ul", "one")]),
        (f"1. {LONG}\n\n2. {LONG}[@a]\n\n3. So {LONG}", [("li", LONG[:12]), ("li", "So Most of t")]),
        (f"> {LONG}", [("blockquote", LONG[:12])]),
        (f"| a | b |\n|---|---|\n| c | {LONG} |", [("div", "a b c Most o")]),
        (f"## See also\n\n{LONG}\n\n```\n{LONG}\n```\n\n## Role\n\n{LONG}^[a *note*]", [("p", LONG[:12])]),
        (f'![{LONG}](/media/a.png "{LONG}. Credit: A. B.")', []),
        ("", []),
    ],
)
def test_the_outermost_blocks_that_hold_nothing_sourced_are_marked(body, blocks):
    assert marked(body) == blocks


def test_rows_and_evidence_without_a_source_are_named_by_their_place():
    rows = [
        {"kind": "header", "label": "Gene", "value": ""},
        {"kind": "pair", "label": "Length", "value": "294 aa"},
        {"kind": "pair", "label": "Exons", "value": "9", "citekeys": ["a"]},
        {"kind": "pair", "label": "Exons", "value": "8[@a] {needs source}"},
        {"kind": "pair", "label": "OMIM", "value": "600354"},
    ]
    evidence = [{"claim": "It is.", "reference": "ref-a"}, {"claim": "It is. {needs source}", "reference": "ref-a"}]

    assert unsourced(Subject(page("", infobox=rows))).rows == {1, 3}
    assert unsourced(Subject({"kind": "hypothesis", "evidence": evidence})).evidence == {1}
    assert coverage(Subject({"kind": "hypothesis", "evidence": evidence})) == (2, 1)


@given(texts.map(lambda text: text.replace("a", LONG)))
@settings(max_examples=100)
def test_what_readers_are_told_is_what_the_rules_of_lint_find(body):
    found = [one.rule for one in lint(Subject(page(body)))]
    counted = unsourced(Subject(page(body))).coverage

    assert counted == coverage(Subject(page(body)))
    if "text-over-limits" not in found:
        assert found.count("paragraph-without-source") == min(counted.claims - counted.sourced, 200)
    # A mark adds a class and nothing else.
    assert re.sub(r' class="unsourced"| unsourced(?=")', "", rendered(body)) == render(parse(body), Context())


def test_doubts_are_no_words_of_the_text():
    body = "It is so.{disputed: not in mice} And {needs source} so."

    assert plain_text(parse(body)) == "It is so. And so."
    assert without_doubts("294 aa{disputed: 262}") == "294 aa"
