"""Embedding: links out of the page open beside it, those within it do not."""

from artifacts.text.embedding import opening_elsewhere


def test_only_links_that_leave_the_page_open_elsewhere():
    html = '<a class="to-page" href="/artifact/x">x</a> <a href="#ref-1" id="cite-1-1">1</a> <a>none</a>'

    assert opening_elsewhere(html) == (
        '<a target="_blank" class="to-page" href="/artifact/x">x</a> <a href="#ref-1" id="cite-1-1">1</a> <a>none</a>'
    )
