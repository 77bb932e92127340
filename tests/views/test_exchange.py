"""The exchange: hypotheses by score, filtered as asked, and pictures with the same numbers in a table."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.domain.withdraw import put_back, withdraw
from artifacts.views import exchange
from tests.helpers import edit, fresh, make_hypothesis, someone

pytestmark = pytest.mark.django_db


def titles(client, query: str = "") -> list[str]:
    return [entry["title"] for entry in client.get(f"/exchange{query}").context["entries"]]


@pytest.fixture
def hypotheses():
    """Four: high, medium and low, and one without a score."""
    rows = [
        ("High", 0.9, ["SMN2"], "validated"),
        ("Medium", 0.5, ["SMN1", "smn2"], "debated"),
        ("Low", 0.1, ["SOD1"], "debated"),
        ("None", None, [], "proposed"),
    ]
    return [
        make_hypothesis(
            f"h-{n}", title=title, target_genes=genes, status=status, scores={} if score is None else {"novelty": score}
        )
        for n, (title, score, genes, status) in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["High", "Medium", "Low", "None"]),
        ("?gene=smn2", ["High", "Medium"]),
        ("?gene=SMN", []),
        ("?status=debated", ["Medium", "Low"]),
        ("?least=0.5", ["High", "Medium"]),
        ("?most=0.5", ["Medium", "Low"]),
        ("?least=0.1&most=0.1", ["Low"]),
        ("?least=0", ["High", "Medium", "Low"]),
        ("?gene=SMN2&status=debated&least=0.2&most=1", ["Medium"]),
        ("?gene=%20SMN2%20&status=&least=&most=", ["High", "Medium"]),
    ],
)
def test_filters_leave_what_they_ask_for_by_score(query, found, client, hypotheses):
    assert titles(client, query) == found


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?least=x", "Give a score from 0 to 1, such as 0.7."),
        ("?least=nan", "Give a score from 0 to 1, such as 0.7."),
        ("?most=1.5", "Give a score from 0 to 1, such as 0.7."),
        ("?most=-0.1", "Give a score from 0 to 1, such as 0.7."),
        ("?least=0.6&most=0.5", "Give a score that is not below the first one."),
        ("?status=famous", "Select a valid choice. famous is not one of the available choices."),
        (f"?gene={'x' * 101}", "Ensure this value has at most 100 characters (it has 101)."),
    ],
)
def test_bad_input_is_answered_with_a_sentence(query, sentence, client, hypotheses):
    response = client.get(f"/exchange{query}")

    assert (response.status_code, response.context["entries"]) == (400, [])
    assert f'role="alert">{sentence}<' in response.content.decode()


def test_pictures_tell_of_what_the_filter_leaves_and_count_what_has_no_score(client, hypotheses):
    context = client.get("/exchange").context
    debated = client.get("/exchange?status=debated").context

    assert [(row["start"], row["level"]) for row in context["histogram"] if row["count"]] == [
        *((0.1, "low"), (0.5, "medium"), (0.9, "high"))
    ]
    assert context["unscored"] == 1
    assert [(row["value"], row["count"]) for row in context["means"] if row["count"]] == [(0.5, 3)]
    assert [(row["value"], row["count"]) for row in debated["means"] if row["count"]] == [(0.3, 2)]
    assert client.get("/exchange").content.decode().count('role="img"') == 2


def test_what_is_shown_is_what_was_published(client, hypotheses, administrator):
    edit(hypotheses[0], status="archived", scores={"novelty": 0.2})
    withdraw(hypotheses[1], by=administrator, reason="wrong")

    assert titles(client) == ["High", "Low", "None"]
    assert titles(client, "?status=archived") == []


def test_what_is_published_anew_moves_at_once(client, hypotheses):
    assert titles(client)[0] == "High"

    edit(hypotheses[2], scores={"novelty": 0.95}, status="promoted", live=True)

    assert titles(client)[0] == "Low"
    assert titles(client, "?status=promoted") == ["Low"]


def test_what_is_withdrawn_goes_at_once_though_as_many_are_left(client, hypotheses):
    withdraw(hypotheses[0], by=someone(), reason="Wrong.")
    assert titles(client) == ["Medium", "Low", "None"]

    put_back(fresh(hypotheses[0]), by=someone())
    withdraw(hypotheses[1], by=someone(), reason="Wrong.")

    assert titles(client) == ["High", "Low", "None"]


def test_pages_of_it_keep_the_question_and_the_places(client, hypotheses, monkeypatch):
    monkeypatch.setattr(exchange, "PER_PAGE", 1)

    response = client.get("/exchange?status=debated&page=2")

    assert [(entry["place"], entry["title"]) for entry in response.context["entries"]] == [(2, "Low")]
    assert re.findall(r'rel="prev" href="([^"]*)"', response.content.decode()) == ["?status=debated&amp;page=1"]


def test_it_takes_three_queries_and_two_where_nothing_was_published_since(client, hypotheses):
    counts = []
    for _visit in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get("/exchange")
        counts.append(len(captured))

    assert counts == [3, 2]


def test_an_exchange_without_hypotheses_says_so(client):
    assert "No hypothesis is published yet." in client.get("/exchange").content.decode()


def test_what_is_asked_for_stays_text(client, hypotheses):
    page = client.get("/exchange", {"gene": '"><script>alert(1)</script>'}).content.decode()

    assert ("No published hypothesis is like that." in page, "<script>alert" in page) == (True, False)
