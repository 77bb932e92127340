"""The index: what search finds follows what readers see."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection

from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.publish import publish
from artifacts.domain.refresh import refresh_stale
from artifacts.domain.search.engine import engine
from artifacts.domain.search.finding import Narrowing, search
from artifacts.domain.search.guessing import did_you_mean
from artifacts.domain.search.index import rebuild
from artifacts.domain.withdraw import put_back, withdraw
from artifacts.models import SearchEntry
from artifacts.text.queries import parse_query
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference, someone

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return [hit.publication.artifact.public_id for hit in search(parse_query(text), Narrowing()).hits]


def meant(text: str, found: int) -> str:
    guess = did_you_mean(parse_query(text), found)
    return guess.text if guess else ""


@pytest.mark.parametrize(
    ("make", "content", "queries"),
    [
        (
            make_page,
            {"title": "SMN1", "body": "**Motor** neurons.", "infobox": [{"label": "Locus", "value": "[5q13](/x)"}]},
            ["SMN1", "genes-smn1", "motor neurons", "locus 5q13"],
        ),
        (make_hypothesis, {"evidence": [{"claim": "It grows."}]}, ["h-0badcafe", "SMN2", "grows", "it is"]),
        (make_analysis, {"question": "How late?", "domain": "neurology"}, ["how late", "neurology"]),
        (make_reference, {"doi": "10.1000/x", "pmid": "123"}, ["10.1000/x", "123", "Lefebvre", "burglen", "Cell 1995"]),
    ],
)
def test_an_artifact_is_found_by_title_addresses_and_texts(make, content, queries):
    artifact = make(**content)

    assert {query: found(query) for query in queries} == dict.fromkeys(queries, [artifact.public_id])


def test_a_page_is_found_by_the_works_that_it_cites_and_the_hypotheses_that_it_shows():
    work, idea = make_reference(), make_hypothesis(title="Earlier is better")
    make_page("smn1", body="So.[@a]", citations={"a": work.public_id}, relations=[{"to": idea.public_id}])

    assert found("determining gene") == ["ref-lefebvre1995", "wiki-genes-smn1"]
    assert found("earlier better") == ["h-0badcafe", "wiki-genes-smn1"]


def test_drafts_are_not_found_and_published_ones_are_at_once():
    page = make_page(body="Splicing.", live=False)
    assert found("splicing") == []

    publish(page.revisions.newest(), by=someone())
    assert found("splicing") == ["wiki-genes-smn1"]

    edit(page, body="Transport.")
    assert (found("splicing"), found("transport")) == (["wiki-genes-smn1"], [])

    publish(page.revisions.newest(), by=someone())
    assert (found("splicing"), found("transport")) == ([], ["wiki-genes-smn1"])


def test_no_name_of_an_unpublished_revision_is_found():
    page, work = make_page(), make_reference()
    edit(page, slug="genes-unheard")
    edit(work, doi="10.1000/unheard")

    rebuild()
    assert (found("unheard"), found("genes-smn1")) == ([], ["wiki-genes-smn1"])

    publish(page.revisions.newest(), by=someone())
    publish(work.revisions.newest(), by=someone())
    assert (found("unheard"), found("genes-smn1")) == (["wiki-genes-smn1", "ref-lefebvre1995"], ["wiki-genes-smn1"])


def test_what_is_withdrawn_is_not_found_until_it_is_put_back():
    page = make_page()
    withdraw(page, by=someone(), reason="Wrong.")
    assert found("smn1") == []

    put_back(fresh(page), by=someone())
    assert found("smn1") == ["wiki-genes-smn1"]


def test_what_is_merged_is_found_in_its_target():
    source, target = make_page("sma-gene", body="Spinal."), make_page("smn1", title="SMA-GENE", body="Motor.")

    merge(plan_merge(source, target), by=someone(), why="same gene")

    assert set(found("sma gene")) == {"wiki-genes-smn1"}


def test_a_refresh_finds_what_the_page_shows_now():
    work = make_reference()
    make_page("smn1", body="So.[@a]", citations={"a": work.public_id})

    edit(work, csl={"type": "article-journal", "title": "Another title"}, live=True)
    refresh_stale()

    assert found("another title") == ["ref-lefebvre1995", "wiki-genes-smn1"]


def test_the_index_can_be_made_anew():
    make_page(body="Splicing.")
    left = make_page("left")
    left.publication.delete()
    SearchEntry.objects.filter(artifact__public_id="wiki-genes-smn1").delete()
    out = StringIO()

    call_command("rebuild_search", stdout=out)

    assert out.getvalue() == "Indexed 1 publication.\n"
    assert found("splicing") == ["wiki-genes-smn1"]
    assert SearchEntry.objects.count() == 1


def test_a_very_long_text_is_indexed_by_its_beginning():
    body = "Kinesin. " + "".join(chr(0x4E00 + n % 20_000) for n in range(100_000))

    make_page(body=body)

    assert found("kinesin") == ["wiki-genes-smn1"]


def test_a_long_text_without_blanks_is_indexed_in_no_time():
    # A pattern that looks for a sign in the midst of such a word would take minutes.
    make_page(body=f"Kinesin α {'x' * 300_000}")

    assert found("kinesin") == ["wiki-genes-smn1"]


@pytest.mark.postgres
def test_without_trigrams_search_offers_no_other_spelling_and_the_command_says_why(monkeypatch):
    make_page("nusinersen")
    guess = meant("nusinersn", 0)
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")
    monkeypatch.setattr("artifacts.domain.search.postgresql.TRIGRAMS", ("CREATE EXTENSION not_to_be_had",))
    told = StringIO()

    call_command("rebuild_search", stdout=StringIO(), stderr=told)

    assert guess == "nusinersen"
    assert meant("nusinersn", 0) == ""
    assert found("nusinersen") == ["wiki-genes-nusinersen"]
    assert "run CREATE EXTENSION pg_trgm" in told.getvalue()


@pytest.mark.postgres
def test_a_rebuild_makes_the_trigrams_that_were_missing():
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")
    make_page("nusinersen")

    rebuild()

    assert engine().warning() == ""
    assert meant("nusinersn", 0) == "nusinersen"


def test_an_index_that_fails_takes_the_publication_back(monkeypatch):
    page = make_page(body="Splicing.")
    edit(page, body="Transport.")

    def broken(words):
        raise DatabaseError("The disk is full.")

    monkeypatch.setattr(engine(), "write", broken)
    with pytest.raises(DatabaseError):
        publish(page.revisions.newest(), by=someone())

    assert "Splicing" in fresh(page).publication.parts["body"]
