"""Static pages: what leads on from an old address."""

from lxml import html

from artifacts.text.static_pages import redirect_page


def test_a_page_that_leads_on_holds_its_addresses_as_text():
    to, canonical = "../x/", "https://wiki.example.org/artifact/x\"><script>?a=1&b='2'"

    page = html.document_fromstring(redirect_page(to, canonical))

    assert page.xpath("//script") == []
    assert page.xpath("//link[@rel='canonical']/@href") == [canonical]
    assert [(link.get("href"), link.text) for link in page.xpath("//a")] == [(to, canonical)]
