"""The defects of a synthetic corpus: each comes at its rate, and lint knows it."""

from random import Random

import pytest

from artifacts.text.corpus.defects import DEFECTS
from artifacts.text.corpus.names import page_name
from artifacts.text.corpus.pages import make_page
from artifacts.text.infobox import extract_infobox
from artifacts.text.lint import Subject, lint
from artifacts.text.lint.subject import Target

PAGES = 600
# Of each defect the rules that tell of it.
RULES = {
    "boilerplate": {"boilerplate"},
    "broken-diagram": {"broken-diagram"},
    "counts-that-differ": {"counts-that-differ"},
    "cut-target": {"cut-target"},
    "dead-link": {"dead-link"},
    "definition-in-prose": {"definition-in-prose"},
    "displaced-marks": {"displaced-citation"},
    "double-encoded": {"double-encoded-address"},
    "doubled-link": {"doubled-link"},
    "empty-diagram": {"empty-diagram"},
    "empty-references": {"empty-references"},
    "empty-section": {"empty-section"},
    "escaped-html": {"escaped-html", "markdown-in-html"},
    "heading-attribute": {"raw-heading-attribute"},
    "language-repr": {"language-repr"},
    "lead-in": {"lead-in-without-list"},
    "marks-in-table": {"citation-in-table-head", "citation-behind-row"},
    "mixed-styles": {"mixed-citation-styles"},
    "mojibake": {"mojibake", "wrong-ending"},
    "old-addresses": {"outdated-address"},
    "other-type": {"type-against-address"},
    "preview": {"repeated-paragraph", "duplicate-heading"},
    "recursive-description": {"recursive-description"},
    "repeated-paragraph": {"repeated-paragraph"},
    "rival-slug": {"link-through-alias"},
    "self-link": {"self-link"},
    "slug-as-title": {"slug-as-title"},
    "slug-as-words": {"slug-as-link-text"},
    "stock-section": {"stock-section"},
    "stray-bracket": {"stray-bracket"},
    "suspicious-pmid": {"suspicious-pmid"},
    "swallowed-table": {"swallowed-table"},
    "title-attribute": {"raw-title-attribute"},
    "truncated": {"truncated-text"},
    "twin-heading": {"duplicate-heading"},
}
# Raw cells are read as Markdown, wiki links as links; that two sentences contradict each other no program can tell.
NOT_TOLD = {"raw-cells", "wiki-link", "contradiction"}


@pytest.fixture(scope="module")
def pages():
    return [make_page(number, Random(f"1:{number}"), pages=PAGES, papers=1_000) for number in range(PAGES)]


@pytest.fixture(scope="module")
def targets():
    names = [page_name(number) for number in range(PAGES)]
    found = {f"wiki-{one.slug}": Target(f"wiki-{one.slug}", one.title, one.entity_type) for one in names}
    return found | {one.slug: found[f"wiki-{one.slug}"]._replace(redirect=True) for one in names}


def test_every_defect_is_accounted_for(pages):
    sown = {name for page in pages for name in page.sown}

    assert sown == RULES.keys() | NOT_TOLD
    assert set(DEFECTS) <= sown


@pytest.mark.parametrize("defect", sorted(RULES))
def test_lint_tells_of_each_defect(pages, targets, defect):
    """In the two shortest pages that have it."""
    having = sorted((page for page in pages if defect in page.sown), key=lambda page: page.row["word_count"])
    for page in having[:2]:
        row = page.row
        body, rows, _notes = extract_infobox(row["content_md"])
        content = {
            "kind": "page",
            "slug": row["slug"],
            "title": row["title"],
            "entity_type": row["entity_type"],
            "body": body,
            "infobox": [{"kind": one.kind, "label": one.label, "value": one.value} for one in rows],
        }
        findings = {one.rule for one in lint(Subject(content, f"wiki-{row['slug']}", targets=targets))}
        assert findings & RULES[defect], (defect, row["slug"], findings)
