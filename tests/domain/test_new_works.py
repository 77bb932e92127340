"""New works, made while somebody cites them."""

import pytest

from artifacts.domain.new_works import make_work
from artifacts.errors import ArtifactError
from artifacts.models import Reference
from artifacts.representations.contents import content_of
from tests.helpers import make_reference
from tests.services import CROSSREF

pytestmark = pytest.mark.django_db


def test_a_work_is_made_of_an_identifier_and_waits_for_review(editor):
    work = make_work("https://doi.org/10.1234/X", by=editor, title=" A title ", authors="Vivo, Ångström,", year="2017")

    content = content_of(work)
    assert (content["doi"], content["csl"]["title"]) == ("10.1234/x", "A title")
    assert content["csl"]["author"] == [{"family": "Vivo"}, {"family": "Ångström"}]
    assert content["csl"]["issued"] == {"date-parts": [[2017]]}
    assert not hasattr(work, "publication")


def test_who_may_publish_publishes_it_at_once(reviewer):
    work = make_work("PMID:29091570", by=reviewer, title="A title")

    assert work.publication.revision.number == 1


def test_a_known_work_is_given_back_and_nothing_is_written(editor):
    known = make_reference("known", pmid="29091570")

    assert make_work("pmid: 29091570", by=editor, title="Another title") == known
    assert Reference.objects.count() == 1


@pytest.mark.parametrize(
    ("identifier", "given", "sentence"),
    [
        ("finkel", {}, "'finkel' is no DOI, PMID or PMCID."),
        ("", {}, "'' is no DOI, PMID or PMCID."),
        ("10.1234/x", {"title": " "}, "A reference needs a title"),
        ("10.1234/x", {"year": "17"}, "'17' is no year"),
        ("10.1234/x", {"year": "２０１７"}, "is no year"),
        ("10.1234/x", {"title": "a\x00b"}, "The text holds a NUL character"),
    ],
)
def test_a_refusal_says_what_to_do_and_writes_nothing(identifier, given, sentence, editor):
    with pytest.raises(ArtifactError) as refused:
        make_work(identifier, by=editor, **({"title": "A title"} | given))

    assert sentence in refused.value.sentence
    assert Reference.objects.count() == 0


def test_a_work_without_a_title_is_looked_up_where_that_is_allowed(editor, services):
    services.answers["crossref"] = [CROSSREF]

    work = make_work("10.1056/nejmoa1702752", by=editor, title=" ")

    assert (work.row.doi, content_of(work)["csl"]["title"]) == (
        "10.1056/nejmoa1702752",
        CROSSREF["message"]["title"][0],
    )


def test_what_no_service_knows_asks_for_its_title(editor, services):
    services.answers |= {"crossref": [404], "datacite": [404]}

    with pytest.raises(ArtifactError) as refused:
        make_work("10.1056/nejmoa1702752", by=editor, title="")

    assert refused.value.sentence == "No service knows doi:10.1056/nejmoa1702752: type its title."
