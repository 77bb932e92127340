"""Publishing makes one revision what readers see; what is not published changes nothing for them."""

import pytest
from django.utils import timezone, translation

from artifacts.domain.publish import publish
from artifacts.domain.refresh import refresh
from artifacts.domain.suppress import suppress
from artifacts.domain.withdraw import put_back, withdraw
from artifacts.errors import ContentError, DocumentError, StateError
from artifacts.models import Publication, RevisionInfo
from artifacts.representations.contents import content_of
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference, someone

pytestmark = pytest.mark.django_db

MAKERS = [make_page, make_hypothesis, make_analysis, make_reference]


@pytest.mark.parametrize("make", MAKERS)
def test_a_draft_is_not_there_for_readers_until_it_is_published(make, client, editor):
    artifact = make(live=False, by=editor)
    url = artifact.get_absolute_url()
    assert [client.get(path).status_code for path in (url, f"{url}/r/1", f"{url}/history")] == [404, 404, 404]

    publish(artifact.revisions.get(), by=editor)

    assert [client.get(path).status_code for path in (url, f"{url}/r/1", f"{url}/history")] == [200, 200, 200]


@pytest.mark.parametrize("make", MAKERS)
def test_a_save_changes_nothing_for_readers(make, client, editor):
    artifact = make()
    before = client.get(artifact.get_absolute_url()).content

    edit(artifact, by=editor, metadata={"secret": "unpublished"})

    assert client.get(artifact.get_absolute_url()).content == before
    assert client.get(f"{artifact.get_absolute_url()}/r/2").status_code == 404


def test_publishing_what_another_wrote_approves_it(editor, reviewer):
    revision = make_page(live=False, by=editor).revisions.get()

    publish(revision, by=reviewer, note="Sources are good.")

    seen = RevisionInfo.objects.get()
    assert (seen.review, seen.review_by, seen.review_note) == ("approved", reviewer, "Sources are good.")
    assert seen.review_at == seen.first_published


def test_publishing_what_one_wrote_oneself_approves_nothing(reviewer):
    revision = make_page(live=False, by=reviewer).revisions.get()

    publish(revision, by=reviewer)

    seen = RevisionInfo.objects.get()
    assert (seen.review, seen.review_by, seen.review_at) == ("unreviewed", None, None)


def test_a_revision_is_first_published_once(reviewer):
    page = make_page()
    first = page.revisions.get()
    edit(page, title="Two", live=True)

    publish(first, by=reviewer)

    assert RevisionInfo.objects.get(pk=first.pk).first_published == first.first_published


@pytest.mark.parametrize(
    ("bodies", "tags"),
    [
        (["12 mg.", "6 mg.", "6 mg, twice."], ["numbers", "doses"]),
        # What a draft altered and the next one put back is not altered for readers.
        (["12 mg.", "6 mg.", "12 mg.", "12 mg, twice."], []),
        (["It does.", "It does not.", "It does not: 6%.", "It does not: 7%."], ["numbers", "percentages", "negations"]),
    ],
)
def test_a_revision_bears_the_tags_of_all_that_readers_see_altered_by_it(bodies, tags):
    page = make_page(body=bodies[0])
    for body in bodies[1:]:
        revision = edit(page, body=body).revision

    publish(revision, by=someone())

    found = RevisionInfo.objects.get(pk=revision.pk).tags
    assert sorted(found) == sorted(tags)


def test_a_revision_published_before_gets_no_other_tags():
    page = make_page(body="12 mg.")
    edit(page, body="6 mg.")
    third = edit(page, body="6 mg, twice.", live=True).revision
    third.tag_rows.all().delete()

    publish(third, by=someone())

    assert third.tag_rows.count() == 0


def test_what_readers_saw_before_may_be_damaged():
    page = make_page(body="12 mg.")
    edit(page, body="6 mg.")
    version = page.revisions.get(number=1).version
    version.serialized_data = "nonsense"
    version.save()

    third = edit(page, body="6 mg, twice.", live=True).revision

    assert third.tags == []


def test_what_another_did_to_a_revision_meanwhile_stays(editor, reviewer, administrator):
    page = make_page(live=False, by=editor)
    read_before = page.revisions.get()
    publish(page.revisions.get(), by=reviewer, note="Good.")
    as_reviewed = RevisionInfo.objects.get()

    publish(read_before, by=administrator, note="Mine.")

    again = RevisionInfo.objects.get()
    assert (again.review_by, again.review_note, again.first_published) == (
        reviewer,
        "Good.",
        as_reviewed.first_published,
    )


def test_an_older_revision_can_be_published():
    page = make_page(title="One")
    first = page.revisions.get()
    edit(page, title="Two", live=True)

    publication = publish(first, by=someone())

    assert (publication.title, publication.revision.number) == ("One", 1)
    assert fresh(page).row.title == "Two"
    assert Publication.objects.get().parts["revision"]["number"] == 1


def test_a_revision_without_its_document_cannot_be_published():
    revision = make_page(live=False).revisions.get()
    edit(revision.artifact, body="Other text.")
    suppress(revision, by=someone(), reason="A person's address.")

    with pytest.raises(DocumentError, match="The text of revision 1 was suppressed: A person's address."):
        publish(revision, by=someone())

    assert Publication.objects.count() == 0


