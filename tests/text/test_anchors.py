"""Anchors: stable, none twice, and never one that the page has for itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.text.anchors import Anchors, fragment, linked_headings, slugify, split_attribute
from artifacts.text.markdown import Context, parse, render


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("SMN Biology & Pathogenesis", "smn-biology-pathogenesis"),
        ("β-secretase", "β-secretase"),
        ("  ", "section"),
        ("!!!", "section"),
        ("x" * 200, "x" * 100),
        ('"><script>', "script"),
    ],
)
def test_slugify(text, slug):
    assert slugify(text) == slug


@given(st.lists(st.sampled_from(["a", "a-2", "A", "a 2", "a-2-2", "", "!"]), max_size=30))
def test_no_anchor_is_handed_out_twice(texts):
    anchors = Anchors()

    taken = [anchors.take(text) for text in texts]

    assert len(set(taken)) == len(taken)
    assert [anchor for anchor in taken if not anchor.startswith("s-")] == []


def test_many_equal_headings_are_numbered_in_one_pass():
    anchors = Anchors()

    taken = [anchors.take("a") for _ in range(3000)]

    assert taken[-1] == "s-a-3000"


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("mechanism-of-action", "s-mechanism-of-action"),
        ("Mechanism%20of%20action", "s-mechanism-of-action"),
        ("s-trials", "s-trials"),
        ("ref-3", "ref-3"),
        ("cite-3-1", "cite-3-1"),
        ("fn1", "fn1"),
        ("fnref1-2", "fnref1-2"),
        ("fn-domain", "s-fn-domain"),
        ("ref-seq", "s-ref-seq"),
        ("", ""),
    ],
)
def test_fragment(text, anchor):
    assert fragment(text) == anchor


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("Mitophagy {#mito}", ("Mitophagy", "mito")),
        ("Mitophagy{#mito}  ", ("Mitophagy", "mito")),
        ("{#mito}", ("", "mito")),
        ("A {#b} {#c}", ("A {#b}", "c")),
        ("A {#b} c", ("A {#b} c", "")),
        ("A {#}", ("A {#}", "")),
        ("A {#b c}", ("A {#b c}", "")),
        ("A", ("A", "")),
    ],
)
def test_split_attribute(heading, parts):
    assert split_attribute(heading) == parts


def test_each_heading_has_a_link_to_it_beside_it_that_bears_no_words():
    html = linked_headings(render(parse("## The *SMN2* gene\n\nText.\n\n### Exon 7 [x](#y)"), Context()))

    assert html.splitlines() == [
        '<div class="heading"><h2 id="s-the-smn2-gene">The <em>SMN2</em> gene</h2>'
        '<a class="anchor" href="#s-the-smn2-gene" aria-labelledby="s-the-smn2-gene"></a></div>',
        "<p>Text.</p>",
        '<div class="heading"><h3 id="s-exon-7-x">Exon 7 <a href="#s-y">x</a></h3>'
        '<a class="anchor" href="#s-exon-7-x" aria-labelledby="s-exon-7-x"></a></div>',
    ]


def test_only_headings_of_the_text_get_a_link():
    source = '`<h2 id="s-x">x</h2>`\n\n    <h2 id="s-x">x</h2>\n\n> text'

    html = render(parse(source), Context())

    assert linked_headings(html) == html
