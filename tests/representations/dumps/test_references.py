"""Works in a dump: references by citekey, one for each work."""

import pytest

from artifacts.errors import ContentError
from artifacts.representations.dumps.references import Works, read_work

BACON = {
    "authors": "Bacon C, et al",
    "title": "FOXP1 and motor learning",
    "journal": "Mol Psychiatry",
    "year": 2020,
    "pmid": "PMID: 32028028",
    "doi": "https://doi.org/10.1038/S41380-020-0001-1",
    "url": "https://pubmed.ncbi.nlm.nih.gov/32028028/",
    "claim": "FOXP1 is needed for learning",
}


def test_a_reference_becomes_a_work_and_what_the_page_says_of_it_is_kept():
    works = Works({"bacon2020": BACON})

    [work] = works.works
    assert works.citations == {"bacon2020": work.public_id}
    assert work.content["csl"] == {
        "type": "article-journal",
        "title": "FOXP1 and motor learning",
        "container-title": "Mol Psychiatry",
        "author": [{"family": "Bacon", "given": "C"}],
        "author_list_complete": False,
        "issued": {"date-parts": [[2020]]},
        "PMID": "32028028",
        "DOI": "10.1038/S41380-020-0001-1",
    }
    assert (work.content["doi"], work.content["pmid"]) == ("10.1038/s41380-020-0001-1", "32028028")
    assert works.details == {"bacon2020": {"claim": "FOXP1 is needed for learning"}}
    assert works.notes == []


def test_one_work_under_two_keys_is_made_once():
    works = Works({"a2020": BACON, "b2020": {"doi": "10.1038/s41380-020-0001-1"}})

    assert len(works.works) == 1
    assert works.citations["a2020"] == works.citations["b2020"]


def test_a_work_has_the_same_id_in_every_page():
    once, again = (Works({key: {"pmid": pmid}}).works[0] for key, pmid in (("a", "29091570"), ("b", 29091570.0)))

    assert once.public_id == again.public_id


@pytest.mark.parametrize(
    ("entry", "title", "noted"),
    [
        ({"pmid": "29091570"}, "PMID 29091570", False),
        ({"doi": "10.1038/33416"}, "DOI 10.1038/33416", False),
        ({"url": "https://www.spinraza.com/"}, "https://www.spinraza.com/", True),
        ({"authors": "Finkel RS, et al", "year": 2017, "journal": "NEJM"}, "Finkel 2017 NEJM", True),
    ],
)
def test_a_work_without_a_title_is_called_by_what_is_known_of_it(entry, title, noted):
    work, left, notes = read_work(entry)

    assert (work.content["csl"]["title"], left) == (title, {})
    assert notes == ([f"no title is told: it is called {title}"] if noted else [])


def test_a_key_whose_work_is_not_told_stays_unresolved():
    works = Works({"a": None, "b": {}, "c": {"claim": "something", "year": 2020}})

    assert works.citations == {"a": None, "b": None, "c": None}
    assert works.works == []
    assert works.details == {"c": {"claim": "something", "year": 2020}}


def test_identifiers_that_are_none_are_kept_and_noted():
    works = Works({"a": {"title": "T", "pmid": "unassigned", "doi": "none yet", "year": "soon", "type": "essay"}})

    assert works.details == {"a": {"pmid": "unassigned", "doi": "none yet", "year": "soon", "type": "essay"}}
    assert works.notes == [
        "reference a: no year was found in 'soon'",
        "reference a: 'none yet' is no DOI: it begins with 10. and holds a slash, as in 10.1056/nejmoa1702752",
        "reference a: 'unassigned' is no PMID: it is a number of one to eight digits, as in 29091570",
    ]


def test_a_key_that_no_text_can_cite_is_kept_and_noted():
    works = Works({"two words": {"title": "T"}})

    assert (works.citations, works.works, works.details) == ({}, [], {"two words": {"title": "T"}})
    assert works.notes == ["the reference 'two words' has no citekey that a text could use"]


def test_a_text_in_place_of_a_work_is_its_title_and_a_list_is_refused():
    assert Works({"a": "Tau in mice"}).works[0].content["csl"]["title"] == "Tau in mice"
    with pytest.raises(ContentError, match="The reference 'a' must be an object with the fields of a work."):
        Works({"a": [1]})
