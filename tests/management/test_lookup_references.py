"""The command that holds references against the services: what agrees is marked, what differs is listed."""

import pytest
from django.core.management import CommandError, call_command

from artifacts.models import Publication
from artifacts.representations.contents import content_of
from tests.helpers import edit, fresh, make_reference
from tests.services import CROSSREF, PUBMED

pytestmark = pytest.mark.django_db
TITLE = "Nusinersen versus Sham Control in infantile-onset spinal muscular atrophy"
CSL = {"title": TITLE, "author": [{"family": "Finkel", "given": "R"}], "issued": {"date-parts": [[2017]]}}


def status_of(reference) -> tuple:
    content = content_of(fresh(reference))
    return content["status"], content["status_source"]


def test_what_agrees_is_verified_and_what_differs_is_listed(services, capsys):
    services.answers |= {"pubmed": [PUBMED], "crossref": [404]}
    agrees = make_reference("a", csl=CSL, pmid="29091570")
    unknown = make_reference("b", csl={**CSL, "title": "Another", "author": []}, doi="10.1056/nejmoa1702752")
    make_reference("c", csl={"title": "Without"})
    make_reference("d", csl={"title": "Done"}, status="verified", pmid="1")

    call_command("lookup_references")

    assert status_of(agrees) == ("verified", "PubMed, by pmid:29091570")
    assert (status_of(unknown), Publication.objects.number_of(agrees)) == (("unverified", ""), 2)
    assert capsys.readouterr().out.splitlines() == [
        "ref-b: unknown to the services",
        "1 unknown to the services, 1 verified",
    ]


def test_differences_are_told_line_by_line(services, capsys):
    services.answers["crossref"] = [CROSSREF]
    other = {"title": "Another", "author": [], "issued": None}
    reference = make_reference("b", csl=other, doi="10.1056/nejmoa1702752")

    call_command("lookup_references", "ref-b")

    assert capsys.readouterr().out.splitlines() == [
        "ref-b: differs",
        "  title: 'Another', Crossref says 'Nusinersen versus Sham Control in Infantile-Onset Spinal Muscular Atrophy'",
        "  year: None, Crossref says 2017",
        "  first author: nobody, Crossref says Finkel RS",
        "1 differs",
    ]
    assert reference.revisions.count() == 1


def test_a_service_that_fails_keeps_no_other_reference_waiting(services, capsys):
    services.answers |= {"crossref": [400], "pubmed": [PUBMED]}
    make_reference("a", csl=CSL, doi="10.1056/x"), make_reference("b", csl=CSL, pmid="29091570")

    with pytest.raises(CommandError, match="1 of 2 could not be asked"):
        call_command("lookup_references", dry_run=True)

    assert capsys.readouterr().out.splitlines() == [
        "ref-a: could not be asked",
        "  Crossref refused the question (status 400).",
        "1 could not be asked, 1 verified",
        "Nothing was saved.",
    ]


def test_on_top_of_what_waits_for_review_nothing_is_published(services, editor):
    services.answers["pubmed"] = [PUBMED]
    reference = make_reference("a", csl=CSL, pmid="29091570")
    edit(reference, by=editor, url="https://example.org")

    call_command("lookup_references", limit=1)

    assert (status_of(reference)[0], Publication.objects.number_of(reference)) == ("verified", 1)


def test_where_look_ups_are_off_it_says_so():
    with pytest.raises(CommandError, match="Look-ups are turned off on this site"):
        call_command("lookup_references")
