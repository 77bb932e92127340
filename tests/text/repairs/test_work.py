"""Work of repairs: what a text costs grows with its length, whatever it is made of; over the limits it is not read."""

from time import process_time

import pytest

from artifacts.text.repairs import repair_page
from tests.text.repairs.contents import ALIASES, TITLES, page

HOSTILE = {
    "opened brackets": "[",
    "opened marks": "[@",
    "opened wiki links": "[[",
    "brackets behind links": "([a](u)))",
    "doubled links": "[a](u) ([a](u)) ",
    "opened tags": "<span ",
    "links of HTML": "<a href=/x>",
    "escaped tags": "&lt;span ",
    "opened infoboxes": "<table class=infobox>",
    "escaped infoboxes": "&lt;table infobox",
    "comments": "<!--",
    "headings": "# A\n",
    "empty lists of references": "## References\n",
    "opened diagrams": "```mermaid\n",
    "empty diagrams": "~~~mermaid\n~~~\n",
    "marks behind rows": "| a | [@b]\n",
    "definitions": "[@a]: https://x.y\n",
    "dots": "... ",
    "lines of dots": "...\n",
    "descriptions": 'The original description reads: "',
    "misread letters": "Â± ",
    "counts": "1.0 2,000.0 ",
    "marks of nothing": "PMID:none [@PMID:none] ",
    "marks": ". [@a]",
    "footnotes": "[^1]",
    "notes": "[^1]: x\n",
    "links to PubMed": "[1](https://pubmed.ncbi.nlm.nih.gov/1/)",
    "addresses": "http://a%2541 ",
    "blanks": " ",
    "backticks": "`",
}


def cost(unit: str, length: int) -> float:
    """Seconds of this process alone, the better of two."""
    best = []
    for _try in range(2):
        content, start = page((unit * length)[:length]), process_time()
        repair_page(content, titles=TITLES, aliases=ALIASES)
        best.append(process_time() - start)
    return min(best)


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_four_times_the_text_costs_about_four_times_the_work(unit):
    assert cost(unit, 48_000) < 9 * cost(unit, 12_000) + 0.02


def test_a_text_over_the_limits_is_left_alone():
    content = page("[a](u) ([a](u)) " * 100_000)

    assert repair_page(content) == (content, [])
