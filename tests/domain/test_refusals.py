"""Content that breaks a rule is refused with a sentence, and leaves the database as it was."""

import pytest

from artifacts.domain.save import save
from artifacts.errors import ContentError
from artifacts.representations.contents import content_of
from tests.helpers import CSL, fresh, make_analysis, make_hypothesis, make_page, make_reference, someone
from tests.rows import row_counts

pytestmark = pytest.mark.django_db

PAGE = {"kind": "page", "slug": "genes-new", "title": "New", "body": "Text."}
HYPOTHESIS = {"kind": "hypothesis", "title": "It is."}
ANALYSIS = {"kind": "analysis", "title": "Is it?"}
REFERENCE = {"kind": "reference", "csl": CSL}


def nested(depth: int):
    return [nested(depth - 1)] if depth else []


PAGES = {
    "kind": ({"kind": "poem"}, None, "'poem' is no kind of artifact"),
    "unknown field": ({"colour": "red"}, None, "A page has no field 'colour'."),
    "no slug": ({"slug": ""}, "slug", "blank"),
    "no title": ({"title": ""}, "title", "blank"),
    "slug": ({"slug": "Genes New"}, "slug", "An artifact id holds letters"),
    "long slug": ({"slug": "a" * 251}, "slug", "An artifact id holds letters"),
    "long title": ({"title": "x" * 501}, "title", "500"),
    "title type": ({"title": 5}, "title", "The field 'title' must be text."),
    "body type": ({"body": None}, "body", "The field 'body' must be text."),
    "body too long": ({"body": "x" * (1024 * 1024 + 1)}, "body", "1 MiB is the most"),
    "body too deep": ({"body": "> " * 101 + "x"}, "body", "more than 100 levels deep"),
    "entity type": ({"entity_type": "spell"}, "entity_type", "'spell' is not a valid choice"),
    "metadata type": ({"metadata": []}, "metadata", "must be an object"),
    "metadata too deep": ({"metadata": {"a": nested(60)}}, None, "more than 50 levels deep"),
    "NaN": ({"metadata": {"a": float("nan")}}, None, "A number must be finite"),
    "infinity": ({"metadata": {"a": [float("-inf")]}}, None, "A number must be finite"),
    "NUL": ({"body": "a\x00b"}, None, "NUL character"),
    "NUL in a key": ({"metadata": {"a\x00": 1}}, None, "NUL character"),
    "surrogate": ({"title": "a\ud800"}, None, "half of a surrogate pair"),
    "bytes": ({"metadata": {"a": b"x"}}, None, "A value of type bytes cannot be stored."),
    "row kind": ({"infobox": [{"kind": "footer"}]}, "infobox", "Infobox row 1 has the kind 'footer'"),
    "row type": ({"infobox": ["Symbol"]}, "infobox", "Each entry of 'infobox' must be an object."),
    "row field": ({"infobox": [{"colour": "red"}]}, "infobox", "An entry of 'infobox' has no field 'colour'."),
    "row value": ({"infobox": [{"value": 5}]}, "value", "The field 'value' must be text."),
    "row citekeys": ({"infobox": [{"citekeys": [5]}]}, "infobox", "The citekeys of an infobox row must be text."),
    "row citekey": ({"infobox": [{"citekeys": ["a b"]}]}, "key", "A citekey holds letters"),
    "infobox type": ({"infobox": {}}, "infobox", "must be a list"),
    "citekey": ({"citations": {"two words": "ref-known"}}, "key", "A citekey holds letters"),
    "empty citekey": ({"citations": {"": "ref-known"}}, "key", "blank"),
    "citation type": ({"citations": {"a": 5}}, "citations", "must lead to a reference's id or to null"),
    "unknown reference": ({"citations": {"a": "ref-none"}}, None, "There is no reference with the id 'ref-none'."),
    "a page as reference": ({"citations": {"a": "wiki-genes-old"}}, None, "There is no reference with the id"),
    "unknown relation": ({"relations": [{"to": "h-none"}]}, None, "There is no hypothesis or analysis with the id"),
    "relation to a page": ({"relations": [{"to": "wiki-genes-old"}]}, None, "There is no hypothesis or analysis"),
    "relation nowhere": ({"relations": [{"to": ""}]}, "relations", "A relation says which"),
    "relation twice": ({"relations": [{"to": "h-known"}] * 2}, None, "related to each hypothesis or analysis once"),
    "relation origin": ({"relations": [{"to": "h-known", "origin": "dreamt"}]}, "origin", "not a valid choice"),
    "dismissed when": ({"relations": [{"to": "h-known", "dismissed": {}}]}, "relations", "says when"),
    "dismissed never": (
        {"relations": [{"to": "h-known", "dismissed": {"at": "0001-01-01T00:00:00+23:00"}}]},
        "relations",
        "says when",
    ),
    "slug taken": ({"slug": "genes-old"}, "slug", "There is already an artifact with the id 'wiki-genes-old'."),
    "another's id as slug": ({"slug": "h-known"}, "slug", "The address 'h-known' already leads to h-known"),
}
HYPOTHESES = {
    "no title": ({"title": ""}, "title", "blank"),
    "dimension": ({"scores": {"beauty": 1}}, "scores", "'beauty' is no dimension"),
    "score type": ({"scores": {"novelty": "high"}}, "novelty", "must be a number between 0 and 1"),
    "score of truth": ({"scores": {"novelty": True}}, "novelty", "must be a number between 0 and 1"),
    "score too great": ({"scores": {"novelty": 1.1}}, "novelty", "must be a number between 0 and 1"),
    "score immense": ({"scores": {"novelty": 10**400}}, "novelty", "must be a number between 0 and 1"),
    "composite too small": ({"composite": -1}, "imported_composite", "must be a number between 0 and 1"),
    "composite immense": ({"composite": 10**400}, "imported_composite", "must be a number between 0 and 1"),
    "composite of truth": ({"composite": True}, "composite", "must be a number"),
    "genes": ({"target_genes": ["SMN 1"]}, "target_genes", "a list of symbols without blanks"),
    "genes type": ({"target_genes": "SMN1"}, "target_genes", "must be a list"),
    "status": ({"status": "loved"}, "status", "not a valid choice"),
    "analysis": ({"analysis": "SDA-none"}, None, "There is no analysis with the id 'SDA-none'."),
    "stance": ({"evidence": [{"claim": "x", "stance": "beside"}]}, "stance", "not a valid choice"),
    "no claim": ({"evidence": [{"claim": ""}]}, "claim", "blank"),
    "evidence": ({"evidence": [{"claim": "x", "reference": "ref-none"}]}, None, "There is no reference with the id"),
}
ANALYSES = {
    "no title": ({"title": ""}, "title", "blank"),
    "status": ({"status": "lost"}, "status", "not a valid choice"),
    "date": ({"date": "yesterday"}, "date", "'yesterday' is no date: write it as 2026-04-01."),
    "date type": ({"date": 20260401}, "date", "must be text"),
}
REFERENCES = {
    "no title": ({"csl": {"type": "book"}}, "csl", "A reference needs a title"),
    "no DOI": ({"doi": "11.1/x"}, "doi", "is no DOI"),
    "DOI in another form": ({"doi": "10.1000/KNOWN"}, "doi", ""),
    "DOI taken": ({"doi": "10.1000/known"}, "doi", "The address 'doi:10.1000/known' already leads to ref-known"),
    "no PMID": ({"pmid": "PMID"}, "pmid", "is no PMID"),
    "PMID taken": ({"pmid": "123"}, "pmid", "already leads to ref-known"),
    "no PMCID": ({"pmcid": "12x"}, "pmcid", "is no PMCID"),
    "web address": ({"url": "javascript:alert(1)"}, "url", "A web address begins with https://"),
    "status": ({"status": "great"}, "status", "not a valid choice"),
    "status date": ({"status_date": "2026-02-30"}, "status_date", "is no date"),
}
CASES = [
    pytest.param(base, *case, id=f"{base['kind']}: {name}")
    for base, cases in ((PAGE, PAGES), (HYPOTHESIS, HYPOTHESES), (ANALYSIS, ANALYSES), (REFERENCE, REFERENCES))
    for name, case in cases.items()
]


