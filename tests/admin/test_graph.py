"""The list of edges in the admin: to look at, found by the beginning of a node's name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.graphs import connect

pytestmark = pytest.mark.django_db
PATH = "/admin/artifacts/graphedge/"


def test_edges_are_found_by_the_beginning_of_a_nodes_name(client, editor):
    connect("SMN1 causes SMA", "A heals SMN-complex", "A binds B")
    client.force_login(editor)

    def found(query: str) -> int:
        return client.get(PATH, {"q": query}).context["cl"].result_count

    assert [found(query) for query in ("smn", "sma", "mn", "", "–")] == [2, 1, 0, 3, 0]


def test_nobody_changes_them_here(client, administrator):
    connect("SMN1 causes SMA")
    client.force_login(administrator)

    assert [client.get(f"{PATH}{tail}").status_code for tail in ("", "1/change/", "add/", "1/delete/")][2:] == [
        403,
        403,
    ]
    assert b'name="_save"' not in client.get(client.get(PATH).context["cl"].result_list[0].pk and PATH).content


def test_the_list_takes_as_many_queries_for_three_edges_as_for_one(client, editor):
    client.force_login(editor)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PATH).status_code == 200
        return len(captured)

    connect("A binds B")
    few = queries()
    connect("C heals D 0.1 one", "E treats F 0.2 two", by="other")

    assert queries() == few
