"""Merging in the admin: asked for, planned without a write, done by POST by who may, and taken back from the ledger."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.unmerge import plan_unmerge, unmerge
from artifacts.models import Merge
from tests.admin.forms import told
from tests.helpers import edit, fresh, make_page, make_reference
from tests.rows import row_counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    target = make_page("parkin", title="Parkin", body="Lead.\n\n## Role\n\nIt tags.")
    source = make_page(
        "prkn", title="Parkin ligase", body="Lead.\n\n## Role\n\nIt <b>marks</b>.\n\n## Loss\n\nDisease."
    )
    return source, target


def address(target) -> str:
    return f"/admin/artifacts/wikipage/{target.pk}/merge/"


def fields(response) -> dict[str, str]:
    """What the plan's form sends as it stands."""
    form = html.fromstring(response.content).xpath("//form[@method='post'][.//*[@name='why']]")[0]
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


@pytest.mark.parametrize(
    "asked", ["wiki-genes-prkn", "genes-prkn", "/genes/prkn", "https://wiki.example.org/artifact/wiki-genes-prkn"]
)
def test_the_other_one_is_found_by_id_slug_or_address(client, reviewer, pair, asked):
    client.force_login(reviewer)

    response = client.get(address(pair[1]), {"source": asked})

    assert response.context["plan"].source == pair[0]


def test_a_sign_that_no_address_holds_is_passed_over(client, reviewer, pair):
    client.force_login(reviewer)

    response = client.post(address(pair[1]), {"source": "\x00genes-prkn"})

    assert response.context["plan"].source == pair[0]


def test_what_has_no_such_address_is_told_with_what_could_be_meant(client, reviewer, pair):
    client.force_login(reviewer)

    response = client.get(address(pair[1]), {"source": "ligase"})

    assert response.context["form"].errors == {"source": ["Nothing has this address."]}
    assert response.context["alike"] == [pair[0].row]


def test_the_plan_shows_both_sides_escaped_and_writes_nothing(client, reviewer, pair):
    client.force_login(reviewer)
    client.get("/admin/")
    before = row_counts()

    response = client.get(address(pair[1]), {"source": pair[0].public_id})

    choices = html.fromstring(response.content).xpath("//fieldset[contains(@class, 'choice')]/legend/text()")
    assert [" ".join(legend.split()) for legend in choices] == ["Title", "Text: Role", "Text: Loss"]
    assert "&lt;b&gt;marks" in response.content.decode()
    assert row_counts() == before


def test_a_preview_keeps_what_was_chosen_and_writes_nothing(client, reviewer, pair):
    client.force_login(reviewer)
    data = fields(client.get(address(pair[1]), {"source": pair[0].public_id}))
    before = row_counts()

    response = client.post(
        address(pair[1]), data | {"choice-1": "hand", "text-1": "## Role\n\nIt does.", "why": "One", "_preview": "1"}
    )

    assert "It does." in response.context["plan"].content["body"]
    assert fields(response) == data | {"choice-1": "hand", "text-1": "## Role\n\nIt does.", "why": "One"}
    assert row_counts() == before


def test_two_pages_are_merged_and_published(client, reviewer, pair):
    client.force_login(reviewer)
    data = fields(client.get(address(pair[1]), {"source": pair[0].public_id}))

    response = client.post(
        address(pair[1]), data | {"choice-1": "source", "why": "Same gene", "_publish": "1"}, follow=True
    )

    assert told(response) == [
        "Done: wiki-genes-prkn is merged into wiki-genes-parkin. It can be taken back in the list of merges."
    ]
    assert fresh(pair[1]).row.body == "Lead.\n\n## Role\n\nIt <b>marks</b>.\n\n## Loss\n\nDisease."
    assert (Merge.objects.get().by, fresh(pair[1]).publication.revision.number) == (reviewer, 2)


def test_without_a_reason_nothing_is_done_and_the_choices_stay(client, reviewer, pair):
    client.force_login(reviewer)
    data = fields(client.get(address(pair[1]), {"source": pair[0].public_id})) | {"choice-1": "source"}

    response = client.post(address(pair[1]), data | {"_publish": "1"})

    assert told(response) == ["Say why the two are merged: it stands in both histories."]
    assert fields(response) == data
    assert Merge.objects.count() == 0


def test_a_page_edited_meanwhile_is_planned_anew(client, reviewer, pair):
    client.force_login(reviewer)
    data = fields(client.get(address(pair[1]), {"source": pair[0].public_id}))
    edit(pair[0], title="Meanwhile")

    response = client.post(address(pair[1]), data | {"why": "Same gene", "_publish": "1"}, follow=True)

    assert told(response) == ["Somebody saved meanwhile, so nothing was done. This is what would happen now."]
    assert response.context["plan"].source_base == 2
    assert Merge.objects.count() == 0


def test_what_cannot_be_merged_is_told(client, reviewer, pair):
    client.force_login(reviewer)
    work = make_reference()

    itself = client.get(address(pair[1]), {"source": pair[1].public_id}, follow=True)
    other = client.get(address(pair[1]), {"source": work.public_id}, follow=True)

    assert told(itself) == ["wiki-genes-parkin cannot be merged into itself."]
    assert told(other)[0].endswith("only two of a kind can be merged.")


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_editor_may_neither_merge_nor_take_back(client, editor, reviewer, pair, method):
    client.force_login(reviewer)
    data = fields(client.get(address(pair[1]), {"source": pair[0].public_id})) | {"why": "Same gene", "_publish": "1"}
    client.post(address(pair[1]), data)
    client.force_login(editor)

    for path in (address(pair[1]), f"/admin/artifacts/merge/{Merge.objects.get().pk}/unmerge/"):
        assert getattr(client, method)(path, {"_publish": "1", "why": "x"}).status_code == 403

    assert Merge.objects.standing().count() == 1


