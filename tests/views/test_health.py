"""The health check answers monitors, and says no more than they need."""

import pytest
from django.db import OperationalError, connection

from artifacts.views import health


@pytest.mark.django_db
@pytest.mark.parametrize("accept", ["text/html", "application/json", "nonsense", ""])
def test_it_answers_while_the_database_does(accept, client):
    response = client.get("/healthz", headers={"accept": accept})

    assert (response.status_code, response.content, response["Content-Type"]) == (200, b"OK\n", "text/plain")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_it_needs_no_tls_where_all_else_does(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["wiki.example.org", "127.0.0.1"]

    assert client.get("/healthz", headers={"host": "127.0.0.1"}).status_code == 200
    assert client.get("/", headers={"host": "wiki.example.org"})["Location"] == "https://wiki.example.org/"


def test_it_says_when_the_database_does_not_answer(client, monkeypatch):
    def refuse():
        raise OperationalError("password of scidex is secret")

    monkeypatch.setattr(health, "connection", type("Down", (), {"cursor": staticmethod(refuse)}))

    response = client.get("/healthz")

    assert (response.status_code, response.content) == (503, b"The database does not answer.\n")
    assert connection is not health.connection