@pytest.fixture
def known():
    make_page("old")
    make_hypothesis("h-known")
    make_reference("known", doi="10.1000/known", pmid="123")


@pytest.mark.parametrize(("base", "changes", "field", "sentence"), CASES)
def test_a_new_artifact_is_refused_and_nothing_is_written(base, changes, field, sentence, known):
    counts = row_counts()

    with pytest.raises(ContentError) as refusal:
        save({**base, **changes}, by=someone())

    assert sentence in refusal.value.sentence
    assert refusal.value.field == field
    assert row_counts() == counts


OWN = {"page": make_page, "hypothesis": make_hypothesis, "analysis": make_analysis, "reference": make_reference}


@pytest.mark.parametrize(
    ("base", "changes"),
    [case.values[:2] for case in CASES if not {"slug", "kind"} & case.values[1].keys()],
    ids=[case.id for case in CASES if not {"slug", "kind"} & case.values[1].keys()],
)
def test_an_edit_is_refused_and_nothing_is_written(base, changes, known):
    artifact = OWN[base["kind"]]()
    counts, content = row_counts(), content_of(artifact)

    with pytest.raises(ContentError):
        save({**content, **changes}, by=someone(), artifact=artifact, base=1)

    assert row_counts() == counts
    assert content_of(fresh(artifact)) == content


@pytest.mark.parametrize("address", ["", " ", "a" * 251, "a\x00b", "wiki-genes-old", "WIKI-GENES-OLD", "PMID:123"])
def test_an_address_that_is_none_or_taken_is_refused(address, known):
    counts = row_counts()

    with pytest.raises(ContentError):
        save(PAGE, by=someone(), addresses=[address])

    assert row_counts() == counts


@pytest.mark.parametrize("public_id", ["-x", "a b", "wiki/x", "ä", "a" * 251, "wiki-genes-old", "WIKI-genes-old"])
def test_an_artifact_id_that_is_none_or_taken_is_refused(public_id, known):
    counts = row_counts()

    with pytest.raises(ContentError):
        save(PAGE, by=someone(), public_id=public_id)

    assert row_counts() == counts
