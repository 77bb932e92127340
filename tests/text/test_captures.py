"""Captures: three of our own with their Markdown beside them, and the refusals."""

from pathlib import Path

import pytest

from artifacts.errors import CaptureError
from artifacts.text.captures import RelatedWork, read_capture
from artifacts.text.captures.sections import looks_like_heading
from artifacts.text.infobox import Row

FOLDER = Path(__file__).parent / "captures"
NAMES = ("trem2", "axonal-transport", "substantia-nigra")


def captured(name: str):
    return read_capture((FOLDER / f"{name}.txt").read_bytes(), f"{name}.txt")


def refusal(text: str | bytes) -> str:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(CaptureError) as error:
        read_capture(data, "page.txt")
    return error.value.sentence


def page(body: str, *, preview: str = "", furniture: str = "▸Metadata\n| slug | genes-x |") -> str:
    dots = f"{preview}\n...\n" if preview else ""
    return f"📗 Cite This Artifact\nX\n{dots}X\n{body}\n{furniture}"


@pytest.mark.parametrize("name", NAMES)
def test_a_captures_text_becomes_clean_markdown(name):
    assert captured(name).body + "\n" == (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def test_a_gene_pages_infobox_keeps_its_four_kinds_of_row_with_their_links():
    assert captured("trem2").infobox == (
        Row("header", label="TREM2"),
        Row("pair", label="Symbol", value="**TREM2**"),
        Row("pair", label="Full Name", value="triggering receptor expressed on myeloid cells 2"),
        Row("pair", label="NCBI Gene", value="[54209](https://www.ncbi.nlm.nih.gov/gene/54209)"),
        Row("pair", label="Cell Type", value="Microglia"),
        Row("subheader", label="Key Mutations"),
        Row("full", value="R47H, R62H and **Q33X**"),
    )


def test_the_heads_of_swallowed_tables_start_groups_and_are_named():
    capture = captured("substantia-nigra")

    assert [row.kind for row in capture.infobox] == ["header", "full", "subheader", "subheader"]
    assert any(remark.startswith("The rows below “Measure, Value” were a table") for remark in capture.remarks)


def test_metadata_that_a_program_printed_is_read_as_data():
    assert captured("trem2").metadata == {
        "origin_type": "test_fixture",
        "wiki_page_id": "wp-0123456789ab",
        "reviewers": ["ada", "grace"],
        "confidence": 0.75,
        "checked": False,
        "__merged_from": [{"merged_at": "2026-05-13", "unprefixed_id": "genes-trem2"}],
    }


def test_what_is_no_literal_stays_text_and_none_is_nothing():
    capture = captured("axonal-transport")

    assert (capture.metadata, capture.kg_node_id) == ({"note": "it's {unbalanced"}, "")


def test_related_works_are_lifted_with_score_target_and_status():
    assert captured("trem2").related == (
        RelatedWork(
            "hypothesis",
            "h-00c0ffee01",
            "Raising TREM2 signalling before plaques form",
            score=0.61,
            target_genes=("TREM2", "TYROBP"),
        ),
    )
    assert captured("axonal-transport").related == (
        RelatedWork("analysis", "SDA-2026-04-02-gap-007", "Which cargo stalls first?", status="completed"),
        RelatedWork("analysis", "SDA-2026-04-03-gap-008", "What was tried before?", status="archived"),
    )


def test_identity_comes_from_the_embed_box_else_from_the_slug():
    trem2, nigra = captured("trem2"), captured("substantia-nigra")

    assert (trem2.public_id, trem2.source) == (
        "wiki-genes-trem2",
        "https://wiki.example.org/artifact/wiki-genes-trem2",
    )
    assert (nigra.public_id, nigra.source) == ("wiki-brain-regions-substantia-nigra", "")
    assert trem2.addresses == ("wp-0123456789ab",)
    assert trem2.provenance == (("derives_from", "SDA-2026-04-01-gap-042"),)


def test_the_icon_above_a_title_is_not_the_title():
    assert captured("substantia-nigra").title == "Substantia nigra"


def test_repairs_are_named():
    assert captured("axonal-transport").repairs == (
        "left out the preview (3 lines)",
        "collapsed 1 doubled link (“axons”)",
        "removed 1 stray bracket (“kinesin”)",
        "dropped 1 empty twin heading (“Role in Disease”)",
        "lifted 2 related works from the text",
    )


def test_no_line_is_left_out_without_a_word():
    assert captured("axonal-transport").remarks == (
        "line 7: “Motors and Tracks” stands before any section that is known to be at the top",
        "line 36: left out '- see the exchange', which names no hypothesis or analysis",
        "line 43: 'Something that no reader knows' was not understood and left out",
    )
    assert "line 4: left 'wiki_page' of the header card out" in captured("trem2").remarks


def test_a_heading_above_a_heading_is_undecided():
    assert [remark for remark in captured("trem2").remarks if "may stand" in remark] == [
        "line 62: “R47H in Mice and in People” may stand above “Mouse Lines” or beside it"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mechanism of Action", True),
        ("Infantile-Onset SMA (ENDEAR Trial)", True),
        ("Common Adverse Effects (≥10% incidence)", True),
        ("It ends like a sentence.", False),
        ("The regimen includes[@biogen]:", False),
        ("lower case begins no heading", False),
        ("[A link](/genes/smn1)", False),
        ("Exon 7 is skipped in most transcripts of this gene", False),
        ("Overview", True),
    ],
)
def test_bare_lines_are_told_apart(text, expected):
    assert looks_like_heading(text) is expected


