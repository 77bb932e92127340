"""The rules that find duplicates: each finds what it should, and nothing that is only similar."""

import pytest

from artifacts.domain.duplicate_rules import found_among
from artifacts.domain.duplicates import unwatched
from artifacts.domain.withdraw import withdraw
from artifacts.models import Artifact
from artifacts.text.alike import MOST_SHARERS
from tests.helpers import edit, make_analysis, make_hypothesis, make_page, make_reference, someone
from tests.views.site import merge

pytestmark = pytest.mark.django_db

TEXT = (
    "Loss of the gene causes the disease, which begins in the first months of life. Its paralogue makes less of the "
    "protein, and the number of its copies tells how severe the disease will be. Medicines act on either of the two."
)
OTHER_TEXT = (
    "Huntingtin is a large protein with a stretch of glutamines near its beginning. When the stretch is longer than "
    "usual the neurons of the striatum die in middle age, for reasons that are still disputed among the people asked."
)


def found(kind: str = "page") -> list[tuple[str, str, str, str]]:
    """What the rules find, as (rule, detail, id, id)."""
    ids = dict(Artifact.objects.values_list("pk", "public_id"))
    pairs = sorted(found_among(kind, unwatched))
    assert all(one.first < one.second and 0 < one.weight < 1 for one in pairs)
    return [(one.rule, one.detail, ids[one.first], ids[one.second]) for one in pairs]


def weights(kind: str = "page") -> list[float]:
    return [one.weight for one in found_among(kind, unwatched)]


@pytest.mark.parametrize("first", ["wiki-genes-smn1", "genes-smn1"])
def test_an_id_with_the_prefix_and_one_without_are_twins(first):
    (second,) = {"wiki-genes-smn1", "genes-smn1"} - {first}
    for public_id, title in ((first, "SMN1"), (second, "Survival of motor neuron 1")):
        make_page("smn1", public_id=public_id, title=title)

    assert found() == [("twin id", "genes-smn1", first, second)]


@pytest.mark.parametrize("other", ["motor_neurons", "motor-neuron", "motorneurons"])
def test_addresses_alike_but_for_their_spelling_are_found(other):
    make_page("motor-neurons", title="One")
    make_page(other, title="Two")

    told = f"genes-motor-neurons · genes-{other}"
    assert found() == [("alike address", told, "wiki-genes-motor-neurons", f"wiki-genes-{other}")]


def test_a_former_name_that_is_another_s_name_is_found():
    renamed = make_page("park2", title="One", public_id="wiki-genes-prkn")
    edit(renamed, slug="genes-prkn")
    make_page("park-2", title="Two")

    assert found() == [("alike address", "genes-park2 · genes-park-2", "wiki-genes-prkn", "wiki-genes-park-2")]


def test_titles_equal_but_for_case_and_punctuation_are_found():
    make_page("a", title="APOE - Apolipoprotein E")
    make_page("b", title="ApoE (Apolipoprotein E)")

    assert found() == [("same title", "APOE - Apolipoprotein E", "wiki-genes-a", "wiki-genes-b")]


def test_the_same_title_of_two_types_weighs_less():
    make_page("a", title="Tau")
    make_page("b", title="TAU")
    same = weights()
    edit(Artifact.objects.get(public_id="wiki-genes-b"), entity_type="protein")

    assert [same, weights()] == [[0.6], [0.3]]


@pytest.mark.parametrize(("one", "other"), [("smn1", "smn2"), ("als", "alsin"), ("il-1-2", "il-12"), ("tau", "tap")])
def test_two_genes_of_similar_names_are_not_found(one, other):
    make_page(one)
    make_page(other)

    assert found() == []


def test_a_text_copied_and_touched_up_is_found():
    make_page("a", body=f"{TEXT}\n\n{OTHER_TEXT}")
    make_page("b", body=f"## Function\n\n{TEXT.replace('first months', 'early months')} [@x]\n\n{OTHER_TEXT}")

    ((rule, share, *pair),) = found()

    assert (rule, pair) == ("near-equal text", ["wiki-genes-a", "wiki-genes-b"])
    assert 80 <= int(share.removesuffix("%")) < 100


def test_two_texts_on_one_subject_are_not_found():
    make_page("a", body=TEXT)
    make_page("b", body=OTHER_TEXT)
    make_page("c", body=f"{TEXT[:60]} And something else was said of it, by other people and in other words.")

    assert found() == []


def test_the_same_few_words_on_two_pages_are_no_likeness():
    for name in "ab":
        make_page(name, body="SMN1 is a gene of humans.")

    assert found() == []


def test_boilerplate_on_very_many_pages_is_no_likeness(monkeypatch):
    monkeypatch.setattr("artifacts.text.alike.MOST_SHARERS", 3)
    for name in "abcde":
        make_page(name, body=f"{TEXT} {name * 3} {name * 4} {name * 5}", live=False)

    assert found() == []


def cite(name: str, numbers, **content) -> Artifact:
    return make_page(name, citations={f"k{number}": f"ref-{number}" for number in numbers}, **content)


@pytest.fixture
def works():
    for number in range(6):
        make_reference(str(number), csl={"title": f"The work that is number {number * 'I'}"}, live=False)


@pytest.mark.usefixtures("works")
def test_pages_that_cite_the_same_works_are_found():
    cite("a", [0, 1, 2, 3])
    cite("b", [0, 1, 2, 4])
    cite("c", [0, 1, 5])

    assert found() == [("shared works", "3/5", "wiki-genes-a", "wiki-genes-b")]


