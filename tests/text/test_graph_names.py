"""Names of nodes: which spellings are one, and which addresses they may be."""

import pytest

from artifacts.text.graph_names import LONGEST_KEY, node_addresses, node_key


@pytest.mark.parametrize(
    "spellings",
    [("TDP-43", "TDP 43", "tdp43", "TDP_43"), ("β-amyloid", "Beta amyloid"), ("Sjögren", "sjogren"), ("→", " → ")],
)
def test_spellings_of_one_name_are_one_node(spellings):
    assert len({node_key(name) for name in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("CD4", "CD4+"), ("IL-1 2", "IL-12"), ("SMN1", "SMN2"), ("→", "←")])
def test_different_names_are_different_nodes(one, other):
    assert node_key(one) != node_key(other)


def test_a_very_long_name_has_a_short_key_of_its_own():
    one, other = node_key("long " * 60 + "a"), node_key("long " * 60 + "b")

    assert (len(one), len(other), one == other) == (LONGEST_KEY, LONGEST_KEY, False)


def test_a_name_may_be_an_address_with_or_without_its_prefix():
    assert node_addresses("genes-SMN1") == ("wiki-genes-smn1", "genes-smn1")
    assert node_addresses("wiki-genes-smn1") == ("wiki-genes-smn1",)
    assert "cell-types-motor-neurons" in node_addresses("Cell types: motor neurons")
    assert node_addresses("a" * 300) == ()
