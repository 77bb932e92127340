"""Red links: the missing page says who asks for it, and leads editors to a form that knows its address."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.helpers import make_page

pytestmark = pytest.mark.django_db
FORM = "/admin/artifacts/wikipage/add/?slug=genes-smn9&amp;title=SMN9&amp;entity_type=gene"


def test_a_missing_page_names_what_asks_for_it_and_leads_to_its_form(client):
    make_page("smn1", body="[[genes-smn9]]")
    make_page("smn2", body="[x](/genes/smn9)")
    make_page("draft", body="[[genes-smn9]]", live=False)

    response = client.get("/wiki/genes-smn9")
    html = response.content.decode()

    assert response.status_code == 404
    assert FORM in html
    assert [f'<a href="/artifact/wiki-genes-{name}"' in html for name in ("smn1", "smn2", "draft")] == [
        True,
        True,
        False,
    ]


def test_a_draft_is_not_told_from_what_is_not_there(client):
    make_page("smn1", body="[[genes-smn9]]")
    before = client.get("/wiki/genes-smn9").content

    make_page("smn9", live=False)

    assert client.get("/wiki/genes-smn9").content == before


def test_staff_and_readers_are_offered_the_same(client, editor):
    before = client.get("/wiki/genes-smn9").content

    client.force_login(editor)

    assert client.get("/wiki/genes-smn9").content == before


def test_nothing_is_offered_where_no_page_would_stand(client):
    assert "/admin/artifacts/wikipage/add/" not in client.get("/artifact/h-0badcafe").content.decode()


def test_the_form_opens_with_what_the_address_tells(client, editor):
    client.force_login(editor)

    html = client.get(FORM.replace("&amp;", "&")).content.decode()

    assert 'name="slug" value="genes-smn9"' in html
    assert 'name="title" value="SMN9"' in html
    assert '<option value="gene" selected>' in html


def test_an_address_that_leads_nowhere_takes_the_same_queries_however_many_ask_for_it(client):
    counts = []
    for names in (["a"], ["b", "c"]):
        for name in names:
            make_page(name, body="[[genes-smn9]]")
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get("/wiki/genes-smn9")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 13
