"""What can be looked up, in its usual spellings; what is none is refused, an address of another kind too."""

import pytest

from artifacts.errors import IdentifierError
from artifacts.text.lookup_identifiers import parse_lookup


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ISBN 978-0-306-40615-7", "isbn:9780306406157"),
        ("080442957X", "isbn:080442957x"),
        ("arXiv:1706.03762v5", "arxiv:1706.03762"),
        ("https://arxiv.org/pdf/1706.03762v5.pdf", "arxiv:1706.03762"),
        ("arxiv:hep-th/9901001", "arxiv:hep-th/9901001"),
        ("29091570", "pmid:29091570"),
        ("PMID: 29091570", "pmid:29091570"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC4782111/", "pmcid:pmc4782111"),
        (" https://doi.org/10.1056/NEJMoa1702752", "doi:10.1056/nejmoa1702752"),
    ],
)
def test_an_identifier_is_read(text, key):
    assert parse_lookup(text).key == key


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "ISBN 978-0-306-40615-8", "12345678901234", "٣٤٥٦", "file:///etc/passwd", "http://127.0.0.1/"),
        *("10.1/../../x", "pmid:1?x=1", "arxiv:../x", "10.1056/a b", "\x00", "9" * 5000),
    ],
)
def test_what_is_none_is_refused(text):
    with pytest.raises(IdentifierError):
        parse_lookup(text)
