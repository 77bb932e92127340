"""Completion: the likeliest works and targets first, found by what people know of them, in few queries."""

import pytest

from artifacts.domain.completion import suggest_targets, suggest_works
from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.withdraw import withdraw
from tests.helpers import make_analysis, make_hypothesis, make_page, make_reference, someone

pytestmark = pytest.mark.django_db
FINKEL = {
    "title": "Nusinersen versus sham control",
    "author": [{"family": "Finkel"}, {"family": "Bäumer"}],
    "issued": {"date-parts": [[2017]]},
}


@pytest.fixture
def finkel():
    return make_reference("finkel2017", csl=FINKEL, doi="10.1056/nejmoa1702752", pmid="29091570", pmcid="PMC1234567")


def ids(works) -> list[str]:
    return [work.public_id for work in works]


@pytest.mark.parametrize(
    "term",
    [
        *(
            "finkel",
            "FINKEL 2017",
            "2017 sham",
            "finkel2017",
            "finkel2017b",
            "Bäumer",
            "bäumer",
            "BÄUMER",
            "nusinersen finkel",
        ),
        *("10.1056/NEJMoa1702752", "https://doi.org/10.1056/nejmoa1702752", "doi:10.1056/nejmoa1702752"),
        *("PMID:29091570", "https://pubmed.ncbi.nlm.nih.gov/29091570/", "PMC1234567"),
    ],
)
def test_a_work_is_found_by_what_people_know_of_it(term, finkel):
    make_reference("lefebvre1995")

    assert ids(suggest_works(term)) == ["ref-finkel2017"]


@pytest.mark.parametrize("term", ["finkel 2018", "%", "_", "\\", "'; --", "\x00finkel2018", "10.1056/other", "x" * 300])
def test_what_fits_nothing_finds_nothing(term, finkel):
    assert suggest_works(term) == []


def test_what_the_page_cites_comes_first_by_the_keys_that_it_uses_then_what_is_used_most(finkel):
    csl = FINKEL | {"title": "Another one of sham control"}
    often, here = make_reference("often", csl=csl), make_reference("here", csl=csl, live=False, status="retracted")
    page = make_page(body="[@mine]", citations={"mine": here.public_id})
    for n in range(2):
        make_page(f"p{n}", citations={"a": often.public_id})

    works = suggest_works("sham control", page.pk)

    assert ids(works) == ["ref-here", "ref-often", "ref-finkel2017"]
    assert [(work.keys, work.pages) for work in works] == [(("mine",), 1), ((), 2), ((), 0)]
    assert [(work.status, work.published) for work in works[:2]] == [("retracted", False), ("unverified", True)]
    assert (works[0].label, works[0].key) == ("Finkel 2017", "finkel2017")


def test_an_empty_term_offers_what_the_page_cites_and_what_came_last(finkel):
    last = make_reference("last")
    page = make_page(citations={"f": finkel.public_id})

    assert ids(suggest_works("", page.pk)) == ["ref-finkel2017", last.public_id]


def test_a_key_is_made_of_the_author_or_of_the_title(finkel):
    make_reference("a", csl={"author": [{"literal": "Ärzte ohne Grenzen e.V."}], "issued": None})
    make_reference("b", csl={"title": "Éther and after", "author": []})

    keys = {work.public_id: (work.label, work.key) for work in suggest_works("")}

    assert keys["ref-a"] == ("Ärzte ohne Grenzen e.V.", "arzteohnegrenzenev")
    assert keys["ref-b"] == ("1995", "ether1995")


def test_what_was_withdrawn_is_not_offered(finkel):
    withdraw(finkel, by=someone(), reason="Not this one.")

    assert suggest_works("finkel") == []


@pytest.mark.parametrize("count", [1, 3])
def test_works_and_targets_take_the_same_queries_however_many_fit(count, django_assert_num_queries):
    for n in range(count):
        work = make_reference(f"w{n}", csl=FINKEL)
        page = make_page(f"smn{n}", citations={"a": work.public_id})
        make_hypothesis(f"h-{n}", title=f"SMN {n}")

    with django_assert_num_queries(5):
        assert len(suggest_works("finkel", page.pk)) == count
    with django_assert_num_queries(5):
        assert len(suggest_targets("smn")) == 2 * count


def test_pages_hypotheses_and_analyses_are_found_by_title_and_address():
    make_page("smn2", title="SMN2")
    make_page("smn", category="proteins", title="SMN protein", entity_type="protein", live=False)
    make_hypothesis("h-0badcafe", title="More SMN is better")
    make_analysis(title="When is SMN late?")

    found = {target.title: target for target in suggest_targets("smn")}

    assert [(name, target.name, target.href, target.published) for name, target in found.items()] == [
        ("SMN protein", "proteins-smn", "/wiki/proteins-smn", False),
        ("SMN2", "genes-smn2", "/wiki/genes-smn2", True),
        ("When is SMN late?", "SDA-2026-04-01-gap-001", "/analysis/SDA-2026-04-01-gap-001", True),
        ("More SMN is better", "h-0badcafe", "/hypothesis/h-0badcafe", True),
    ]
    assert [target.name for target in suggest_targets("/genes/smn2")] == ["genes-smn2"]
    assert [target.name for target in suggest_targets("H-0BAD")] == ["h-0badcafe"]
    assert suggest_targets("SMN2")[0].kind == "gene"


def test_a_former_name_leads_to_where_it_was_merged():
    kept, folded = make_page("parkin"), make_page("prkn")
    merge(plan_merge(folded, kept), by=someone(), why="One gene.")

    assert [target.name for target in suggest_targets("genes-prkn")] == ["genes-parkin"]


@pytest.mark.parametrize("term", ["", "  ", "/", "%", "[[", "\x00", "x" * 300])
def test_no_target_is_offered_for_what_names_none(term):
    make_page()

    assert suggest_targets(term) == []


def test_each_of_a_duplicated_pair_is_named_so_that_its_link_leads_to_it():
    make_page("tau")
    make_page("tau", public_id="genes-tau", title="TAU, bare")

    assert {target.title: target.name for target in suggest_targets("tau")} == {
        "TAU": "genes-tau",
        "TAU, bare": "genes-tau",
    }