def test_a_file_that_is_no_capture_is_refused_by_name_and_line():
    assert refusal("# Notes\n") == (
        "page.txt, line 1: this is no capture of an artifact's page: it should begin with its cite button."
    )


def test_an_empty_file_is_refused():
    assert refusal("\n\n") == "page.txt, line 1: the file is empty."


def test_a_file_that_is_not_utf_8_is_refused_at_its_line():
    assert refusal("📗 Cite This Artifact\nX\n".encode() + b"caf\xe9\n") == (
        "page.txt, line 3: byte 0xe9 is not UTF-8; save the file as UTF-8 and try again."
    )


def test_a_control_character_is_refused_at_its_line():
    assert refusal(page("a\x00b")) == "page.txt, line 4: a control character (0x00) stands here; remove it."


def test_a_file_that_ends_inside_a_tag_is_refused():
    assert refusal("📗 Cite This Artifact\nX\nX\n<td c") == (
        "page.txt, line 4: the file ends inside the tag '<td c': it was cut off."
    )


def test_a_text_that_ends_inside_a_tag_is_refused():
    assert refusal(page("Some words <a href=")) == (
        "page.txt, line 4: the text ends inside the tag '<a href=': the page was cut off there."
    )


def test_an_infobox_that_is_not_closed_is_refused():
    assert refusal(page('Words.\n<table class="infobox">\n<tr><td>a</td></tr>')) == (
        "page.txt, line 5: the infobox's table is not closed: the page was cut off inside it."
    )


def test_a_file_that_ends_before_its_metadata_is_refused():
    assert refusal("📗 Cite This Artifact\nX\nX\nWords.") == (
        "page.txt, line 4: the file ends before the page's metadata: it was cut off, or is no capture."
    )


def test_a_file_that_ends_inside_the_metadata_is_refused():
    assert refusal(page("Words.", furniture="▸Metadata\n| slug | genes-x |\n| kg_node_id | N")) == (
        "page.txt, line 7: the file ends inside a row of the metadata: it was cut off."
    )


def test_a_page_without_any_id_is_refused():
    assert refusal(page("Words.", furniture="▸Metadata\n| origin | y |")) == (
        "page.txt, line 6: neither the embed box nor the metadata tells the page's id."
    )


def test_a_preview_of_something_else_is_refused():
    assert refusal("📗 Cite This Artifact\nX\nX\nOther words.\n...\nX\nWords.\n▸Metadata\n| slug | genes-x |") == (
        "page.txt, line 5: what stands above the line of dots is no preview of what follows."
    )


def test_a_page_with_no_text_below_its_header_is_refused():
    assert refusal("📗 Cite This Artifact\nX\nWords.\n▸Metadata\n| slug | genes-x |") == (
        "page.txt, line 3: the page's title stands only once: there is no text below the header."
    )


def test_a_huge_file_is_refused_before_it_is_read():
    assert refusal(b"x" * (8 * 1024 * 1024 + 1)) == (
        "page.txt, line 1: the file is larger than 8 MiB, which no captured page is."
    )


def test_windows_line_ends_and_a_byte_order_mark_change_nothing():
    text = (FOLDER / "trem2.txt").read_text(encoding="utf-8")

    assert read_capture(("\ufeff" + text.replace("\n", "\r\n")).encode(), "trem2.txt") == captured("trem2")
