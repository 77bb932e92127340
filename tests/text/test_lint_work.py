"""Work of lint: what a text costs grows with its length, whatever it is made of; over the limits it is not read."""

from time import process_time

import pytest

from artifacts.text.lint import RULES, Subject, lint
from artifacts.text.lint.findings import MOST_FINDINGS

HOSTILE = {
    "links": "[a-b](/genes/a-b) ",
    "brackets behind links": "([a](u))) ",
    "opened links": "[a](b(",
    "marks": ". [@a1999]",
    "marks behind rows": "| a | b | [@k]\n",
    "opened marks": "[@a;@b",
    "headings": "###### a {#b} {#c}\n",
    "tags": "<td>**",
    "escaped tags": "&lt;td ",
    "addresses": "http://a.b/%2525252F ",
    "paragraphs": "One two three four five six seven eight nine ten eleven twelve.\n\n",
    "quantities": "mass 12 kDa ",
    "lead-ins": "Foo bar:\n",
    "blanks": "a" + " " * 40,
    "printed values": "{'a': ['b', ",
    "misread letters": "Ã©â€œ",
    "diagrams": "```mermaid\ngraph TD\nA[x (y)] --> A\n```\n",
    "comments": "<!-- ",
    "terms": "motor neuron ",
}


def cost(unit: str, length: int) -> float:
    """Seconds of this process alone, the better of two."""
    rows = [{"kind": "pair", "label": f"Mass of {number}", "value": "12 kDa", "citekeys": []} for number in range(20)]
    terms = {"Motor neurons": "/cells/motor-neurons", "Foo": "/genes/foo"}
    best = []
    for _try in range(2):
        content = {"kind": "page", "title": "SMN1", "body": unit * (length // len(unit)), "infobox": rows}
        subject, start = Subject(content, works={}, targets={}, terms=terms), process_time()
        for rule in RULES.values():
            rule.check(subject)
        best.append(process_time() - start)
    return min(best)


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_four_times_the_text_costs_about_four_times_the_work(unit):
    assert cost(unit, 24_000) < 9 * cost(unit, 6_000) + 0.02


def test_a_text_over_the_limits_is_one_finding():
    found = lint(Subject({"kind": "page", "body": "[a](/b) " * 200_000}))

    assert [one.rule for one in found] == ["text-over-limits"]


def test_of_very_many_findings_of_a_rule_the_first_count():
    found = lint(Subject({"kind": "page", "body": "See [a](/genes/a-).\n" * (MOST_FINDINGS + 50)}))

    assert sum(one.rule == "cut-target" for one in found) == MOST_FINDINGS
