"""Anchors: stable, none twice, and never one that the page has for itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.text.anchors import Anchors, fragment, slugify, split_attribute


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
