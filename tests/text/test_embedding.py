"""Embedding: sections cut out whole, links that lead out of the part or the frame, and snippets that stay snippets."""

import pytest

from artifacts.text.embedding import cited_numbers, frame, leading_back, markdown_link, opening_elsewhere, section_of
from artifacts.text.markdown import Context, parse, render

BODY = """Before.

## One

First.[^a]

### Within *one*

Second [@x].

## Two

Third.

> ## Quoted
>
> Fourth.

Fifth.[^b]

[^a]: A note.
[^b]: Another.
"""


def section(source: str, anchor: str) -> str:
    return section_of(render(parse(source), Context()), anchor)


def test_only_links_that_leave_the_page_open_elsewhere():
    html = '<a class="to-page" href="/artifact/x">x</a> <a href="#ref-1" id="cite-1-1">1</a> <a>none</a>'

    assert opening_elsewhere(html) == (
        '<a target="_blank" class="to-page" href="/artifact/x">x</a> <a href="#ref-1" id="cite-1-1">1</a> <a>none</a>'
    )


def test_a_link_to_what_was_cut_away_leads_to_the_page():
    html = '<p id="s-ä">x</p> <a href="#s-%C3%A4">here</a> <a class="x" href="#s-b">away</a> <a href="/c#s-b">other</a>'

    assert leading_back(html, "https://wiki.example.org/artifact/x?a=1&b=2") == (
        '<p id="s-ä">x</p> <a href="#s-%C3%A4">here</a> '
        '<a class="x" href="https://wiki.example.org/artifact/x?a=1&amp;b=2#s-b">away</a> <a href="/c#s-b">other</a>'
    )


def test_a_section_ends_before_the_next_of_its_level_and_takes_its_footnotes_along():
    cut = section(BODY, "s-one")

    assert cut.startswith('<h2 id="s-one">One</h2>')
    assert ["First." in cut, "Second" in cut, "Third." in cut, "Before." in cut] == [True, True, False, False]
    assert '<ol class="footnotes-list" start="1"><li id="fn1"' in cut
    assert ["A note." in cut, "Another." in cut] == [True, False]


def test_a_note_keeps_its_number():
    assert '<ol class="footnotes-list" start="2"><li id="fn2"' in section(BODY, "s-two")


def test_a_section_within_another_ends_before_that_does():
    cut = section(BODY, "s-within-one")

    assert ["Second" in cut, "First." in cut, "Third." in cut] == [True, False, False]


def test_a_section_in_a_quotation_ends_with_it():
    cut = section(BODY, "s-quoted")

    assert ["Fourth." in cut, "Fifth." in cut] == [True, False]


@pytest.mark.parametrize(
    "anchor", ["", "s-none", "ref-1", "fn1", "cite-1-1", "s-one'] | //*[@id='s-two", "s-\x00", "é" * 999]
)
def test_what_is_no_headings_anchor_has_no_section(anchor):
    assert section(BODY, anchor) == ""


def test_what_was_escaped_stays_escaped_in_a_section():
    source = (
        '## A\n\n`<script>alert(1)</script>` &lt;b&gt; "q" [x](/genes/x "a \\" onclick=&quot;x")\n\n```\n\n<i>\n```'
    )

    cut = section(source, "s-a")

    assert cut.partition("</h2>")[2].strip() == render(parse(source), Context()).partition("</h2>")[2].strip()


def test_the_numbers_of_cited_works_are_read_from_the_text():
    assert cited_numbers('<a href="#ref-2">2</a><a href="#ref-11">11</a><a href="#s-ref-3">3</a><p>#ref-4</p>') == {
        2,
        11,
    }


def test_a_title_cannot_leave_the_frame_that_names_it():
    html = frame("https://wiki.example.org/artifact/x?embed=1&part=infobox", '"><script>alert(1)</script>')

    assert html == (
        '<iframe src="https://wiki.example.org/artifact/x?embed=1&amp;part=infobox" '
        'title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" width="100%" height="600" loading="lazy" '
        'style="border:0"></iframe>'
    )


@pytest.mark.parametrize(
    "title",
    [
        "<img src=x onerror=alert(1)>",
        "a](https://evil.example)[b",
        "![x](y)",
        "*a* _b_ `c` ~~d~~ &amp; #e | f",
        "a\n\n# b",
    ],
)
def test_a_title_stays_words_in_a_markdown_link(title):
    html = render(parse(markdown_link(title, "https://wiki.example.org/artifact/x")), Context())

    words = " ".join(title.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert html == (
        f'<p><a class="external" href="https://wiki.example.org/artifact/x" rel="nofollow noopener">{words}</a></p>\n'
    )
