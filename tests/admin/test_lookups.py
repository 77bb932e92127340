"""Look-ups in the admin: shown beside what stands there, taken over once seen; a new work is made for review."""

import pytest

from artifacts.models import Artifact, LookupAnswer, Publication
from artifacts.representations.contents import content_of
from tests.admin.forms import told
from tests.helpers import edit, fresh, make_page, make_reference
from tests.services import CROSSREF, PUBMED

pytestmark = pytest.mark.django_db
NEW = "/admin/artifacts/reference/lookup/"


def lookup_url(reference) -> str:
    return f"/admin/artifacts/reference/{reference.pk}/lookup/"


def shown(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def reference(services):
    services.answers |= {"pubmed": [PUBMED], "crossref": [CROSSREF]}
    return make_reference(csl={"title": "Nusinersen versus sham", "note": "ours"}, pmid="29091570")


def test_what_pubmed_says_is_compared_first_and_then_taken_over(client, reviewer, reference):
    client.force_login(reviewer)

    plan = client.post(lookup_url(reference))

    assert plan.context["title"] == "Fill in from PubMed"
    names = [row["clash"].name for row in plan.context["clashes"]]
    assert sorted(names) == ["author", "container-title", "issued", "page", "title", "volume"]
    assert "Sham Control in Infantile-Onset" in shown(plan)
    assert reference.revisions.count() == 1

    taken = {f"choice-{number}": "theirs" for number, name in enumerate(names) if name != "title"}
    client.post(lookup_url(reference), {"base": "1", "note": "checked", "_publish": "1"} | taken)

    content = content_of(fresh(reference))
    assert (content["doi"], content["csl"]["volume"]) == ("10.1056/nejmoa1702752", "377")
    assert (content["csl"]["title"], content["csl"]["note"]) == ("Nusinersen versus sham", "ours")
    newest = reference.revisions.newest()
    assert (newest.summary, newest.tags) == ("Filled in from PubMed by pmid:29091570: checked", ["lookup", "numbers"])
    assert Publication.objects.number_of(reference) == 2


def test_what_was_saved_meanwhile_is_planned_anew(client, editor, reference):
    client.force_login(editor)
    edit(reference, url="https://example.org")

    response = client.post(lookup_url(reference), {"base": "1"})

    assert told(response) == ["Somebody saved meanwhile, so nothing was done. Now it would change this:"]
    assert (response.context["base"], reference.revisions.count()) == (2, 2)


@pytest.mark.parametrize(
    ("identifiers", "answer", "sentence"),
    [
        ({}, PUBMED, "Give the reference its DOI, PMID or PMCID and save it: it is looked up by that."),
        ({"pmid": "29091570"}, 404, "No service knows 29091570."),
        ({"pmid": "29091570"}, b"<html>", "PubMed answered with something that is no JSON."),
    ],
)
def test_a_look_up_that_fails_leads_back_with_a_sentence(identifiers, answer, sentence, client, editor, services):
    services.answers["pubmed"] = [answer]
    reference = make_reference(**identifiers)
    client.force_login(editor)

    response = client.post(lookup_url(reference), follow=True)

    assert (told(response), response.redirect_chain[-1][0]) == (
        [sentence],
        f"/admin/artifacts/reference/{reference.pk}/change/",
    )


def test_a_new_work_is_shown_and_then_made_a_reference_for_review(client, editor, services):
    services.answers["crossref"] = [CROSSREF]
    client.force_login(editor)

    seen = client.post(NEW, {"identifier": "https://doi.org/10.1056/NEJMoa1702752"})
    assert "So says Crossref" in shown(seen)
    assert Artifact.objects.count() == 0
    client.post(NEW, {"identifier": "10.1056/nejmoa1702752", "_make": "1"})

    (artifact,) = Artifact.objects.all()
    assert (artifact.row.doi, artifact.row.status) == ("10.1056/nejmoa1702752", "unverified")
    assert not Publication.objects.exists()
    again = client.post(NEW, {"identifier": "10.1056/nejmoa1702752", "_make": "1"})
    assert f"The library holds this work already: {artifact.public_id}." in shown(again)
    assert len(services.asked) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "&#x27;&#x27; is no DOI, PMID, PMCID, ISBN or arXiv id."),
        ("http://127.0.0.1/x", "is no DOI, PMID, PMCID, ISBN or arXiv id."),
        ("10.1056/none", "No service knows it."),
    ],
)
def test_what_names_no_work_is_told(text, sentence, client, editor, services):
    client.force_login(editor)

    assert sentence in shown(client.post(NEW, {"identifier": text}))


def test_looking_asks_no_service_and_only_those_who_may_can(client, reference, services, stranger, django_user_model):
    without = django_user_model.objects.create_user("without", is_staff=True)

    for user, status in ((None, 302), (stranger, 302), (without, 403)):
        if user is not None:
            client.force_login(user)
        assert {client.post(lookup_url(reference)).status_code, client.post(NEW).status_code} == {status}
    client.force_login(django_user_model.objects.create_superuser("root"))
    statuses = client.get(lookup_url(reference)).status_code, client.get(f"{NEW}?identifier=10.1056/x").status_code

    assert statuses == (405, 200)
    assert (services.asked, LookupAnswer.objects.count()) == ([], 0)


def test_where_look_ups_are_off_nothing_offers_one(client, editor):
    reference, page = make_reference(pmid="29091570"), make_page(body="[@PMID:1]")
    client.force_login(editor)

    form = client.get(f"/admin/artifacts/reference/{reference.pk}/change/")
    bench = client.get("/admin/artifacts/citation/key/?key=PMID:1")

    assert "lookup/" not in shown(form) + shown(bench)
    assert page.public_id in bench.context["places"][0].page.public_id
    assert "Look-ups are turned off on this site." in shown(client.get(NEW))
