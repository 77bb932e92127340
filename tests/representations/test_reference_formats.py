"""BibTeX and RIS: read back by other people's parsers, one entry whatever its fields hold."""

import bibtexparser
import pytest
import rispy

from artifacts.representations.bibtex import to_bibtex
from artifacts.representations.ris import to_ris
from tests.representations.works import ARTICLE, HOSTILE

TEXTS = ("title", "container-title", "volume", "issue", "page", "publisher", "version", "DOI", "PMID", "URL")


def hostile(text: str) -> dict:
    people = [{"family": text, "given": text}, {"literal": text}]
    return {**ARTICLE, **dict.fromkeys(TEXTS, text), "author": people, "id": text}


def test_an_article_as_bibtex():
    assert to_bibtex(ARTICLE, "ref-lefebvre1995").splitlines() == [
        "@article{ref-lefebvre1995,",
        "  author = {Lefebvre, Suzie and Bürglen, Lydie},",
        "  title = {{Identification of a determining gene}},",
        "  journal = {Cell},",
        "  year = {1995},",
        "  volume = {80},",
        "  number = {1},",
        "  pages = {155--165},",
        "  doi = {10.1016/0092-8674(95)90460-3},",
        "  pmid = {7813012},",
        "  month = jan,",
        "  day = 13",
        "}",
    ]


def test_an_article_as_ris():
    assert to_ris({**ARTICLE, "id": "ref-lefebvre1995"}).splitlines() == [
        "TY  - JOUR",
        "TI  - Identification of a determining gene",
        "AU  - Lefebvre, Suzie",
        "AU  - Bürglen, Lydie",
        "T2  - Cell",
        "PY  - 1995",
        "DA  - 1995/01/13",
        "VL  - 80",
        "IS  - 1",
        "SP  - 155",
        "EP  - 165",
        "DO  - 10.1016/0092-8674(95)90460-3",
        "AN  - 7813012",
        "ID  - ref-lefebvre1995",
        "ER  - ",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_bibtex_reads_one_entry_back(text):
    library = bibtexparser.parse_string(to_bibtex(hostile(text), text))

    assert (len(library.entries), library.failed_blocks, library.comments, library.strings) == (1, [], [], [])
    assert {field.key for field in library.entries[0].fields} <= {
        *("author", "title", "journal", "year", "volume", "number", "pages", "publisher", "version", "doi", "pmid"),
        *("url", "month", "day"),
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_ris_reads_one_entry_back(text):
    entries = rispy.loads(to_ris(hostile(text)))

    assert len(entries) == 1
    assert entries[0]["title"] == " ".join(text.split())
    assert entries[0]["authors"] == [", ".join([" ".join(text.split())] * 2), " ".join(text.split())]


def test_bibtex_and_ris_take_a_malformed_record():
    csl = {"title": "A", "volume": 3, "author": "x", "issued": {"date-parts": []}, "page": ["1"]}

    assert to_bibtex(csl, "ä/b").splitlines() == ["@misc{--b,", "  title = {{A}},", "  volume = {3}", "}"]
    assert to_ris(csl).splitlines() == ["TY  - GEN", "TI  - A", "VL  - 3", "ER  - "]


def test_an_author_list_that_is_cut_short_ends_in_others():
    csl = {**ARTICLE, "author_list_complete": False}

    assert "author = {Lefebvre, Suzie and Bürglen, Lydie and others}" in to_bibtex(csl, "a")


def test_a_name_that_holds_an_and_or_a_comma_is_one_author():
    csl = {**ARTICLE, "author": [{"family": "Black and White", "given": "A., Jr"}]}

    assert "author = {{Black and White}, {A., Jr}}" in to_bibtex(csl, "a")


def test_a_group_is_one_author():
    csl = {**ARTICLE, "author": [{"literal": "ENDEAR and CHERISH Study Groups"}]}

    assert "author = {{ENDEAR and CHERISH Study Groups}}" in to_bibtex(csl, "a")
    assert "AU  - ENDEAR and CHERISH Study Groups\n" in to_ris(csl)
