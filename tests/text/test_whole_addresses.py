"""Whole addresses: paths in tags, and nothing in words."""

from artifacts.text.whole_addresses import at_whole_addresses


def test_paths_become_whole_addresses_and_words_stay_words():
    page = '<a href="/a"></a><img alt="x" src="/media/a.png"><a href="#b"></a><a href="//c.org"></a><p>href="/d"</p>'

    assert at_whole_addresses(page, "https://w.org") == (
        '<a href="https://w.org/a"></a><img alt="x" src="https://w.org/media/a.png"><a href="#b"></a>'
        '<a href="//c.org"></a><p>href="/d"</p>'
    )
