"""The reference list of a page: back links, what a card is made of, claims, and the button that copies one."""

import re

import pytest

from tests.helpers import make_hypothesis, make_page, make_reference

pytestmark = pytest.mark.django_db
PATH = "/artifact/wiki-genes-smn1"


def entry_of(client, number: int = 1, path: str = PATH) -> str:
    html = " ".join(client.get(path).content.decode().split())
    return re.search(rf'<li id="ref-{number}".*?</li> (?=<li id="ref-|</ol>)', html)[0]


def test_an_entry_tells_what_a_card_of_it_shows_and_how_often_it_is_cited_here(client):
    authors = [{"family": name, "given": "A B"} for name in ("One", "Two", "Three", "Four")]
    make_reference("many1999", csl={"title": "A <i>b</i> & “c”", "author": authors}, doi="10.1000/x", pmid="123")
    make_page(body="[@a] [@a] [@a, p. 3] [@gone]", citations={"a": "ref-many1999"})

    entry = entry_of(client)

    assert 'data-title="A b &amp; “c”" data-authors="One AB, Two AB, Three AB, et al."' in entry
    assert 'data-container="Cell" data-year="1995" data-uses="cited 3 times here"' in entry
    assert [f'href="#cite-1-{n}"' in entry for n in (1, 2, 3)] == [True] * 3
    assert 'aria-label="Back to use 3 of 3"' in entry
    assert [f">{name}</a>" in entry for name in ("DOI", "PubMed", "record")] == [True] * 3
    assert 'data-uses="cited once here"' in entry_of(client, 2)
    assert ("data-title" in entry_of(client, 2), "copy-reference" in entry_of(client, 2)) == (False, False)


def test_a_retraction_is_told_in_words(client):
    make_reference(status="concern", status_date="2020-05-01", status_source="Journal")
    make_page(body="[@a]", citations={"a": "ref-lefebvre1995"})

    assert '<strong class="warning">Expression of concern, 1 May 2020</strong>' in entry_of(client)


def test_the_claims_that_rest_on_a_work_stand_with_it_as_text(client):
    evidence = [{"claim": "*SMN* <b onclick=x()>is</b> low", "reference": "ref-lefebvre1995", "stance": "against"}]
    make_reference()
    make_hypothesis(title="Low <SMN> is bad", evidence=evidence)
    make_page(body="[@a]", citations={"a": "ref-lefebvre1995"})

    entry, own = entry_of(client), entry_of(client, path="/artifact/h-0badcafe")

    assert "<summary>a claim that rests on it</summary>" in entry
    assert "“SMN &lt;b onclick=x()&gt;is&lt;/b&gt; low”" in entry
    assert 'Evidence against: <a href="/artifact/h-0badcafe">Low &lt;SMN&gt; is bad</a>' in entry
    assert "Evidence against this hypothesis" in own


def test_an_old_revision_tells_nothing_of_what_hypotheses_claim_today(client):
    make_reference()
    make_page(body="[@a]", citations={"a": "ref-lefebvre1995"})
    make_hypothesis(evidence=[{"claim": "Seen", "reference": "ref-lefebvre1995"}])

    assert "Seen" not in entry_of(client, path=f"{PATH}/r/1")


def test_only_a_page_with_its_script_offers_to_copy(client):
    make_reference()
    make_page(body="[@a]", citations={"a": "ref-lefebvre1995"})

    assert ("copy-reference" in entry_of(client), "copy-reference" in entry_of(client, path=f"{PATH}?embed=1")) == (
        True,
        False,
    )
