"""The citation bench: unresolved keys by use, where they stand, and one work given them on the pages named."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.domain.bench import (
    places_of,
    plan_resolution,
    resolve,
    waiting_keys,
    work_named,
    works_elsewhere,
)
from artifacts.domain.withdraw import withdraw
from artifacts.errors import ContentError
from artifacts.models import Publication
from artifacts.representations.contents import content_of
from tests.helpers import edit, fresh, make_page, make_reference, someone

pytestmark = pytest.mark.django_db


def keys(search: str = "") -> list[tuple[str, int]]:
    return list(waiting_keys(search).values_list("key", "pages"))


def resolved(page, key: str) -> str | None:
    return content_of(fresh(page))["citations"].get(key)


def test_unresolved_keys_of_active_pages_stand_the_most_used_first():
    reference = make_reference(pmid="29091570")
    make_page("a", body="[@rare; @often]")
    make_page(
        "b",
        body="[@often; @PMID:29091570; @PMID:1; @ref-lefebvre1995; @known]",
        citations={"known": reference.public_id},
    )
    withdraw(make_page("gone", body="[@gone]"), by=someone(), reason="Wrong.")

    assert keys() == [("often", 2), ("PMID:1", 1), ("rare", 1)]
    assert keys("RAR") == [("rare", 1)]


def test_a_key_is_shown_in_its_sentences_and_rows():
    page = make_page(
        body="First. It helps [@x] them. Again [@x].", infobox=[{"label": "Dose", "value": "12", "citekeys": ["x"]}]
    )
    make_page("other", title="Z", body="[@x]")

    (place,) = places_of(["x"], most=1)["x"]

    assert (place.page.artifact, place.rows, place.count) == (page, ["Dose"], 3)
    assert [str(use) for use in place.uses] == ["It helps [@x] them.", "Again [@x]."]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_keys(count):
    for number in range(count):
        make_page(f"p{number}", body=f"[@k{number}]", infobox=[{"label": "L", "value": f"[@k{number}]"}])

    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = places_of([key for key, _pages in keys()], most=3)

    assert (len(found), len(queries)) == (count, 4)


def test_what_other_pages_mean_by_a_key_is_told():
    first, second = make_reference(), make_reference("other", csl={"title": "Another"})
    make_page("a", body="[@x]", citations={"x": first.public_id})
    make_page("b", body="[@x]", citations={"x": second.public_id})
    make_page("c", body="[@x]", citations={"x": second.public_id})

    assert [(work.public_id, pages) for work, pages in works_elsewhere("x")] == [
        ("ref-other", 2),
        ("ref-lefebvre1995", 1),
    ]


@pytest.mark.parametrize(
    "text", ["10.1016/abc", "https://doi.org/10.1016/ABC", "PMID: 7813012", "ref-lefebvre1995", " REF-Lefebvre1995 "]
)
def test_a_work_is_named_by_what_people_know_it_by(text):
    reference = make_reference(doi="10.1016/abc", pmid="7813012")

    assert work_named(text).artifact == reference


@pytest.mark.parametrize("text", ["", "\x00", "wiki-genes-smn1", "10.1/none", "x" * 5000])
def test_what_names_no_work_is_refused(text):
    make_page()

    with pytest.raises(ContentError, match="The library holds no work"):
        work_named(text)


def test_one_key_is_resolved_on_the_pages_named_and_on_no_other(editor):
    work = make_reference().row
    pages = [make_page(name, body="Text [@x].") for name in "abc"]

    cases = plan_resolution("x", work, [page.pk for page in pages[:2]])
    outcomes = resolve("x", work, {case.artifact.pk: case.base for case in cases}, by=editor, publishing=True)

    assert [(case.artifact, case.base, case.public, case.also) for case in cases] == [
        (page, 1, True, ()) for page in pages[:2]
    ]
    assert [(one.number, one.published, one.refusal) for one in outcomes] == [(2, False, "")] * 2
    assert [resolved(page, "x") for page in pages] == ["ref-lefebvre1995", "ref-lefebvre1995", None]
    newest = pages[0].revisions.newest()
    assert (newest.author, newest.summary, newest.tags) == (editor, "Resolved x as ref-lefebvre1995", ["resolve"])


def test_only_what_readers_saw_before_is_published_at_once(reviewer, editor):
    work = make_reference().row
    seen, edited = make_page("seen", body="[@x]"), make_page("edited", body="[@x]")
    edit(edited, by=editor, body="[@x] More.")

    outcomes = resolve("x", work, {seen.pk: 1, edited.pk: 2}, by=reviewer, publishing=True)

    assert [(one.number, one.published) for one in outcomes] == [(2, True), (3, False)]
    assert [Publication.objects.number_of(page) for page in (seen, edited)] == [2, 1]


def test_a_page_that_was_saved_or_resolved_meanwhile_is_left_alone(editor):
    work, other = make_reference().row, make_reference("other", csl={"title": "Another"})
    saved, settled = make_page("saved", body="[@x]"), make_page("settled", body="[@x]")
    withdrawn = make_page("withdrawn", body="[@x]")
    edit(saved, body="[@x] More.")
    edit(settled, citations={"x": other.public_id})
    withdraw(withdrawn, by=someone(), reason="Wrong.")

    outcomes = resolve("x", work, {saved.pk: 1, settled.pk: 2, withdrawn.pk: 2}, by=editor)

    assert [one.refusal for one in outcomes] == [
        "Somebody saved it meanwhile: look again.",
        "The page uses this key no more, or for a work already.",
        "wiki-genes-withdrawn is withdrawn and cannot be edited.",
    ]
    assert [page.revisions.count() for page in (saved, settled, withdrawn)] == [2, 2, 2]


def test_a_page_that_cites_the_work_by_another_key_too_says_so():
    reference = make_reference()
    page = make_page(body="[@x] [@lefebvre]", citations={"lefebvre": reference.public_id})

    (case,) = plan_resolution("x", reference.row, [page.pk])

    assert case.also == ("lefebvre",)
