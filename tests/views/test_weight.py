"""Weight: what a browser fetches before it can paint a long page with many works."""

from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from lxml import html

from tests.helpers import make_page, make_reference

MOST_BYTES, MOST_REQUESTS = 60_000, 4


@pytest.mark.django_db
def test_a_page_of_25_kb_with_60_works_paints_from_little(client):
    works = {f"work{n}": make_reference(f"work{n}", csl={"title": f"Work {n} on motor neurons"}) for n in range(60)}
    paragraphs = [f"Paragraph {n}: neurons that lack protein {n * 7919} die.[@{key}] " for n, key in enumerate(works)]
    page = make_page(
        body="\n\n".join(f"## Section {n}\n\n{paragraph * 7}" for n, paragraph in enumerate(paragraphs)),
        citations={key: work.public_id for key, work in works.items()},
        infobox=[{"label": f"Label {n}", "value": f"Value {n}"} for n in range(12)],
    )

    response = client.get(page.get_absolute_url(), headers={"accept-encoding": "br"})
    tree = html.document_fromstring(brotli.decompress(response.content))
    wanted = "//link[@rel='stylesheet' or @rel='icon']/@href | //script[@src]/@src | //img[not(@loading='lazy')]/@src"
    files = {Path(finders.find(address.removeprefix("/static/"))) for address in tree.xpath(wanted)}

    sizes = [len(response.content), *(len(brotli.compress(file.read_bytes())) for file in files)]
    assert len(page.row.body) > 25_000
    assert (sum(sizes) < MOST_BYTES, len(sizes) <= MOST_REQUESTS) == (True, True), sizes
