"""Repairing whole contents: rows, titles, works, several repairs together, and what is told of them."""

from pathlib import Path

from artifacts.text.repairs import REPAIRS, Mended, repair_page
from tests.text.repairs.contents import page

DOCS = Path(__file__).parents[3] / "docs" / "import.md"


def row(label: str, value: str, kind: str = "pair") -> dict:
    return {"kind": kind, "label": label, "value": value, "citekeys": []}


def rules(mended: list[Mended]) -> list[str]:
    return [one.rule for one in mended]


def test_a_clean_page_is_the_same_object():
    content = page("## Role\n\nIt splices.[@cherish2018]", infobox=[row("Symbol", "SMN2")])

    assert repair_page(content)[0] is content


def test_a_fact_whose_label_could_head_a_table_stays_a_fact():
    content = page(title="TREM2", infobox=[row("Cell Type", "Microglia"), row("Disease", "Spinal muscular atrophy")])

    assert repair_page(content) == (content, [])


def test_a_table_headed_with_the_pages_own_subject_starts_a_group():
    content = page(title="Nusinersen (Spinraza)", infobox=[row("Endpoint", "Spinraza"), row("Response", "51%")])

    after, mended = repair_page(content)

    assert [one["kind"] for one in after["infobox"]] == ["subheader", "pair"]
    assert rules(mended) == ["swallowed-table"]


def test_the_head_of_a_table_that_stood_in_the_text_is_found_in_its_rows():
    cells = "<tr><td>Endpoint</td><td>SMN2</td></tr><tr><td>Response</td><td>51%</td></tr>"

    after, mended = repair_page(page(f'<table class="infobox">{cells}</table>'))

    assert [one["kind"] for one in after["infobox"]] == ["subheader", "pair"]
    assert rules(mended) == ["infobox-table", "swallowed-table"]


def test_text_in_no_cell_of_an_infobox_is_named_as_dropped():
    body = '<table class="infobox"><tr>loose<td>Symbol</td><td>SMN2</td></tr></table>'

    _after, mended = repair_page(page(body))

    assert "loose" in " ".join(mended[0].dropped)


def test_an_attribute_in_the_title_goes():
    after, mended = repair_page(page(title="Mitophagy Defects {#mitophagy-defects}"))

    assert (after["title"], rules(mended)) == ("Mitophagy Defects", ["raw-title-attribute"])


def test_cells_are_mended_as_texts_are():
    after, _mended = repair_page(page(infobox=[row("Dose", "5 Âµg [1](https://pubmed.ncbi.nlm.nih.gov/32956555/)")]))

    assert after["infobox"][0]["value"] == "5 µg [@pmid32956555]"


def test_a_work_is_told_with_a_citekey_that_leads_nowhere_yet():
    body = (
        "It slows [1](https://pubmed.ncbi.nlm.nih.gov/32956555/), then stops [2](https://pubmed.ncbi.nlm.nih.gov/1/)."
    )

    after, mended = repair_page(page(body, citations={"pmid1": "ref-known"}))

    assert after["citations"] == {"pmid32956555": None, "pmid1": "ref-known"}
    assert mended[0].works == (("pmid32956555", {"pmid": "32956555"}),)


def test_a_page_whose_title_is_known_is_unlinked_from_itself_too():
    after, mended = repair_page(page("As [SMN2](/genes/smn2) is."), titles={"wiki-genes-smn2": "SMN2"})

    assert (after["body"], rules(mended)) == ("As SMN2 is.", ["self-link"])


def test_a_hypothesis_is_mended_in_its_statement_and_its_claims():
    content = {
        "kind": "hypothesis",
        "title": "Early is better",
        "statement": 'It is claimed. The original description reads: "[a](u) ([a](u)) helps."',
        "evidence": [{"claim": "p 5 Âµg", "reference": None}],
    }

    after, mended = repair_page(content)

    assert after["statement"] == "[a](u) helps."
    assert after["evidence"][0]["claim"] == "p 5 µg"
    assert rules(mended) == ["mojibake", "recursive-description", "doubled-link"]


def test_a_reference_has_no_text_to_mend():
    content = {"kind": "reference", "csl": {"title": "Âµ"}}

    assert repair_page(content) == (content, [])


def test_what_was_done_is_told_in_a_sentence_with_examples():
    body = "[aso](/t/aso) ([aso](/t/aso)) and [smn](/t/smn) ([smn](/t/smn))"

    _after, (mended,) = repair_page(page(body))

    assert (mended.count, mended.examples) == (2, ("aso", "smn"))
    assert mended.told == "collapsed 2 doubled links (“aso”, “smn”)"


def test_of_very_many_places_all_are_mended_and_a_few_are_told():
    body = "\n".join(f"- [a{n}](/t/{n}) ([a{n}](/t/{n}))" for n in range(300))

    after, (mended,) = repair_page(page(body))

    assert ") (" not in after["body"]
    assert mended.count == 300
    assert mended.told == "collapsed 300 doubled links (“a0”, “a1”, “a2”, …)"


def test_every_repair_says_what_it_mends():
    assert all(repair.mends and "{}" in repair.done and repair.noun for repair in REPAIRS.values())


def test_the_documents_list_every_repair_in_their_order():
    text = DOCS.read_text(encoding="utf-8").replace("\\|", "|")
    rows = [f"| `{one.name}` | {one.mends} | {one.drops or 'nothing'} |" for one in REPAIRS.values()]

    assert "\n".join(rows) in text