@pytest.mark.usefixtures("works")
@pytest.mark.parametrize(("other", "count"), [("gene", 1), ("general", 1), ("disease", 0)])
def test_a_gene_and_the_disease_that_rest_on_the_same_works_are_not_found(other, count):
    cite("a", [0, 1, 2, 3])
    cite("b", [0, 1, 2, 3], entity_type=other)

    assert len(found()) == count


@pytest.mark.usefixtures("works")
def test_works_that_very_many_cite_do_not_count(monkeypatch):
    monkeypatch.setattr("artifacts.text.alike.MOST_SHARERS", 3)
    for name in "abcd":
        cite(name, [0, 1, 2, 3])

    assert found() == []


@pytest.mark.usefixtures("works")
def test_a_work_merged_into_another_counts_as_that_one():
    cite("a", [0, 1, 2])
    cite("b", [0, 1, 3])
    merge(*Artifact.objects.filter(public_id__in=["ref-3", "ref-2"]).order_by("-public_id"))

    assert found() == [("shared works", "3/3", "wiki-genes-a", "wiki-genes-b")]


def test_what_very_many_are_called_tells_nothing():
    for number in range(MOST_SHARERS + 1):
        make_page(f"n{'x' * number}", title="Overview", live=False)

    assert found() == []


def test_what_is_withdrawn_or_merged_is_not_looked_at():
    first, second, third = (make_page(name, title="Parkin", body=TEXT) for name in "abc")
    withdraw(first, by=someone(), reason="Wrong.")
    merge(second, third)

    assert found() == []


@pytest.mark.parametrize(
    "other",
    [
        {"url": "https://doi.org/10.1016/J.CELL.1"},
        {"csl": {"DOI": "10.1016/j.cell.1"}, "doi": "10.1016/j.cell.2"},
        {"csl": {"URL": "https://dx.doi.org/10.1016/j.cell.1"}},
    ],
)
def test_a_work_s_doi_is_found_wherever_the_other_names_it(other):
    csl = {"title": "Another title that somebody gave it", **other.pop("csl", {})}
    make_reference("a", doi="10.1016/j.cell.1")
    make_reference("b", csl=csl, **other)

    assert found("reference") == [("same identifier", "doi:10.1016/j.cell.1", "ref-a", "ref-b")]


def test_works_of_one_title_and_year_are_found():
    make_reference("a")
    make_reference("b", csl={"title": "Identification of a Determining Gene."})

    told = "Identification of a determining gene (1995)"
    assert found("reference") == [("same title", told, "ref-a", "ref-b")]


def test_two_dois_under_one_title_weigh_less():
    make_reference("a", doi="10.1016/a1")
    make_reference("b", doi="10.1016/b1")

    assert weights("reference") == [0.3]


@pytest.mark.parametrize(
    "other", [{"title": "Identification of a second gene"}, {"issued": {"date-parts": [[1996]]}}, {"issued": {}}]
)
def test_works_of_another_title_or_year_are_not(other):
    make_reference("a")
    make_reference("b", csl=other)

    assert found("reference") == []


def test_a_title_that_many_works_have_tells_nothing():
    for key in "ab":
        make_reference(key, csl={"title": "Editorial"})

    assert found("reference") == []


STATEMENT = "Earlier restoration of SMN preserves motor neurons that a later treatment cannot rescue from death."
REWORDED = "A later treatment cannot rescue motor neurons from death that earlier restoration of SMN preserves."


def test_hypotheses_that_say_the_same_of_the_same_genes_are_found():
    make_hypothesis("h-a", title="One", statement=STATEMENT, target_genes=["SMN1", "SMN2"])
    make_hypothesis("h-b", title="Two", statement=REWORDED, target_genes=["smn2", "SMN1"])

    assert found("hypothesis") == [("same target genes", "SMN1, SMN2", "h-a", "h-b")]


@pytest.mark.parametrize(
    ("statement", "genes"),
    [(REWORDED, ["SMN1"]), (OTHER_TEXT, ["SMN1", "SMN2"]), ("", ["SMN1", "SMN2"])],
)
def test_other_genes_or_another_statement_are_another_hypothesis(statement, genes):
    make_hypothesis("h-a", title="One", statement=STATEMENT, target_genes=["SMN1", "SMN2"])
    make_hypothesis("h-b", title="Two", statement=statement, target_genes=genes)

    assert found("hypothesis") == []


def test_hypotheses_of_the_same_words_are_found():
    make_hypothesis("h-a", title="One", statement=TEXT, target_genes=[])
    make_hypothesis("h-b", title="one.", statement=TEXT.upper(), target_genes=["HTT"])

    assert found("hypothesis") == [("near-equal text", "100%", "h-a", "h-b"), ("same title", "One", "h-a", "h-b")]


def test_analyses_of_one_title_and_text_are_found():
    make_analysis("SDA-1-a", question="Does it?", summary=TEXT)
    make_analysis("SDA-1-b", title="When does it stop helping", question="Does it?", summary=TEXT)
    make_analysis("SDA-1-c", title="Another")

    assert found("analysis") == [
        ("near-equal text", "100%", "SDA-1-a", "SDA-1-b"),
        ("same title", "When does it stop helping?", "SDA-1-a", "SDA-1-b"),
    ]
