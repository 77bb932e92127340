"""Publish, restore and undo from the history: shown first without a write, then done by POST, by who may."""

import pytest
from lxml import html

from artifacts.domain.imports import import_artifact, make_batch
from artifacts.models import Artifact, Draft, RevisionInfo
from artifacts.representations.exchange import Exchanged
from tests.admin.forms import told
from tests.helpers import edit, fresh, make_page, someone
from tests.rows import row_counts

pytestmark = pytest.mark.django_db
BODY = "One.\n\nTwo.\n\nThree."


@pytest.fixture
def page(editor):
    """Three revisions, the first published; the second changes paragraph two, the third paragraph three."""
    page = make_page("smn1", body=BODY)
    edit(page, by=editor, body=BODY.replace("Two.", "Two, changed."))
    edit(page, by=editor, body="One.\n\nTwo, changed.\n\nThree, changed.")
    return fresh(page)


def address(page: Artifact, verb: str, number: int) -> str:
    return f"/admin/artifacts/wikipage/{page.pk}/{verb}/{number}/"


def tree(response):
    return html.fromstring(response.content)


def hidden(response) -> dict[str, str]:
    """What the form at the end of a plan sends: its hidden fields, and the choices that belong to it."""
    own = "//form[@method='post'][contains(@class, 'state')]//input[@type='hidden']"
    fields = tree(response).xpath(f"{own} | //input[@form='plan'][@checked] | //textarea[@form='plan']")
    return {field.name: field.value for field in fields}


def test_publishing_shows_the_changes_and_names_what_nobody_reviewed(client, reviewer, page):
    client.force_login(reviewer)

    shown = client.get(address(page, "confirm", 3))

    told = " ".join(tree(shown).xpath("//p[@class='errornote']")[0].text_content().split())
    assert told == "These revisions were not reviewed and would go out with it: 2 (Edith Editor)"
    assert [one.text for one in tree(shown).xpath("//ins")] == [", changed", ", changed"]


def test_a_publication_confirmed_is_what_readers_see_with_the_reviewers_note(client, reviewer, page):
    client.force_login(reviewer)
    data = hidden(client.get(address(page, "confirm", 3))) | {"note": "Checked against the paper"}

    client.post(f"/admin/artifacts/wikipage/{page.pk}/publish/", data)

    published = fresh(page).publication.revision
    assert (published.number, published.review, published.review_note) == (3, "approved", "Checked against the paper")


def test_looking_at_a_plan_writes_nothing(client, reviewer, page):
    client.force_login(reviewer)
    client.get(address(page, "confirm", 2))
    before = row_counts()

    for verb in ("confirm", "restore", "undo"):
        assert client.get(address(page, verb, 2)).status_code == 200

    assert row_counts() == before


def test_a_revision_is_restored_for_review(client, reviewer, page):
    client.force_login(reviewer)
    data = hidden(client.get(address(page, "restore", 1))) | {"note": "It was right"}

    client.post(address(page, "restore", 1), data)

    newest = fresh(page).revisions.newest()
    assert (fresh(page).row.body, newest.summary, newest.tags) == (
        BODY,
        "Restored revision 1: It was right",
        ["restore"],
    )
    assert fresh(page).publication.revision.number == 1


def test_a_revision_is_restored_and_published_at_once_when_its_reviewer_says_so(client, reviewer, page):
    client.force_login(reviewer)
    data = hidden(client.get(address(page, "restore", 1))) | {"_publish": "1"}

    refused = client.post(address(page, "restore", 1), data, follow=True).content.decode()
    before = fresh(page).revisions.count()
    client.post(address(page, "restore", 1), data | {"include_unreviewed": "1"})

    assert "would also publish unreviewed revisions: 2 (Edith Editor), 3 (Edith Editor)." in refused
    assert (before, fresh(page).publication.revision.number) == (3, 4)


def test_what_changes_nothing_publishes_nothing(client, reviewer, page):
    client.force_login(reviewer)
    data = hidden(client.get(address(page, "restore", 3))) | {"_publish": "1", "include_unreviewed": "1"}

    client.post(address(page, "restore", 3), data)

    assert fresh(page).publication.revision.number == 1


def test_only_the_ticked_parts_are_restored(client, reviewer, page):
    edit(page, title="Another title", infobox=[{"label": "Band", "value": "5q13"}])
    client.force_login(reviewer)
    data = hidden(client.get(address(page, "restore", 1) + "?part=infobox"))

    client.post(address(page, "restore", 1), data)

    row = fresh(page).row
    assert data["part"] == "infobox"
    assert (row.infobox.count(), row.title, row.body) == (
        0,
        "Another title",
        "One.\n\nTwo, changed.\n\nThree, changed.",
    )


def test_a_middle_revision_is_undone(client, reviewer, page):
    client.force_login(reviewer)

    data = hidden(client.get(address(page, "undo", 2)))
    done = client.post(address(page, "undo", 2), data, follow=True)

    assert told(done) == ["Saved as revision 4; it waits for review, readers see no change yet."]
    assert fresh(page).row.body == "One.\n\nTwo.\n\nThree, changed."


def test_where_an_undo_clashes_the_other_side_can_be_taken(client, reviewer, page):
    edit(page, body="One.\n\nTwo, otherwise.\n\nThree, changed.")
    client.force_login(reviewer)

    asked = client.get(address(page, "undo", 2))
    sides = [one.text_content() for one in tree(asked).xpath("//fieldset//pre")]
    client.post(address(page, "undo", 2), hidden(client.get(address(page, "undo", 2) + "?choice-0=theirs")))

    assert sides == ["Two, otherwise.", "Two."]
    assert fresh(page).row.body == "One.\n\nTwo.\n\nThree, changed."


