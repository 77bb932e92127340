"""Looking never writes: an old revision is rendered from its document with its pins."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reversion.errors import RevertError
from reversion.models import Version

from artifacts.errors import DocumentError
from tests.helpers import edit, make_analysis, make_hypothesis, make_page, make_reference
from tests.rows import row_counts

pytestmark = pytest.mark.django_db

WRITE = re.compile(r"\s*(insert|update|delete|create|drop|alter|truncate|savepoint)\b", re.IGNORECASE)


def writes(queries) -> list[str]:
    return [query["sql"] for query in queries if WRITE.match(query["sql"])]


@pytest.mark.parametrize("make", [make_page, make_hypothesis, make_analysis, make_reference])
@pytest.mark.parametrize("path", ["", "?embed=1", "/r/1", "/r/2", "/history"])
def test_looking_writes_nothing(make, path, client):
    artifact = make()
    edit(artifact, metadata={"edited": "once"}, live=True)
    counts = row_counts()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(f"{artifact.get_absolute_url()}{path}").status_code == 200

    assert writes(queries) == []
    assert row_counts() == counts


@pytest.mark.parametrize("path", ["history/", "change/"])
def test_looking_in_the_admin_writes_nothing(path, client, editor):
    page = make_page(body="[@a]")
    client.force_login(editor)
    counts = row_counts()

    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/admin/artifacts/wikipage/{page.pk}/{path}").status_code == 200

    assert [sql for sql in writes(queries) if not sql.startswith("SAVEPOINT")] == []
    assert row_counts() == counts


def test_an_old_revision_says_exactly_what_it_said(client):
    reference, hypothesis = make_reference(csl={"title": "The first title"}), make_hypothesis(title="The first idea")
    page = make_page(
        title="One",
        body="The first text [@a].",
        citations={"a": reference.public_id},
        relations=[{"to": hypothesis.public_id}],
    )
    edit(reference, csl={**reference.row.csl, "title": "The second title"}, live=True)
    edit(hypothesis, title="The second idea", live=True)
    edit(page, title="Two", body="The second text [@a].", live=True)

    first, second = (client.get(f"{page.get_absolute_url()}/r/{number}").content.decode() for number in (1, 2))

    for words in ("text", "title", "idea"):
        assert (f"The first {words}" in first, f"The second {words}" in first) == (True, False)
        assert (f"The first {words}" in second, f"The second {words}" in second) == (False, True)


def test_reversion_reads_a_document_and_can_save_none():
    version = make_page().revisions.get().version
    counts = row_counts()

    with pytest.raises(DocumentError, match="never by reversion's revert"):
        version.revert()
    with pytest.raises(DocumentError, match="never by reversion's revert"):
        version.revision.revert()

    assert row_counts() == counts
    assert version._object_version.document["content"]["title"] == "SMN1"


def test_a_damaged_document_is_told_as_such_by_reversion():
    make_page()
    Version.objects.update(serialized_data="nonsense")

    with pytest.raises(RevertError):
        Version.objects.get().revert()
