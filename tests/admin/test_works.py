"""Hypotheses, analyses and references in the admin, their lists and their autocompletion."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.models import Artifact
from artifacts.representations.contents import content_of
from tests.admin.forms import add, change, errors, told
from tests.helpers import fresh, make_analysis, make_hypothesis, make_page, make_reference

pytestmark = pytest.mark.django_db


def complete(client, term: str, model_name="citation", field_name="reference"):
    """What the autocompletion of a field of the artifacts' models answers."""
    names = {"app_label": "artifacts", "model_name": model_name, "field_name": field_name}
    return client.get("/admin/autocomplete/", {"term": term, **names})


@pytest.fixture
def form(client, editor):
    client.force_login(editor)
    return lambda artifact: change(client, artifact)


def test_evidence_is_added_changed_removed_and_put_in_another_order(form):
    reference = make_reference()
    hypothesis = make_hypothesis(evidence=[{"claim": name} for name in "ABC"])
    opened = form(hypothesis)
    opened.data["evidence-TOTAL_FORMS"] = "3"
    opened.add_row("evidence", claim="D", stance="against", order="1", reference=str(reference.pk), strength="strong")

    opened.send(**{"evidence-0-order": "3", "evidence-1-DELETE": "on", "evidence-2-order": "2"})

    evidence = content_of(fresh(hypothesis))["evidence"]
    assert [(piece["claim"], piece["stance"], piece["reference"]) for piece in evidence] == [
        ("D", "against", "ref-lefebvre1995"),
        ("C", "for", None),
        ("A", "for", None),
    ]


def test_a_hypothesis_s_fields_are_saved(form):
    analysis, hypothesis = make_analysis(), make_hypothesis()

    form(hypothesis).send(
        target_genes='["BACE1", "SMN2"]', novelty="0.25", safety="", analysis=str(analysis.pk), imported_composite="0.5"
    )

    content = content_of(fresh(hypothesis))
    assert (content["target_genes"], content["scores"]) == (["BACE1", "SMN2"], {"novelty": 0.25})
    assert (content["analysis"], content["composite"]) == (analysis.public_id, 0.5)


@pytest.mark.parametrize(
    ("make", "changes", "field", "sentence"),
    [
        (make_hypothesis, {"novelty": "1.5"}, "novelty", "A score lies between 0 and 1."),
        (make_hypothesis, {"novelty": "nan"}, "novelty", "Enter a number."),
        (make_hypothesis, {"target_genes": '["a b"]'}, "target_genes", "Target genes are a list of symbols"),
        (make_hypothesis, {"target_genes": '{"a": 1}'}, "target_genes", "Target genes are a list of symbols"),
        (make_hypothesis, {"status": "certain"}, "status", "Select a valid choice."),
        (make_analysis, {"date": "yesterday"}, "date", "Enter a valid date."),
        (make_reference, {"doi": "nejmoa1702752"}, "doi", "is no DOI: it begins with 10. and holds a slash"),
        (make_reference, {"pmid": "PMC1"}, "pmid", "is no PMID: it is a number of one to eight digits"),
        (make_reference, {"pmcid": "x"}, "pmcid", "is no PMCID: it is PMC and a number"),
        (make_reference, {"doi": "10.1/" + "x" * 300}, "doi", "is no DOI"),
        (make_reference, {"doi": "10.1056/" + "x" * 300}, "doi", "at most 250 characters"),
        (make_reference, {"url": "javascript:alert(1)"}, "url", "A web address begins with https:// or http://"),
        (make_reference, {"csl": '{"type": "book"}'}, "csl", "A reference needs a title"),
        (make_reference, {"csl": "[1]"}, "csl", "must be"),
        (make_reference, {"csl": '{"title": "\\u0000"}'}, "csl", "NUL"),
        (make_reference, {"doi": "10.1056/taken"}, "doi", "leads to ref-other: choose another one."),
        (make_reference, {"pmid": "7"}, "pmid", "leads to ref-other: choose another one."),
        (make_reference, {"pmcid": "PMC7"}, "pmcid", "leads to ref-other: choose another one."),
    ],
)
def test_a_refusal_stands_at_its_field(make, changes, field, sentence, form):
    make_reference("other", doi="10.1056/taken", pmid="7", pmcid="PMC7")
    artifact = make()

    found = errors(form(artifact).send(**changes))

    assert (list(found), found) == ([field], found)
    assert sentence in found[field][0]
    assert artifact.revisions.count() == 1


