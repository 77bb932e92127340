"""Finding: titles before texts, pages before works, any spelling and script, and nothing that breaks it."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from artifacts.domain.search import finding
from artifacts.domain.search.finding import Narrowing, search, suggest
from artifacts.domain.search.guessing import did_you_mean, near, query_of_path
from artifacts.models import Publication
from artifacts.text.queries import parse_query
from tests.helpers import make_analysis, make_hypothesis, make_page, make_reference

pytestmark = pytest.mark.django_db
OPERATORS = (
    "AND",
    "OR",
    "NOT",
    "NEAR(",
    '"',
    "'",
    "*",
    "^",
    ":",
    "title:",
    "{",
    "}",
    "(",
    ")",
    "-",
    "+",
    "&",
    "|",
    "!",
    "<->",
)
SCRIPTS = (
    "α-synuclein",
    "脊髄性",
    "русский",
    "हिन्दी",
    "ไทย",
    "한국어",
    "😀",
    "\u202e",
    "\x00",
    "İ",
    "ﷺ",
    "a\u0301" * 50,
)
typed = st.lists(st.one_of(st.sampled_from(OPERATORS + SCRIPTS), st.text(max_size=20)), max_size=12).map(" ".join)


def titles(text: str, **narrowing) -> list[str]:
    return [hit.publication.title for hit in search(parse_query(text), Narrowing(**narrowing)).hits]


def test_the_title_itself_comes_first_then_titles_names_and_texts():
    make_page("text", title="Other", body="It says motor neuron somewhere.")
    make_page("named", title="Cell", body="x", infobox=[{"label": "Also known as", "value": "Motor neuron"}])
    make_page("in", title="A motor of a neuron")
    make_page("begins", title="Motor neuron disease")
    make_page("exact", title="Motor Neuron")

    assert titles("motor neuron") == ["Motor Neuron", "Motor neuron disease", "A motor of a neuron", "Cell", "Other"]


def test_of_equals_pages_come_before_hypotheses_and_these_before_works():
    make_reference(csl={"title": "Tau spreads"})
    make_analysis(title="Tau spreads?")
    make_page("tau", title="Tau spreads")

    assert titles("tau spreads") == ["Tau spreads", "Tau spreads?", "Tau spreads"]


def test_a_text_that_says_it_more_often_comes_before_one_that_names_it_once():
    make_page("a", title="A", body=f"Kinesin once. {'Other words stand here. ' * 50}")
    make_page("b", title="B", body=f"Kinesin walks; kinesin carries. {'Kinesin. ' * 20}")

    assert titles("kinesin") == ["B", "A"]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("TDP-43 is lost", ["TDP-43", "TDP43", "tdp 43", '"tdp-43"']),
        ("IL6 rises", ["IL-6", "il6"]),
        ("The α-synuclein gene", ["α-synuclein", "alpha-synuclein", "ALPHA synuclein"]),
        ("The alpha-synuclein gene", ["α-synuclein"]),
        ("GluN2B subunit", ["GluN2B", "glun2b"]),
        ("Sjögren’s syndrome", ["sjogren", "Sjögren's"]),
        ("Huntington's disease", ["Huntington’s disease", "Huntington's"]),
        ("kinases", ["kinase", "kinases"]),
        ("A kinase", ["kinases"]),
        ("脊髄性筋萎縮症の治療", ["脊髄性筋萎縮症", "筋萎縮", "症", "の治療"]),
        ("โรคกล้ามเนื้อ", ["กล้าม"]),
        ("болезнь Паркинсона", ["ПАРКИНСОНА"]),
        ("100% pure", ["100%"]),
        ("a_b", ["a_b"]),
        ("dopaminergic", ["dopamin"]),
    ],
)
def test_a_name_is_found_in_each_of_its_spellings(written, asked):
    make_page("in-title", title=written, body="Text.")
    make_page("in-text", title="Other", body=f"So {written} it is.")
    make_page("else", title="1000 pure axb", body="Nothing.")

    assert {query: titles(query) for query in asked} == dict.fromkeys(asked, [written, "Other"])


def test_quotation_marks_keep_words_together():
    make_page("a", body="The motor neuron.")
    make_page("b", body="The neuron has a motor.")

    assert len(titles("motor neuron")) == 2
    assert titles('"motor neuron"') == ["A"]


def test_only_words_that_stop_others_are_words_too():
    make_page("was", title="WAS", body="The gene of the and.")

    assert titles("was") == ["WAS"]
    assert titles("of the and") == ["WAS"]


def test_a_list_can_be_narrowed_down_and_each_facet_counts_as_the_others_leave_it():
    idea = make_hypothesis(title="SMN idea")
    make_page("a", title="SMN a", relations=[{"to": idea.public_id}])
    make_page("b", title="SMN b")
    make_page("c", title="SMN c", category="diseases", entity_type="disease")

    results = search(parse_query("smn"), Narrowing(type="gene", has_hypotheses=True))

    assert [hit.publication.title for hit in results.hits] == ["SMN a"]
    assert results.total == 1
    assert results.counts == {"type": {"gene": 1}, "reviewed": {False: 1}, "has_hypotheses": {True: 1, False: 1}}


def test_a_page_too_far_on_is_the_last_one(monkeypatch):
    monkeypatch.setattr(finding, "PER_PAGE", 2)
    for name in "abc":
        make_page(name, title=f"SMN {name}")

    pages = [search(parse_query("smn"), Narrowing(), page) for page in (-1, 0, 1, 2, 10**9)]

    assert [len(results.hits) for results in pages] == [2, 2, 2, 1, 1]
    assert [results.page for results in pages] == [1, 1, 1, 2, 2]
    assert sorted(hit.publication.title for results in pages[2:4] for hit in results.hits) == [
        "SMN a",
        "SMN b",
        "SMN c",
    ]


@given(text=typed)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_breaks_search(text, django_db_blocker):
    query = parse_query(text)

    results = search(query, Narrowing())

    assert results.total == len(results.hits) == 0
    assert suggest(query) == []
    assert did_you_mean(query, 0) is None
    assert near(query) == []
    assert connection.is_usable()


@pytest.mark.parametrize("text", ["x" * 100_000, '"' * 100_000, "a b " * 50_000, "(" * 5_000, "脊" * 100_000])
def test_no_length_breaks_search(text):
    make_page()

    assert search(parse_query(text), Narrowing()).hits == []


def test_suggestions_begin_so_and_name_the_rest():
    make_reference(csl={"title": "Survival motor neuron"})
    make_page("mnx1", title="MNX1", infobox=[{"label": "Symbol", "value": "survivin"}])
    make_page("sma", title="Survival")
    make_page("draft", title="Survival draft", live=False)

    assert [row.title for row in suggest(parse_query("surviv"))] == ["Survival", "Survival motor neuron", "MNX1"]
    assert [row.title for row in suggest(parse_query("motor neu"))] == ["Survival motor neuron"]


def test_at_most_eight_are_suggested():
    for n in range(10):
        make_page(f"smn{n}")

    assert len(suggest(parse_query("smn"))) == 8


def test_of_a_word_that_is_everywhere_titles_and_names_are_found_and_counts_say_at_least(monkeypatch):
    monkeypatch.setattr(finding, "MOST_LOOKED_AT", 2)
    for n in range(4):
        make_page(f"p{n}", title=f"Other {n}", body="It says neuron.")
    make_page("n", title="Neuron", body="Here it is the title.")
    make_hypothesis(statement="A neuron.")

    found = search(parse_query("neuron"), Narrowing())
    narrowed = search(parse_query("neuron"), Narrowing(type="hypothesis"))

    assert found.hits[0].publication.title == "Neuron"
    assert (found.more, found.total < 6) == (True, True)
    assert (narrowed.more, narrowed.total, narrowed.counts["type"]["gene"]) == (False, 1, 5)


def meant(text: str, found: int = 0) -> str:
    guess = did_you_mean(parse_query(text), found)
    return guess.text if guess else ""


@pytest.mark.parametrize(
    ("typed", "spelling"),
    [
        ("nusinersn", "nusinersen"),
        ("spinal nusinersn", "spinal nusinersen"),
        ("ynuclein", "synuclein"),
        ("nusinersen", ""),
        ("zzzzzz", ""),
        ("spinal qqqqqq", ""),
    ],
)
def test_a_misspelt_query_has_another_spelling_offered(typed, spelling):
    make_page("nusinersen", body="A spinal drug.")
    make_page("synuclein", title="Synuclein")

    assert meant(typed) == spelling


def test_what_finds_enough_was_not_mistyped():
    make_page("nusinersen")

    assert meant("nusinersn", 3) == ""


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/genes/snca-alpha", "snca alpha"),
        ("/wiki/genes-snca-alpha", "snca alpha"),
        ("/genes-snca", "snca"),
        ("/artifact/wiki-cell-types-motor%20neurons", "motor neurons"),
        ("/artifact/wiki-genes-snca/history", "snca"),
        ("/media/images/cell.png", ""),
        ("/hypothesis/h-1", ""),
        ("/", ""),
        ("/" + "a-b" * 5_000, "ba ba ba ba ba"),
    ],
)
def test_an_address_that_leads_nowhere_is_read_as_words(path, words):
    if words.startswith("ba"):
        assert len(query_of_path(path).words) <= 5
    else:
        assert query_of_path(path).text == words


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/genes/snca-alpha", ["SNCA"]),
        ("/genes/sncb", ["SNCA"]),
        ("/genes/smn3", ["SMN2", "Neuron-2 (SMN2)"]),
        ("/wiki/motor-neurone", ["Motor neurons"]),
        ("/genes/zzzz", []),
    ],
)
def test_what_was_meant_is_near_by_name(path, found):
    make_page("snca")
    make_page("smn2")
    make_reference(csl={"title": "Neuron-2 (SMN2)"})
    make_page("motor-neurons", category="cell-types", title="Motor neurons", entity_type="cell")
    make_page("draft", title="SNCA alpha", live=False)

    titles = dict(Publication.objects.values_list("artifact", "title"))
    assert [titles[pk] for pk in near(query_of_path(path))] == found
