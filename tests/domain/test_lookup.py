"""Look-up: works from the services' documented answers, remembered; every fault is a sentence, and nothing is lost."""

import datetime
import time

import pytest
from django.utils import timezone

from artifacts.domain.lookup import Found, lookup
from artifacts.domain.lookup.taking import differences
from artifacts.errors import ServiceError
from artifacts.models import LookupAnswer
from artifacts.text.lookup_identifiers import parse_lookup
from tests.services import (
    CROSSREF,
    DATACITE,
    IDCONV,
    IDCONV_NONE,
    OPEN_LIBRARY,
    PUBMED,
    PUBMED_NONE,
)

pytestmark = pytest.mark.django_db
DOI, PMID = "10.1056/nejmoa1702752", "PMID:29091570"


def found(text: str) -> dict | None:
    answer = lookup(parse_lookup(text))
    return answer and answer.csl


def refusal(text: str = DOI) -> str:
    with pytest.raises(ServiceError) as refused:
        lookup(parse_lookup(text))
    return refused.value.sentence


def test_a_doi_is_looked_up_at_crossref_politely(services):
    services.answers["crossref"] = [CROSSREF]

    work = lookup(parse_lookup(DOI))

    assert (work.service, work.csl["type"], work.csl["volume"]) == ("Crossref", "article-journal", "377")
    assert work.csl["title"] == "Nusinersen versus Sham Control in Infantile-Onset <i>Spinal</i> Muscular Atrophy"
    assert work.csl["author"][0] == {"family": "Finkel", "given": "Richard S."}
    assert work.csl["issued"] == {"date-parts": [[2017, 11, 2]]}
    ((path, headers),) = services.asked
    assert path == "/crossref/works/10.1056%2Fnejmoa1702752?mailto=wiki%40example.org"
    assert headers["User-Agent"] == "SciDEX (https://wiki.example.org; mailto:wiki@example.org)"


def test_a_doi_that_crossref_lacks_and_an_arxiv_id_are_looked_up_at_datacite(services):
    services.answers["datacite"] = [DATACITE]

    for text in ("10.48550/arXiv.1706.03762", "arXiv:1706.03762v5"):
        csl = found(text)
        assert (csl["title"], csl["type"], csl["publisher"]) == ("Attention Is All You Need", "article", "arXiv")
        assert csl["author"] == [{"family": "Vaswani", "given": "Ashish"}, {"literal": "Google Brain"}]
        assert csl["issued"] == {"date-parts": [[2017]]}
    assert [path.split("?")[0] for path, _headers in services.asked] == [
        "/crossref/works/10.48550%2Farxiv.1706.03762",
        "/datacite/dois/10.48550%2Farxiv.1706.03762",
        "/datacite/dois/10.48550%2Farxiv.1706.03762",
    ]


def test_a_pmid_and_a_pmcid_are_looked_up_at_pubmed(services):
    services.answers |= {"pubmed": [PUBMED], "idconv": [IDCONV]}

    by_pmid, by_pmcid = found(PMID), found("PMC7654321")

    assert by_pmid["title"] == "Nusinersen versus Sham Control in Infantile-Onset Spinal Muscular Atrophy"
    assert by_pmid["author"] == [{"family": "Finkel", "given": "R. S."}, {"literal": "ENDEAR Study Group"}]
    assert (by_pmid["issued"], by_pmid["DOI"]) == ({"date-parts": [[2017, 11, 2]]}, "10.1056/NEJMoa1702752")
    assert by_pmcid == by_pmid | {"PMCID": "PMC7654321"}
    assert len(services.asked) == 2


