"""Suggestions for citekeys that lead nowhere yet."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.suggesting import Reason, suggestions_for
from artifacts.domain.withdraw import withdraw
from tests.helpers import make_page, make_reference, someone

pytestmark = pytest.mark.django_db


def work(key: str, family, year: int, title: str = "A title", **fields):
    author = family if isinstance(family, dict) else {"family": family}
    csl = {"title": title, "author": [author], "issued": {"date-parts": [[year]]}}
    return make_reference(key, csl=csl, live=False, **fields)


def told(key: str) -> list[tuple]:
    return [(found.reference.public_id, found.reason.name, found.sure) for found in suggestions_for([key]).get(key, [])]


def test_the_author_and_year_that_a_key_names_find_the_work_whatever_its_accents():
    work("a", "Bürglen", 1995)
    work("b", {"family": "Berg", "non-dropping-particle": "van den"}, 2019)
    work("c", {"literal": "ENCODE Project"}, 2012)
    work("d", "Burglen", 2005)

    assert told("burglen1995") == [("ref-a", "AUTHOR_AND_YEAR", True)]
    assert told("vandenberg2019") == told("Berg2019b") == [("ref-b", "AUTHOR_AND_YEAR", True)]
    assert told("encodeproject2012") == [("ref-c", "AUTHOR_AND_YEAR", True)]
    assert told("nobody1995") == []


def test_a_word_of_the_title_tells_two_works_of_one_year_apart_and_a_year_beside_is_never_sure():
    work("a", "Finkel", 2017, "Nusinersen in infants")
    work("b", "Finkel", 2017, "A registry")
    work("c", "Finkel", 2016)

    assert told("finkel2017") == [
        ("ref-a", "AUTHOR_AND_YEAR", False),
        ("ref-b", "AUTHOR_AND_YEAR", False),
        ("ref-c", "YEAR_BESIDE", False),
    ]
    assert told("finkel2017nusinersen")[0] == ("ref-a", "TITLE_TOO", True)
    assert told("finkel2015") == [("ref-c", "YEAR_BESIDE", False)]


def test_an_identifier_an_id_and_the_use_on_other_pages_come_first():
    one = work("finkel2017", "Finkel", 2017, pmid="29091570", pmcid="PMC4782111")
    two = work("other", "Other", 2001)
    for name in ("a", "b"):
        make_page(name, body="[@fk]", citations={"fk": two.public_id})

    assert told("29091570") == told("pmid_29091570") == [("ref-finkel2017", "IDENTIFIER", True)]
    assert told("PMC4782111") == [("ref-finkel2017", "IDENTIFIER", True)]
    assert told("finkel2017") == [("ref-finkel2017", "ID", True)]
    (found,) = suggestions_for(["fk"])["fk"]
    assert (found.reference, found.reason, found.pages) == (two.row, Reason.SAME_KEY, 2)
    assert found.sentence == "2 pages use this key for it"
    assert one.row != found.reference


def test_what_is_withdrawn_or_merged_is_not_suggested():
    kept, folded, gone = (work(key, "Finkel", 2017) for key in "abc")
    merge(plan_merge(folded, kept), by=someone(), why="The same.")
    withdraw(gone, by=someone(), reason="Wrong.")

    assert [public_id for public_id, *_rest in told("finkel2017")] == ["ref-a"]


@pytest.mark.parametrize("author", ["Finkel", ["Finkel"], {"family": 7}, {"family": ""}, None, 3])
def test_an_author_of_another_shape_is_passed_over(author):
    make_reference("odd", csl={"author": [author], "issued": {"date-parts": [[2017]]}})

    assert told("finkel2017") == []


def test_many_keys_take_as_many_queries_as_one():
    for key in "abc":
        work(key, f"Author{key}", 2017)

    def queries(keys) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert all(suggestions_for(keys).values())
        return len(captured)

    assert queries(["authora2017"]) == queries(["authora2017", "authorb2017", "authorc2017"])
    assert suggestions_for([]) == {}
