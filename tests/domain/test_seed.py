"""The page that the project was drawn from, read where it is at hand: exactly what is expected of it."""

import re
from collections import Counter
from pathlib import Path

import pytest

from artifacts.domain.captures import import_capture
from artifacts.domain.imports import SAME
from artifacts.models import Artifact, RevisionInfo
from artifacts.representations.contents import content_of
from artifacts.text.captures import read_capture
from artifacts.text.lint import Subject, apply_edits, coverage, lint
from artifacts.text.outline import read_outline
from tests.helpers import someone

SEEDS = Path(__file__).parent.parent.parent.parent / "shared" / "seeds"
FILES = sorted(SEEDS.glob("*.txt"))
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FILES, reason="the captured page is not at hand"),
]
NOT_SECTIONS = {"References", "Related Hypotheses"}


def capture():
    return read_capture(FILES[0].read_bytes(), FILES[0].name)


def imported():
    return import_capture(capture(), by=someone(), name=FILES[0].name)


@pytest.fixture
def nusinersen(db):
    imported()
    return Artifact.objects.get(public_id="wiki-therapeutics-nusinersen")


def expected_sections() -> list[tuple[int, str]]:
    """The tree that stands beside the seed: its indent is the level, its notes stand behind two blanks or more."""
    lines = (SEEDS / "SECTIONS.md").read_text(encoding="utf-8").splitlines()
    rows = [re.match(r"    (    )?(\S.*?)(?:\s{2,}.*)?$", line) for line in lines]
    found = [(3 if row[1] else 2, row[2]) for row in rows if row]
    return [(level, title) for level, title in found if title not in NOT_SECTIONS]


def test_the_section_tree(nusinersen):
    sections = [(section.level, section.title) for section in read_outline(nusinersen.row.body) if section.level]

    assert sections == expected_sections()
    assert len(sections) == 29


def test_thirteen_citekeys_all_unresolved(nusinersen):
    citations = nusinersen.row.citations.all()

    assert len(citations) == 13
    assert {citation.reference for citation in citations} == {None}
    assert len(nusinersen.publication.parts["references"]) == 13


def test_the_infobox_in_order_with_its_rendered_links(nusinersen):
    def shown(row):
        return (
            row["kind"],
            re.sub(r' (?:class|title)="[^"]*"', "", row["label"]),
            re.sub(r' class="[^"]*"', "", row["value"]),
        )

    def link(path, text):
        return f'<a href="/wiki/{path}">{text}</a>'

    assert [shown(row) for row in nusinersen.publication.parts["infobox"]] == [
        ("header", "Nusinersen (Spinraza)", ""),
        ("subheader", "Endpoint", "Nusinersen"),
        ("pair", "Motor milestone response (interim)", "41% (21/51)"),
        ("pair", "Motor milestone response (final)", "51% (37/73)"),
        ("subheader", "Disease", "Target Gene"),
        ("pair", link("diseases-amyotrophic-lateral-sclerosis", "als") + " (SOD1)", "SOD1"),
        ("pair", f"ALS ({link('genes-c9orf72', 'c9orf72')})", link("genes-c9orf72", "c9orf72")),
        (
            "pair",
            link("diseases-huntingtons", "Huntington's Disease"),
            link("genes-huntingtin-gene", "HTT") + " (Huntingtin)",
        ),
        (
            "pair",
            link("diseases-alzheimers-disease", "alzheimers") + "'s Disease",
            link("proteins-bace1-protein", "bace1"),
        ),
        (
            "pair",
            link("diseases-parkinsons-disease", "parkinsons") + "'s Disease",
            link("proteins-lrrk2-protein", "lrrk2"),
        ),
    ]


def test_two_hypotheses_and_two_analyses_are_related(nusinersen):
    parts = nusinersen.publication.parts

    assert [(row["id"], row["score"], row["genes"], row["level"]) for row in parts["hypotheses"]] == [
        ("h-ec731b7a", 0.72, ["G3BP1"], "high"),
        ("h-441b25ba", 0.55, ["BACE1"], "medium"),
    ]
    assert [(row["id"], row["status"]) for row in parts["analyses"]] == [
        ("SDA-2026-04-01-gap-009", "open"),
        ("SDA-2026-04-01-gap-lipid-rafts-2026-04-01", "open"),
    ]


