"""Addresses: one spelling per key, and which keys a link's target stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.text.addresses import normalise_key, page_keys, target_keys


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    assert normalise_key(normalise_key(text)) == normalise_key(text)


@given(st.text(st.characters(categories=("Lu", "Ll", "Nd"))))
def test_the_case_of_a_key_does_not_matter(text):
    assert normalise_key(text.casefold()) == normalise_key(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (" WIKI-Nusinersen ", "wiki-nusinersen"),
        ("DOI:10.1056/NEJMoa1702752", "doi:10.1056/nejmoa1702752"),
        ("ﬁnkel", "finkel"),
        ("ẞ", "ss"),
        ("e\u0301", "é"),
        ("", ""),
    ],
)
def test_normalise_key(text, key):
    assert normalise_key(text) == key


def test_the_prefixed_id_comes_first():
    assert page_keys("Genes-SMN1") == ("wiki-genes-smn1", "genes-smn1")
    assert page_keys("wiki-genes-smn1") == ("wiki-genes-smn1",)


BOTH = ("wiki-genes-smn1", "genes-smn1")


@pytest.mark.parametrize(
    ("href", "keys"),
    [
        ("/genes/smn1", BOTH),
        ("/genes-smn1", BOTH),
        ("/wiki/genes-smn1", BOTH),
        ("genes-smn1", BOTH),
        ("/genes/smn1/", BOTH),
        ("/genes/smn1?x=1#y", BOTH),
        ("/Genes/SMN1", BOTH),
        ("/genes/smn%31", BOTH),
        ("/artifact/wiki-genes-smn1", ("wiki-genes-smn1",)),
        ("/artifacts/wp-1f2e", ("wp-1f2e",)),
        ("/hypothesis/h-1", ("h-1",)),
        ("/hypotheses/h-1", ("h-1",)),
        ("/analysis/SDA-2026-04-01-gap-009", ("sda-2026-04-01-gap-009",)),
        ("/analyses/SDA-2026-04-01-gap-009", ("sda-2026-04-01-gap-009",)),
        ("/als", ("wiki-als", "als")),
        ("", ()),
        ("/", ()),
        ("#genes", ()),
        ("?q=1", ()),
        ("https://example.org/genes/smn1", ()),
        ("//example.org/genes", ()),
        ("mailto:a@example.org", ()),
        ("/search", ()),
        ("/admin/x", ()),
        ("/media/a.png", ()),
        ("/genes/smn1/history", ()),
        ("/genes/a b", ()),
        ("/genes/a%20b", ()),
        ("/genes/a%2Fb", ()),
        ("/genes/a\x00b", ()),
        ("https://[::1", ()),
        ("../genes", ()),
        ("/genes/..", ()),
    ],
)
def test_target_keys(href, keys):
    assert target_keys(href) == keys


@given(st.text())
def test_any_target_at_all_has_normalised_keys_or_none(href):
    assert [key for key in target_keys(href) if key != normalise_key(key) or "/" in key] == []
