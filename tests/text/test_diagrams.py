"""Diagrams in words, and what is refused in them."""

import pytest

from artifacts.text.diagrams import MOST_SHOWN, arrows, caption, refused


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("graph TD\n a --> b", "a → b"),
        ('flowchart LR\n a["SMN2 --> gene"] -->|is spliced| b(["SMN"])', "SMN2 --> gene → SMN (is spliced)"),
        ("flowchart LR; a -- leads to --> b --> c", "a → b (leads to); b → c"),
        ("graph TD\n a & b --> c", "a → c; b → c"),
        ('graph TD\n a -.->|"represses"| b\n b ==> c\n c --- d\n d --x e', "a → b (represses); b → c; c → d; d → e"),
        ("graph TD\n subgraph one\n a\n end\n style a fill:#fff", ""),
        ("sequenceDiagram\n A->>B: hello", ""),
    ],
)
def test_a_flow_chart_is_told_by_its_arrows(source, told):
    assert arrows(source) == told


def test_many_arrows_are_told_in_part():
    source = "graph TD\n" + "\n".join(f"a{n} --> b{n}" for n in range(MOST_SHOWN + 5))

    assert arrows(source).split("; ")[MOST_SHOWN - 1 :] == [f"a{MOST_SHOWN - 1} → b{MOST_SHOWN - 1}", "…"]


def test_a_line_of_many_nodes_stays_small():
    assert len(arrows("graph TD\n" + "a & " * 10_000 + "a --> " + "b & " * 10_000 + "b")) < 1000


def test_a_line_of_many_arrows_is_told_in_part():
    nodes = " & ".join(f"n{n}[{'x' * 300}]" for n in range(8))

    assert len(arrows("graph TD\n" + f"{nodes} --> " * 300)) < 50_000


@pytest.mark.parametrize("source", ["accDescr{\n" * 100_000, "graph TD\n" + " " * 1_000_000])
def test_a_long_source_is_read_once(source):
    # Read anew from each of its lines or blanks it would take minutes.
    assert (caption(source), arrows(source)) == ("", "")


def test_a_caption_is_title_and_description():
    assert caption("graph TD\n accTitle: Splicing\n accDescr {\n Of\n SMN2 }\n a --> b") == "Splicing Of SMN2"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ('%%{init: {"securityLevel": "loose"}}%%\ngraph TD', "%%{"),
        ("graph TD\n %%{wrap}%%", "%%{"),
        ("---\nconfig:\n  theme: dark\n---\ngraph TD", "---"),
        ('graph TD\n a --> b\n  click a "javascript:alert(1)"', "click"),
        ("classDiagram\n callback a b", "callback"),
        ('graph TD; a --> b; click a href "https://elsewhere.example"', "click"),
        ('classDiagram\n class a\n link a "https://elsewhere.example"', "link"),
        ("sequenceDiagram\n links Alice: {}\n Alice->>Alice: hi", "links"),
        ("sequenceDiagram\n a->>b: hi; link a: there @ https://elsewhere.example", "link"),
        ('flowchart TD\n a@{ shape: x, img: "https://elsewhere.example/a.png" }', "img"),
        ('flowchart TD\n a@{\n  "img" : "https://elsewhere.example/a.png" }', "img"),
        ("graph TD\n %% a comment\n a[click here] --- b", ""),
        ('graph TD\n link --> b["x: y"]\n links[a link] --- b@{ label: "imgs" }', ""),
        ("graph TD\n a[#quot;click#quot; it] --- b", ""),
    ],
)
def test_directives_and_clicks_are_refused(source, name):
    assert refused(source) == name
