"""Spellings: one name written in two ways is equal, and two names are not."""

import pytest

from artifacts.text.spellings import bare, fold_address, fold_title


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("APOE - Apolipoprotein E", "ApoE (Apolipoprotein E)"),
        ("  Motor\tneurons ", "motor-neurons"),
        ("α-Synuclein", "Alpha synuclein"),
        ("Sjögren's syndrome", "SJOGRENS SYNDROME"),
        ("SMN‑1", "SMN1"),  # noqa: RUF001 (a non-breaking hyphen)
        ("ＳＭＮ1", "smn1"),  # noqa: RUF001 (full-width letters)
    ],
)
def test_spellings_of_one_title_are_equal(one, other):
    assert fold_title(one) == fold_title(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SMN1", "SMN2"),
        ("ALS", "Alsin"),
        ("IL-1 2", "IL-12"),
        ("CD4+ T cells", "CD4 T cells"),
        ("Motor neuron", "Motor neurons"),
        ("Aβ40", "Aβ42"),
    ],
)
def test_two_titles_are_not(one, other):
    assert fold_title(one) != fold_title(other)


@pytest.mark.parametrize("title", ["", " – ", "()", "_"])
def test_a_title_of_furniture_only_is_nothing(title):
    assert fold_title(title) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("wiki-genes-smn1", "genes-smn1"),
        ("genes-smn1", "Genes-SMN-1"),
        ("wiki-cell-types-motor_neurons", "cell-type-motor-neuron"),
        ("proteins-tau", "protein-τ"),
    ],
)
def test_addresses_alike_are_equal(one, other):
    assert fold_address(one) == fold_address(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("genes-smn1", "genes-smn2"),
        ("diseases-als", "diseases-alsin"),
        ("genes-cars", "genes-car"),
        ("diseases-als", "diseases-al"),
        ("mechanisms-sclerosis", "mechanisms-sclerosi"),
        ("genes-smn1", "proteins-smn1"),
        ("sda-2026-04-01-gap-1", "sda-2026-04-0-1gap-1"),
    ],
)
def test_other_addresses_are_not(one, other):
    assert fold_address(one) != fold_address(other)


def test_a_bare_address_lacks_the_prefix():
    assert (bare("WIKI-genes-SMN1"), bare("genes-smn1")) == ("genes-smn1", "genes-smn1")
