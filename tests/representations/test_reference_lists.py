"""Lists of works: what is written is read back the same, in every format."""

import json
from pathlib import Path

import pytest

from artifacts.representations.csl import clean_csl
from artifacts.representations.intake import read_references
from artifacts.representations.reference_lists import MEDIA_TYPES, write_list
from tests.representations.works import ARTICLE, HOSTILE

DEMO = Path(__file__).parent.parent.parent / "artifacts" / "demo" / "references.json"
BOOK = {
    "id": "knuth1984",
    "type": "book",
    "title": "The <i>TeXbook</i>: 50% of $x_1^2$ & more",
    "author": [{"family": "Knuth", "given": "Donald E.", "suffix": "Jr"}, {"literal": "TeX Users Group"}],
    "editor": [{"family": "García Márquez", "given": "Ł."}],
    "issued": {"date-parts": [[1984, 2, 29]]},
    "publisher": "Addison-Wesley",
    "publisher-place": "Reading, MA",
    "edition": "3",
    "ISBN": "978-0-201-13447-6",
    "language": "en",
    "abstract": "How <b>TeX</b> sets {type}.",
    "URL": "https://example.org/a_b?c=d&e=100%25#f",
    "author_list_complete": False,
}
DEMO_WORKS = json.loads(DEMO.read_text(encoding="utf-8"))


@pytest.mark.parametrize("format", MEDIA_TYPES)
@pytest.mark.parametrize("works", [[BOOK], [ARTICLE | {"id": "a"}], DEMO_WORKS], ids=["book", "article", "demo"])
def test_what_is_written_is_read_back_the_same(format, works):
    works = [{"id": f"w{number}", **work} for number, work in enumerate(works)]

    reading = read_references(write_list(works, format))

    assert reading.problems == ()
    assert [entry.key for entry in reading.entries] == [work["id"] for work in works]
    assert [entry.csl for entry in reading.entries] == [clean_csl(work) for work in works]


@pytest.mark.parametrize("format", MEDIA_TYPES)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_work_stays_one_work_among_others(format, text):
    hostile = {**ARTICLE, "id": text, "title": text, "container-title": text, "author": [{"literal": text}]}

    reading = read_references(write_list([hostile, ARTICLE | {"id": "after"}], format))

    assert [entry.key for entry in reading.entries][1:] == ["after"]
    assert reading.problems == ()


def test_ids_that_bibtex_cannot_tell_apart_get_keys_of_their_own():
    reading = read_references(write_list([ARTICLE | {"id": "a/b"}, ARTICLE | {"id": "a b"}], "bib"))

    assert [entry.key for entry in reading.entries] == ["a-b", "a-b-2"]
