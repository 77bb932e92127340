"""Significance: which kinds of statement a change of words alters, and which it leaves as they were."""

import time

import pytest

from artifacts.text.significance import altered


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("Given 12 mg daily.", "Given 21 mg daily.", ("numbers", "doses")),
        ("Given 12mg daily.", "Given 21mg daily.", ("numbers", "doses")),
        ("12 mg", "12 g", ("units", "doses")),
        ("5 mg a day", "5 mg/kg a day", ("units", "doses")),
        ("5 mg in men and 10 mg in women", "10 mg in men and 5 mg in women", ("numbers", "doses")),
        ("40 % responded", "45 % responded", ("numbers", "percentages")),
        ("p < 0.05 here", "p < 0.01 here", ("numbers", "p-values")),
        ("It binds.", "It does not bind.", ("negations",)),
        ("It doesn't bind.", "It does bind.", ("negations",)),
        ("Loss of SMN1", "Loss of SMN2", ("genes",)),
        ("C9orf72 repeats", "C9orf71 repeats", ("genes",)),
        ("Removed: 5 of it", "", ("numbers",)),
        ("after 3 weeks", "after 3 months", ("units",)),
    ],
)
def test_what_is_altered_is_named(before, after, kinds):
    assert altered(before, after) == kinds


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The same 5.", "The same 5."),
        ("given 12 mg daily", "taken 12 mg each day"),
        ("One sentence.", "One sentence. And 5 mg more."),
        ("", "5 mg, not 6."),
        ("Text [@finkel2017] here", "Text [@mercuri2018] here"),
        ("[x](/genes/a1)", "[x](/genes/a2)"),
        ("See https://example.org/2017", "See https://example.org/2018"),
        ("[[genes-smn1]]", "[[genes-smn2]]"),
        ("a DNA test", "an RNA test"),
    ],
)
def test_what_says_the_same_is_not(before, after):
    assert altered(before, after) == ()


def test_a_hostile_pair_takes_no_longer_than_it_may():
    before, after = ("".join(f"{n * step} mg " for n in range(4_000)) for step in (7, 11))
    start = time.process_time()

    altered(before[:40_000], after[:40_000])

    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "text", ["1," * 50_000 + "x", "1.1," * 20_000 + "x", "1" * 50_000 + "x", "1" + " " * 50_000 + "x"]
)
def test_a_long_row_of_figures_is_read_once(text):
    start = time.process_time()

    altered(text, "")

    assert time.process_time() - start < 1
