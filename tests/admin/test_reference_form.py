"""A reference's form: what cites it; the pages it leads to; and that no unreviewed edit of it reaches a page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.models import Publication, Reference
from tests.admin.forms import add, change, told
from tests.helpers import fresh, make_hypothesis, make_page, make_reference

pytestmark = pytest.mark.django_db


def shown(response) -> str:
    return " ".join(response.content.decode().split())


def form_of(reference) -> str:
    return f"/admin/artifacts/reference/{reference.pk}/change/"


def test_the_form_names_what_cites_the_work_and_links_its_identifiers(client, editor):
    reference = make_reference(pmid="7813012")
    page = make_page(body="[@a]", citations={"a": reference.public_id})
    hypothesis = make_hypothesis(evidence=[{"claim": "C", "reference": reference.public_id}])
    client.force_login(editor)

    form = shown(client.get(form_of(reference)))

    assert f'<a href="/admin/artifacts/wikipage/{page.pk}/change/">SMN1</a> <code>a</code>' in form
    assert f'<a href="/admin/artifacts/hypothesis/{hypothesis.pk}/change/">Earlier is better</a>' in form
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/7813012/"' in form


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_asks_as_often_whatever_cites_the_work(count, client, editor):
    reference = make_reference()
    for number in range(count):
        make_page(f"p{number}", body="[@a]", citations={"a": reference.public_id})
        make_hypothesis(f"h-{number}", evidence=[{"claim": "C", "reference": reference.public_id}])
    client.force_login(editor)
    client.get(form_of(reference))

    with CaptureQueriesContext(connection) as queries:
        client.get(form_of(reference))

    assert len(queries) == 25


def test_pages_are_listed_by_a_work_that_they_cite(client, editor):
    reference = make_reference(pmid="7813012")
    pages = [make_page("a", body="[@x]", citations={"x": reference.public_id}), make_page("b", body="[@PMID:7813012]")]
    make_page("c")
    client.force_login(editor)

    def listed(value):
        response = client.get(f"/admin/artifacts/wikipage/?cites={value}")
        return [row.artifact for row in response.context["cl"].result_list]

    assert listed(reference.pk) == pages
    assert (listed("7777"), listed("x"), listed(pages[0].pk)) == ([], [], [])


def test_an_edit_of_a_shared_reference_reaches_no_page_before_it_is_approved(client, editor, reviewer):
    reference = make_reference()
    page = make_page(body="[@a]", citations={"a": reference.public_id})
    client.force_login(editor)

    change(client, reference).send(csl='{"title": "Vandalised"}')

    assert reference.revisions.newest().number == 2
    for path in (page.get_absolute_url(), reference.get_absolute_url()):
        assert "Vandalised" not in client.get(path).content.decode()
    assert Publication.objects.number_of(reference) == 1


def test_a_cited_work_is_not_withdrawn_and_the_reviewer_is_told_why(client, reviewer):
    reference = make_reference()
    make_page(body="[@a]", citations={"a": reference.public_id})
    client.force_login(reviewer)

    response = client.post(
        f"/admin/artifacts/reference/{reference.pk}/withdraw/", {"reason": "Fabricated."}, follow=True
    )

    assert told(response) == [
        "ref-lefebvre1995 is not withdrawn, because it is cited by wiki-genes-smn1 (1 in all). "
        "Merge it into the right reference, or give those another one first."
    ]
    assert fresh(reference).state == "active"


def test_a_new_work_is_a_journal_article_unless_its_editor_says_otherwise(client, editor):
    client.force_login(editor)
    form = add(client, "reference")

    form.send(csl_title="Plain")
    add(client, "reference").send(csl_title="Pasted", csl='{"type": "book"}')
    add(client, "reference").send(csl_title="Chosen", csl_type="thesis")

    assert form.data["csl_type"] == "article-journal"
    assert [work.csl["type"] for work in Reference.objects.order_by("pk")] == ["article-journal", "book", "thesis"]