def merged(client, pair) -> Merge:
    data = fields(client.get(address(pair[1]), {"source": pair[0].public_id}))
    client.post(address(pair[1]), data | {"why": "Same gene", "_publish": "1"})
    return Merge.objects.get()


def test_the_ledger_lists_a_merge_and_leads_to_taking_it_back(client, reviewer, pair):
    client.force_login(reviewer)
    done = merged(client, pair)

    listed = client.get("/admin/artifacts/merge/").content.decode()
    shown = client.get(f"/admin/artifacts/merge/{done.pk}/change/").content.decode()

    assert f"/admin/artifacts/merge/{done.pk}/unmerge/" in listed
    assert "Title – Take (the longer title holds the other)" in shown


def test_a_merge_is_taken_back_with_what_changed_since_given_as_chosen(client, reviewer, pair):
    client.force_login(reviewer)
    done = merged(client, pair)
    edit(pair[1], body=fresh(pair[1]).row.body.replace("Disease.", "Early disease."), live=True)
    path = f"/admin/artifacts/merge/{done.pk}/unmerge/"
    before = row_counts()
    data = fields(client.get(path))
    assert row_counts() == before

    preview = client.post(path, data | {"choice-0": "both", "_preview": "1"})
    response = client.post(path, data | {"choice-0": "both", "why": "Two genes", "_publish": "1"}, follow=True)

    assert fields(preview)["choice-0"] == "both"
    links = [f'<a href="/admin/artifacts/wikipage/{side.pk}/history/">{side.public_id}</a>' for side in pair]
    assert told(response) == ["Done: {} and {} are two again.".format(*links)]
    assert ["Early disease." in fresh(artifact).row.body for artifact in pair] == [True, True]
    assert [client.get(artifact.get_absolute_url()).status_code for artifact in pair] == [200, 200]


def test_the_plan_of_taking_back_names_no_two_of_its_parts_alike(client, reviewer, pair):
    client.force_login(reviewer)
    done = merged(client, pair)
    edit(
        pair[1],
        body=fresh(pair[1]).row.body.replace("Disease.", "Early disease."),
        infobox=[{"label": "Locus", "value": "6q26"}],
        live=True,
    )
    path = f"/admin/artifacts/merge/{done.pk}/unmerge/"
    choices = {"choices": "9"} | {f"choice-{n}": "source" for n in range(9)}

    ids = html.fromstring(client.post(path, choices).content).xpath("//@id")

    assert {f"{side}-diff-{part}" for side in ("target", "source") for part in ("body", "rows")} <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_ledger_takes_as_many_queries_for_three_merges_as_for_one(client, reviewer, pair):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/admin/artifacts/merge/").status_code == 200
        return len(captured)

    client.force_login(reviewer)
    merged(client, pair)
    queries()
    few = queries()
    for name in ("smn1", "htt"):
        source, target = make_page(f"{name}-old", title=name), make_page(name, title=f"{name} gene")
        merge(plan_merge(source, target), by=reviewer, why="Same gene")
    unmerge(plan_unmerge(Merge.objects.first()), by=reviewer, why="Two genes")

    assert queries() == few


def test_what_was_merged_or_withdrawn_is_offered_no_saving(client, reviewer, pair):
    client.force_login(reviewer)
    merged(client, pair)
    saving = [
        'name="_save"' in client.get(f"/admin/artifacts/wikipage/{artifact.pk}/change/").content.decode()
        for artifact in pair
    ]

    assert saving == [False, True]
    assert (
        "is not what readers see" not in client.get(f"/admin/artifacts/wikipage/{pair[0].pk}/change/").content.decode()
    )


def test_what_cannot_be_taken_back_says_why_in_the_ledger(client, reviewer, pair):
    client.force_login(reviewer)
    done = merged(client, pair)
    third = make_page("third", title="Parkin RBR ligase")
    data = fields(client.get(address(third), {"source": pair[1].public_id}))
    client.post(address(third), data | {"why": "Same gene", "choice-0": "target", "_publish": "1"})

    listed = client.get("/admin/artifacts/merge/").content.decode()
    response = client.get(f"/admin/artifacts/merge/{done.pk}/unmerge/", follow=True)

    sentence = "wiki-genes-parkin was itself merged into wiki-genes-third: take that back first."
    assert sentence in listed
    assert told(response) == [sentence]


@pytest.mark.parametrize("number", ["999999", "9999999999", "9" * 30])
def test_a_merge_or_revision_that_there_is_none_of_is_not_found(client, reviewer, pair, number):
    client.force_login(reviewer)
    page = f"/admin/artifacts/wikipage/{pair[0].pk}"

    for path in (
        f"/admin/artifacts/merge/{number}/unmerge/",
        *(f"{page}/{verb}/{number}/" for verb in ("review", "restore", "proposal", "returned")),
    ):
        assert client.get(path).status_code == 404


def test_a_row_of_the_ledger_is_no_artifact_that_cannot_be_edited(client, reviewer, pair):
    client.force_login(reviewer)
    done = merged(client, pair)

    assert "cannot be edited" not in client.get(f"/admin/artifacts/merge/{done.pk}/change/").content.decode()