def test_publishing_runs_in_the_sites_language():
    page = make_page(live=False, body="Text.")
    revision = page.revisions.get()
    english = publish(revision, by=someone())

    with translation.override("de"):
        german = publish(revision, by=someone())

    assert german.parts == english.parts
    assert german.etag == english.etag


def test_pages_show_the_published_revision_of_a_reference(client, editor):
    reference = make_reference(csl={"title": "The right title"})
    edit(reference, by=editor, csl={**reference.row.csl, "title": "An unreviewed title"})

    page = make_page(body="[@a]", citations={"a": reference.public_id})

    assert "The right title" in page.publication.parts["references"][0]["html"]
    assert "unreviewed" not in client.get(page.get_absolute_url()).content.decode()


def test_an_unpublished_reference_is_shown_nowhere():
    reference = make_reference(csl={"title": "Not yet public"}, live=False)

    page = make_page(body="[@a]", citations={"a": reference.public_id})

    assert [entry["status"] for entry in page.publication.parts["references"]] == ["unpublished"]
    assert "Not yet public" not in str(page.publication.parts)


@pytest.mark.parametrize(
    "body",
    [
        f"[[genes-{'x' * 240}]] [x](/genes/{'y' * 400}) ![z](/media/{'z' * 400}.png)",
        "[x](/genes/a%00b) &#0; &#xD800; &#x110000;",
        "[[" + "\ufdfa" * 100 + "]]",
        "[@" + "k" * 200 + "] [@a:b] [@ref-none]",
        "x" * 1024 * 1024,
    ],
    ids=["long keys", "characters that databases refuse", "keys that grow", "citekeys", "one long word"],
)
def test_hostile_text_is_published(body, client):
    page = make_page(body=body)

    assert client.get(page.get_absolute_url()).status_code == 200


def test_a_title_too_long_for_its_column_is_shown_whole(client):
    reference = make_reference(csl={"title": "word " * 300})

    assert len(reference.publication.title) == 1000
    assert client.get(reference.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("make", MAKERS)
def test_a_withdrawn_artifact_is_gone_with_its_reason_at_once(make, client):
    artifact = make()

    withdraw(artifact, by=someone(), reason="  Fabricated data. ")

    response = client.get(artifact.get_absolute_url())
    assert response.status_code == 410
    assert b"Fabricated data." in response.content
    assert client.get(f"{artifact.get_absolute_url()}?embed=1").status_code == 410
    assert client.get(f"{artifact.get_absolute_url()}/r/1").status_code == 410
    assert client.get(f"{artifact.get_absolute_url()}/history").status_code == 410


@pytest.mark.parametrize("make", MAKERS)
def test_withdrawing_and_putting_back_are_revisions(make, editor, reviewer):
    artifact = make(by=editor)

    withdraw(artifact, by=reviewer, reason="Wrong.")
    put_back(artifact, by=reviewer)

    revisions = artifact.revisions.order_by("number")
    assert [(info.number, info.summary, info.tags) for info in revisions][1:] == [
        (2, "Withdrawn: Wrong.", ["state"]),
        (3, "Put back", ["state"]),
    ]
    assert content_of(fresh(artifact))["state"] == {"name": "active"}
    assert revisions[2].content_sha256 == revisions[0].content_sha256
    assert (fresh(artifact).state_by, fresh(artifact).state_reason) == (reviewer, "")


def test_what_is_withdrawn_is_neither_edited_nor_published_nor_withdrawn_again():
    page = make_page()
    withdrawal = withdraw(page, by=someone(), reason="Wrong.")

    with pytest.raises(StateError, match="wiki-genes-smn1 is withdrawn and cannot be edited"):
        edit(page, title="New")
    with pytest.raises(StateError, match="put it back before publishing"):
        publish(page.revisions.get(number=1), by=someone())
    with pytest.raises(StateError):
        withdraw(page, by=someone(), reason="Again.")
    put_back(page, by=someone())
    with pytest.raises(StateError, match="Revision 2 records a withdrawal"):
        publish(withdrawal, by=someone())
    with pytest.raises(StateError):
        put_back(page, by=someone())


@pytest.mark.parametrize("reason", ["", " \n "])
def test_a_withdrawal_says_why(reason):
    page = make_page()

    with pytest.raises(ContentError) as refusal:
        withdraw(page, by=someone(), reason=reason)

    assert refusal.value.field == "reason"
    assert (fresh(page).state, page.revisions.count()) == ("active", 1)


def test_a_reason_that_no_database_holds_is_refused():
    page = make_page()

    with pytest.raises(ContentError, match="NUL"):
        withdraw(page, by=someone(), reason="a\x00b")

    assert fresh(page).state == "active"


def test_putting_back_gives_readers_the_publication_that_was(client):
    page = make_page(title="Published")
    edit(page, title="Draft")
    before = client.get(page.get_absolute_url()).content
    withdraw(page, by=someone(), reason="Wrong.")

    put_back(page, by=someone(), reason="Not wrong after all.")

    assert client.get(page.get_absolute_url()).content == before
    assert page.revisions.newest().summary == "Put back: Not wrong after all."


def test_a_refresh_leaves_the_withdrawn_alone():
    page = make_page()
    withdraw(page, by=someone(), reason="Wrong.")
    Publication.objects.update(stale=True, rendered_at=timezone.now() - timezone.timedelta(days=1))
    before = Publication.objects.values().get()

    refresh(page.publication.pk)

    assert Publication.objects.values().get() == before
    assert not Publication.objects.stale().exists()
