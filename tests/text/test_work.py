"""Work: what costs too much comes back as escaped plain text with a sentence; what is allowed loses nothing."""

import pytest

from artifacts.text import markdown
from artifacts.text.limits import MAX_DEPTH
from artifacts.text.markdown import Context, parse, parse_inline, plain_text, render

LIMITED = {
    "links": ("[a](/b) " * 3, "The text holds more than 2 links. Divide it into several pages."),
    "wiki links": ("[[a]] " * 3, "The text holds more than 2 links. Divide it into several pages."),
    "citations": ("a[@b] " * 3, "The text holds more than 2 citations. Divide it into several pages."),
    "cells": ("|a|b|\n|-|-|\n|c|d|\n|e|f|", "The text holds more than 2 table cells. Divide it into several pages."),
    "diagrams": ("```mermaid\nA\n```\n" * 3, "The text holds more than 2 diagrams. Divide it into several pages."),
}


@pytest.mark.parametrize(("source", "sentence"), LIMITED.values(), ids=LIMITED)
def test_a_text_over_its_budget_is_plain(monkeypatch, source, sentence):
    monkeypatch.setattr(markdown, "LIMITS", {kind: (2, name) for kind, (_most, name) in markdown.LIMITS.items()})

    parsed = parse(source)

    assert parsed.problems == (sentence,)
    assert (parsed.tokens, parsed.target_keys, parsed.citekeys, parsed.headings) == ((), (), (), ())
    assert render(parsed, Context()).startswith('<pre class="plain">')


def test_a_text_of_too_many_tokens_is_plain(monkeypatch):
    monkeypatch.setattr(markdown, "MAX_TOKENS", 10)

    assert parse("a\n\n" * 10).problems == (
        "The text holds more than 10 pieces of markup. Divide it into several pages.",
    )


HOSTILE = {
    "quotations": ">" * 5000,
    "lists": "- " * 5000 + "a",
    "brackets": "[" * 70_000,
    "pictures": "![" * 70_000,
    "wiki links": "[[" * 70_000,
    "marks": "[@" * 70_000,
    "emphasis": "*a_" * 100_000,
    "tables": "|a|b|\n|-|-|\n" + "|c|d|\n" * 60_000,
    "lines": "a\n\n" * 100_000,
    "markup": "<script>" * 80_000,
    "size": "a" * (1024 * 1024 + 1),
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_refused_before_it_is_parsed(monkeypatch, source):
    monkeypatch.setattr(markdown, "parse_tokens", None)

    for read in (parse, parse_inline):
        parsed = read(source)

        assert len(parsed.problems) == 1
        assert "<script" not in render(parsed, Context())
        assert plain_text(parsed) == source


def test_the_deepest_list_that_is_allowed_loses_nothing():
    html = render(parse("- " * MAX_DEPTH + "deep"), Context())

    assert (html.count("<ul>"), "deep" in html) == (MAX_DEPTH, True)


def test_the_deepest_quotation_that_is_allowed_loses_nothing():
    html = render(parse(">" * MAX_DEPTH + " deep"), Context())

    assert (html.count("<blockquote>"), "deep" in html) == (MAX_DEPTH, True)


def test_a_bracket_costs_a_bounded_number_of_steps(monkeypatch):
    inline, steps = markdown.parser().inline, []
    skip = type(inline).skipToken
    monkeypatch.setattr(type(inline), "skipToken", lambda self, state: (steps.append(1), skip(self, state)))

    counts = []
    for size in (500, 1000, 2000):
        steps.clear()
        parse("[" * size)
        counts.append(len(steps) / size)

    assert max(counts) < 25
    assert max(counts) < 1.2 * min(counts)