def test_seven_links_to_see_also(nusinersen):
    (see_also,) = [section for section in read_outline(nusinersen.row.body) if section.title == "See Also"]

    assert len(re.findall(r"^- \[", see_also.text, re.MULTILINE)) == 7


def test_identity_metadata_and_merge_trace(nusinersen):
    row = nusinersen.row

    assert (row.title, row.slug, row.entity_type, row.kg_node_id) == (
        "Nusinersen (Spinraza)",
        "therapeutics-nusinersen",
        "therapeutic",
        "",
    )
    assert row.metadata == {
        "origin_type": "v1_polymorphic_backfill",
        "source_table": "wiki_pages",
        "wiki_page_id": "wp-fdf59cad1c88",
        "__merged_from": [{"merged_at": "2026-05-13", "unprefixed_id": "therapeutics-nusinersen"}],
        "_schema_version": 1,
    }
    assert [edge.relation for edge in nusinersen.provenance.all()] == ["importedFrom"]


@pytest.mark.parametrize(
    "path", ["wiki/therapeutics-nusinersen", "therapeutics/nusinersen", "therapeutics-nusinersen", "wp-fdf59cad1c88"]
)
def test_every_address_leads_to_the_page(client, nusinersen, path):
    response = client.get(f"/{path}")

    assert (response.status_code, response["Location"]) == (301, "/artifact/wiki-therapeutics-nusinersen")


def test_the_repairs_are_named_and_the_rest_is_found():
    read = capture()

    assert [repair.partition(" (")[0] for repair in read.repairs] == [
        "left out the preview",
        "made 2 table heads in the infobox the head of a group",
        "collapsed 3 doubled links",
        "removed 1 stray bracket",
        "removed 6 citations behind a sentence",
        "dropped 2 empty twin headings",
        "dropped 1 empty References heading",
        "lifted 4 related works from the text",
    ]
    by_rule = {
        rule: sum(one.rule == rule for one in read.findings) for rule in sorted({one.rule for one in read.findings})
    }
    assert by_rule == {
        "boilerplate": 4,
        "cut-target": 1,
        "empty-diagram": 1,
        "empty-section": 1,
        "lead-in-without-list": 2,
        "slug-as-link-text": 17,
        "stock-section": 1,
    }
    assert [remark for remark in read.remarks if "were a table of the text" not in remark] == []


def test_lint_finds_every_defect_that_the_saved_page_has(nusinersen):
    content = content_of(nusinersen)
    unknown = dict.fromkeys(content["citations"])

    found = Counter(one.rule for one in lint(Subject(content, nusinersen.public_id, works=unknown, targets={})))

    assert found == {
        "boilerplate": 4,
        "cut-target": 1,
        "dead-link": 30,
        "empty-diagram": 1,
        "empty-section": 1,
        "key-without-year": 2,
        "lead-in-without-list": 2,
        "lost-columns": 2,
        "outdated-address": 1,
        "paragraph-without-source": 17,
        "row-without-source": 7,
        "slug-as-link-text": 23,
        "stock-section": 1,
        "two-links-one-address": 1,
        "unresolved-citation": 13,
    }
    assert coverage(Subject(content)) == (34, 10)


def test_the_safe_fixes_of_the_saved_page_lose_no_word(nusinersen):
    content = content_of(nusinersen)
    found = lint(Subject(content, nusinersen.public_id))

    mended = apply_edits(content, [edit for one in found for edit in one.edits])

    assert mended["body"].split() == content["body"].split()


def test_a_second_import_writes_nothing(nusinersen):
    before = RevisionInfo.objects.count()

    outcome = imported()

    assert set(outcome.outcomes.values()) == {SAME}
    assert RevisionInfo.objects.count() == before == 5


def test_readers_see_the_page_whole(client, nusinersen):
    html = client.get("/artifact/wiki-therapeutics-nusinersen").content.decode()

    assert html.count("brand name Spinraza") == 1
    assert "&lt;table" not in html
    assert "[@" not in html