def test_a_side_is_chosen_by_the_form_that_acts_and_its_result_shown_first_if_asked_for(client, reviewer, page):
    edit(page, body="One.\n\nTwo, otherwise.\n\nThree, changed.")
    client.force_login(reviewer)
    data = hidden(client.get(address(page, "undo", 2)))

    asked = client.post(
        address(page, "undo", 2), data | {"choice-0": "theirs", "note": "No source", "_preview": "1"}, follow=True
    )

    assert (data["choice-0"], hidden(asked)["choice-0"], asked.context["note"]) == ("mine", "theirs", "No source")
    assert ([one.text for one in tree(asked).xpath("//del")], page.revisions.count()) == ([", otherwise"], 4)


def test_a_plan_that_somebody_overtook_is_refused_and_nothing_overwritten(client, reviewer, page):
    client.force_login(reviewer)
    data = hidden(client.get(address(page, "restore", 1)))
    edit(page, title="Meanwhile")

    response = client.post(address(page, "restore", 1), data, follow=True)

    assert fresh(page).row.title == "Meanwhile"
    assert hidden(response)["base"] == "4"
    assert "Somebody saved meanwhile, so nothing was done" in response.content.decode()


@pytest.mark.parametrize("verb", ["confirm", "restore", "undo"])
def test_an_editor_may_do_none_of_it(client, editor, page, verb):
    client.force_login(editor)

    assert client.get(address(page, verb, 2)).status_code == 403
    assert client.post(address(page, verb, 2)).status_code == 403
    assert RevisionInfo.objects.filter(artifact=page).count() == 3


@pytest.mark.parametrize("verb", ["confirm", "restore", "undo"])
@pytest.mark.parametrize("number", [0, 99, 10**20])
def test_a_revision_that_is_not_there_is_not_found(client, reviewer, page, verb, number):
    client.force_login(reviewer)

    assert client.get(address(page, verb, number)).status_code == 404


def test_the_first_revision_cannot_be_undone_and_the_history_says_so(client, reviewer, page):
    client.force_login(reviewer)

    response = client.get(address(page, "undo", 1), follow=True)

    assert "The first revision cannot be undone" in response.content.decode()


def test_the_history_leads_to_every_verb(client, reviewer, page):
    client.force_login(reviewer)

    links = tree(client.get(f"/admin/artifacts/wikipage/{page.pk}/history/")).xpath("//tbody//tr[2]//a/@href")

    assert links == [
        "/artifact/wiki-genes-smn1/r/2",
        "/artifact/wiki-genes-smn1/diff/1..2",
        address(page, "restore", 2),
        address(page, "undo", 2),
        address(page, "review", 2),
        address(page, "confirm", 2),
    ]


@pytest.fixture
def proposal(page):
    """A draft of an import that changed the first paragraph."""
    content = {"kind": "page", "slug": "genes-smn1", "title": "SMN1", "body": BODY.replace("One.", "One, imported.")}
    batch = make_batch("dump", "", someone())
    import_artifact(Exchanged("wiki-genes-smn1", (), content), by=someone(), batch=batch, summary="")
    return Draft.objects.get()


def test_the_history_and_the_form_tell_of_a_proposal(client, reviewer, page, proposal):
    client.force_login(reviewer)

    history = client.get(f"/admin/artifacts/wikipage/{page.pk}/history/").content.decode()
    form = client.get(f"/admin/artifacts/wikipage/{page.pk}/change/").content.decode()

    assert address(page, "proposal", proposal.pk) in history
    assert "An import proposes another version" in form


def test_a_proposal_is_taken_over(client, reviewer, page, proposal):
    client.force_login(reviewer)
    shown = client.get(address(page, "proposal", proposal.pk) + "?choice-0=theirs&choice-1=theirs")

    client.post(address(page, "proposal", proposal.pk), hidden(shown))

    assert fresh(page).row.body.startswith("One, imported.")
    assert page.proposals.count() == 0


def test_a_proposal_is_discarded(client, reviewer, page, proposal):
    client.force_login(reviewer)
    before = fresh(page).row.body

    client.post(address(page, "proposal", proposal.pk), {"_discard": "1"})

    assert (fresh(page).row.body, page.proposals.count()) == (before, 0)


def test_another_pages_proposal_is_not_found(client, reviewer, page, proposal):
    client.force_login(reviewer)
    other = make_page("smn2")

    assert client.get(address(other, "proposal", proposal.pk)).status_code == 404
    assert client.post(address(other, "proposal", proposal.pk), {"_discard": "1"}).status_code == 404
    assert Draft.objects.count() == 1


def test_single_rows_are_ticked_and_restored_alone(client, reviewer, page):
    edit(page, by=reviewer, infobox=[{"label": "Band", "value": "5q13"}], title="Renamed")
    client.force_login(reviewer)
    shown = client.get(address(page, "restore", 1))
    (box,) = tree(shown).xpath("//label[contains(., 'Infobox: Band')]/input")

    planned = client.get(address(page, "restore", 1), {"item": box.get("value")})
    fields = tree(planned).xpath("//form[@method='post'][contains(@class, 'state')]//input[@name='item']/@value")
    client.post(address(page, "restore", 1), hidden(planned))

    assert fields == [box.get("value")]
    assert (fresh(page).row.title, fresh(page).row.infobox.count()) == ("Renamed", 0)


def test_where_publishing_is_refused_the_plan_is_shown_again_with_its_note(client, reviewer, page):
    client.force_login(reviewer)
    data = hidden(client.get(address(page, "undo", 2))) | {"note": "No source", "_publish": "1"}

    refused = client.post(address(page, "undo", 2), data, follow=True)

    assert told(refused)[0].startswith("Nothing was done: publishing would also publish unreviewed revisions")
    assert (refused.context["note"], page.revisions.count()) == ("No source", 3)