def test_identifiers_are_taken_in_their_usual_spellings(form):
    reference = make_reference()

    form(reference).send(
        doi="https://doi.org/10.1056/NEJMoa1702752",
        pmid="PMID: 029091570",
        pmcid="https://pmc.ncbi.nlm.nih.gov/articles/PMC4782111/",
    )

    row = fresh(reference).row
    assert (row.doi, row.pmid, row.pmcid) == ("10.1056/nejmoa1702752", "29091570", "PMC4782111")


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        ("hypothesis", {"title": "It is.", "target_genes": "[]"}),
        ("analysis", {"title": "Is it?", "date": "2026-04-01"}),
        ("reference", {"csl": '{"title": "Work", "type": "book"}'}),
    ],
)
def test_each_kind_is_made_in_the_admin(model, fields, client, reviewer):
    client.force_login(reviewer)

    made = add(client, model).send("_publish", **fields)

    assert told(made) == ["Readers now see revision 1."]
    assert client.get(Artifact.objects.get(kind=model).get_absolute_url()).status_code == 200


def test_a_reference_made_in_a_pop_up_is_handed_to_the_page_s_form(client, editor):
    client.force_login(editor)

    made = add(client, "reference").send(csl='{"title": "Work"}', _popup="1")

    assert made.context["popup_response_data"] is not None
    assert f"&quot;value&quot;: &quot;{Artifact.objects.get().pk}&quot;" in made.content.decode()


@pytest.mark.parametrize(
    "term", ["lefebvre", "Bürglen", "determining gene", "10.1016/0092", "7813012", "PMC4782111", "lefebvre determining"]
)
def test_a_reference_is_completed_by_author_title_doi_or_pmid(term, client, editor):
    make_reference("other", csl={"title": "Another", "author": [{"family": "Nobody"}]})
    reference = make_reference(doi="10.1016/0092-8674(95)90460-3", pmid="7813012", pmcid="PMC4782111")
    client.force_login(editor)

    results = complete(client, term).json()["results"]

    assert results == [{"id": str(reference.pk), "text": "Identification of a determining gene (1995)"}]


def test_an_author_is_found_before_anything_is_published(client, editor):
    reference = make_reference(live=False)
    client.force_login(editor)

    assert [row["id"] for row in complete(client, "lefebvre").json()["results"]] == [str(reference.pk)]


def test_a_relation_is_completed_with_hypotheses_and_analyses_only(client, editor):
    make_page("earlier", title="Earlier")
    hypothesis = make_hypothesis()
    client.force_login(editor)

    found = complete(client, "earlier", "relation", "target")

    assert [row["id"] for row in found.json()["results"]] == [str(hypothesis.pk)]


def test_completion_is_for_those_who_may_look(client, stranger):
    assert complete(client, "a").status_code == 302
    client.force_login(stranger)
    assert complete(client, "a").status_code == 302


@pytest.mark.parametrize(
    ("model", "make", "names"),
    [
        ("wikipage", make_page, ("a", "b", "c")),
        ("hypothesis", make_hypothesis, ("h-a", "h-b", "h-c")),
        ("analysis", make_analysis, ("SDA-a", "SDA-b", "SDA-c")),
        ("reference", make_reference, ("a", "b", "c")),
        ("artifact", make_page, ("a", "b", "c")),
    ],
)
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(model, make, names, client, editor):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/admin/artifacts/{model}/?q=a").status_code == 200
            assert client.get(f"/admin/artifacts/{model}/").status_code == 200
        assert [query["sql"] for query in captured if '"parts"' in query["sql"].partition(" WHERE ")[0]] == []
        return len(captured)

    client.force_login(editor)
    make(names[0])
    few = queries()
    for name in names[1:]:
        make(name)

    assert queries() == few


@pytest.mark.parametrize(
    ("model", "make", "term"),
    [
        ("wikipage", make_page, "genes-smn1"),
        ("wikipage", make_page, "wiki-genes"),
        ("wikipage", make_page, "Text."),
        ("hypothesis", make_hypothesis, "0badcafe"),
        ("analysis", make_analysis, "stop helping"),
        ("reference", make_reference, "lefebvre1995"),
        ("artifact", make_hypothesis, "earlier"),
    ],
)
def test_a_list_is_searched(model, make, term, client, editor):
    make()
    client.force_login(editor)

    assert client.get(f"/admin/artifacts/{model}/", {"q": term}).context["cl"].result_count == 1
    assert client.get(f"/admin/artifacts/{model}/", {"q": "nothing"}).context["cl"].result_count == 0