def test_a_book_is_looked_up_at_open_library(services):
    services.answers["openlibrary"] = [OPEN_LIBRARY]

    csl = found("ISBN 978-0-306-40615-7")

    assert (csl["title"], csl["author"]) == ("Quantum Optics: An Introduction", [{"literal": "Ada Writer"}])
    assert (csl["issued"], csl["publisher"], csl["ISBN"]) == ({"date-parts": [[1980]]}, "Plenum", "9780306406157")


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        (DOI, {}),
        ("PMID:1", {"pubmed": [PUBMED_NONE]}),
        ("PMC1", {"idconv": [IDCONV_NONE]}),
        ("9780306406157", {"openlibrary": [{}]}),
    ],
)
def test_a_work_that_no_service_knows_is_remembered_as_such(text, answers, services):
    services.answers |= answers

    assert (found(text), found(text)) == (None, None)
    assert len(services.asked) == LookupAnswer.objects.filter(found=False).count()


def test_what_was_found_is_believed_for_a_month_and_asked_anew_on_demand(services):
    services.answers["pubmed"] = [PUBMED]
    for _time in range(3):
        found(PMID)
    assert len(services.asked) == 1

    lookup(parse_lookup(PMID), anew=True)
    LookupAnswer.objects.update(at=LookupAnswer.objects.get().at - datetime.timedelta(days=31))
    found(PMID)

    assert len(services.asked) == 3


def test_a_busy_service_is_asked_again_when_it_says(services):
    busy = lambda handler: handler.respond(429, Retry_After=1)  # noqa: E731
    services.answers["crossref"] = [busy, 503, CROSSREF]
    start = time.monotonic()

    assert found(DOI)["volume"] == "377"

    assert 1 <= time.monotonic() - start < 2.5
    assert len(services.asked) == 3


def slow(handler):
    handler.send_response(200)
    handler.end_headers()
    for _byte in range(20):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def cut_off(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"message": ')


def elsewhere(handler):
    handler.respond(302, Location="http://127.0.0.1:1/secret")


def asks_for_an_hour(handler):
    handler.respond(429, Retry_After=3600)


WRONG = {"message": CROSSREF["message"] | {"DOI": "10.1000/other"}}


@pytest.mark.parametrize(
    ("answer", "sentence", "times"),
    [
        (500, "Crossref is too busy or out of order: try again later.", 3),
        (asks_for_an_hour, "Crossref is too busy or out of order: try again later.", 1),
        (400, "Crossref refused the question (status 400).", 1),
        (elsewhere, "Crossref refused the question (status 302).", 1),
        (slow, "Crossref does not answer.", 3),
        (cut_off, "Crossref does not answer.", 3),
        (b"<html>Maintenance</html>", "Crossref answered with something that is no JSON.", 1),
        (b'{"message": "\xff\xfe"}', "Crossref answered with something that is no JSON.", 1),
        (b"[" * 10_000, "Crossref answered with something that is no JSON.", 1),
        (b" " * 30_000, "Crossref answered with more than a record of a work.", 1),
        ([], "Crossref answered with something that is no record of a work.", 1),
        ({"message": {"title": "x"}}, "Crossref answered with something that is no record of a work.", 1),
        ({"message": {"title": [], "DOI": DOI}}, "Crossref answered with something that is no record of a work.", 1),
        (WRONG, f"Crossref answered with another work than {DOI}: 10.1000/other.", 1),
    ],
)
def test_a_fault_is_a_sentence_and_nothing_is_remembered(answer, sentence, times, services):
    services.answers["crossref"] = [answer]

    assert refusal() == sentence
    assert (len(services.asked), LookupAnswer.objects.count()) == (times, 0)


def test_a_service_that_is_not_there_is_told_of(services):
    services.close()

    assert refusal() == "Crossref does not answer."


def test_nobody_is_asked_where_look_ups_are_off(services, settings):
    settings.LOOKUPS = settings.LOOKUPS | {"on": False}

    assert refusal().startswith("Look-ups are turned off on this site")
    assert services.asked == []


def test_a_name_with_its_particle_apart_is_no_other_author():
    known, said = (
        {"title": "T", "author": [{"family": "de Vivo"}]},
        {"title": "T", "author": [{"family": "Vivo", "non-dropping-particle": "De"}]},
    )
    said_of_it = Found(said, parse_lookup(PMID), "PubMed", timezone.now())

    assert differences({"csl": known, "doi": "", "pmid": "1", "pmcid": ""}, said_of_it) == []
