"""Embedding: links out of the page open beside it, those within it do not."""

from artifacts.text.embedding import at_whole_addresses, opening_elsewhere


def test_only_links_that_leave_the_page_open_elsewhere():
    html = '<a class="to-page" href="/artifact/x">x</a> <a href="#ref-1" id="cite-1-1">1</a> <a>none</a>'

    assert opening_elsewhere(html) == (
        '<a target="_blank" class="to-page" href="/artifact/x">x</a> <a href="#ref-1" id="cite-1-1">1</a> <a>none</a>'
    )


def test_paths_become_whole_addresses_and_words_stay_words():
    page = '<a href="/a"></a><img alt="x" src="/media/a.png"><a href="#b"></a><a href="//c.org"></a><p>href="/d"</p>'

    assert at_whole_addresses(page, "https://w.org") == (
        '<a href="https://w.org/a"></a><img alt="x" src="https://w.org/media/a.png"><a href="#b"></a>'
        '<a href="//c.org"></a><p>href="/d"</p>'
    )
