"""The desk: the parts of a form, what it offers, and what its scripts ask the server."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from lxml import html

from artifacts.representations.contents import content_of
from tests.admin.forms import change, errors, told
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference
from tests.rows import row_counts

pytestmark = pytest.mark.django_db
PAGES = "/admin/artifacts/wikipage/"


@pytest.fixture
def looking(client, editor):
    """The form of an artifact as an editor sees it, as a tree."""
    client.force_login(editor)

    def look(artifact):
        path = f"/admin/artifacts/{artifact.row._meta.model_name}/{artifact.pk}/change/"
        return html.document_fromstring(client.get(path).content.decode())

    return look


@pytest.mark.parametrize("make", [make_page, make_hypothesis, make_analysis, make_reference])
def test_every_link_of_the_navigation_leads_to_a_part_and_every_field_has_a_label(make, looking):
    form = looking(make())

    hashes = form.xpath("//nav[contains(@class, 'form-parts')]//a/@href")
    assert len(hashes) > 2
    assert [target for target in hashes if not form.xpath(f"//*[@id='{target[1:]}']")] == []
    controls = form.xpath("//div[@id='content-main']/form//*[self::input or self::select or self::textarea]")
    shown = [control for control in controls if control.get("name") and control.get("type") not in ("hidden", "submit")]
    named = [*form.xpath("//label/@for")]
    assert [control.get("name") for control in shown if control.get("id") not in named] == []


def test_ones_own_last_summaries_are_offered_each_once_the_newest_first(looking, editor, reviewer):
    page = make_page()
    for number, summary in enumerate(("Spelling", "Doses", "Spelling", "")):
        edit(page, by=editor, title=f"T{number}", summary=summary)
    edit(page, by=reviewer, title="Theirs", summary="Not mine")

    assert looking(page).xpath("//datalist[@id='own-summaries']/option/@value") == ["Spelling", "Doses"]


def test_tags_are_a_field_and_stand_no_more_in_the_metadata_beside_it(client, editor, looking):
    page = make_page(metadata={"tags": ["sma", "gene"], "origin_type": "import"})

    form = looking(page)
    assert form.xpath("//input[@name='tags']/@value") == ["gene, sma"]
    assert "tags" not in form.xpath("//textarea[@name='metadata']")[0].text
    assert told(change(client, page).send()) == ["Nothing was changed, so no revision was written."]
    change(client, page).send(tags="sma,  motor   neuron,, sma")

    assert fresh(page).row.metadata == {"origin_type": "import", "tags": ["motor neuron", "sma"]}
    change(client, page).send(tags="")
    assert fresh(page).row.metadata == {"origin_type": "import"}


@pytest.mark.parametrize("odd", ["a, b", ["a", 5], [["a"]], ["x" * 61, "a"], None])
def test_tags_that_are_none_stay_in_sight_and_untouched_until_the_field_is_changed(odd, client, editor):
    page = make_page(metadata={"tags": odd})
    client.force_login(editor)

    change(client, page).send(title="Two")

    assert fresh(page).row.metadata == {"tags": odd}


def test_a_tag_that_is_too_long_is_told_at_its_field_and_a_form_without_the_field_keeps_them(client, editor):
    page = make_page(metadata={"tags": ["a"]})
    client.force_login(editor)

    assert "60 letters at most" in errors(change(client, page).send(tags="x" * 61))["tags"][0]
    change(client, page).send(title="Two", tags=None)
    assert fresh(page).row.metadata == {"tags": ["a"]}


def test_who_may_only_look_is_shown_the_tags_too(client):
    page = make_page(metadata={"tags": ["sma", "gene"]})
    viewer = get_user_model().objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(viewer)

    assert "gene, sma" in client.get(f"{PAGES}{page.pk}/change/").content.decode()


def test_a_pasted_table_is_shown_as_rows_and_nothing_is_written(client, editor):
    client.force_login(editor)
    before = row_counts()

    read = client.post(f"{PAGES}table/", {"table": "Band\t5q13\nPLI\t0.9\tx"})
    refused = client.post(f"{PAGES}table/", {"table": "no table"})

    assert read.json() == {
        "rows": [
            {"kind": "pair", "label": "Band", "value": "5q13"},
            {"kind": "pair", "label": "PLI", "value": "0.9 · x"},
        ],
        "notes": ["Rows with more than two cells: 1; the others were joined to the value."],
    }
    assert (refused.status_code, refused.json()["error"][:27]) == (400, "There is no table in this: ")
    assert row_counts() == before


def test_identifiers_are_checked_and_linked_as_they_are_typed(client, editor):
    client.force_login(editor)
    labels = ["OMIM", "OMIM", "UniProt", "Band", "OMIM", "OMIM"]
    values = ["600354", "gene <b>", "Q16637, X", "5q13", "[600354](https://omim.org)", ""]

    checked = client.post(f"{PAGES}identifiers/", {"label": labels, "value": values}).json()["rows"]

    assert checked[0] == {
        "sentence": "",
        "links": [{"text": "600354", "url": "https://www.omim.org/entry/600354"}],
    }
    assert checked[2]["sentence"] == "“X” is no identifier of UniProt: one looks like Q16637."
    assert [link["text"] for link in checked[2]["links"]] == ["Q16637"]
    assert (checked[1], checked[3:]) == (None, [None, None, None])


def test_a_new_row_without_a_word_is_none_wherever_it_was_put(client, editor):
    page = make_page(infobox=[{"label": "A", "value": "a"}])
    client.force_login(editor)
    opened = change(client, page)
    opened.add_row("infobox", order="1", kind="header")

    opened.send(**{"infobox-0-order": "2"})

    assert [row["label"] for row in content_of(fresh(page))["infobox"]] == ["A"]
    assert page.revisions.count() == 1


def test_a_page_s_references_tell_their_state_work_and_uses(looking):
    bad = make_reference("bad", status="retracted")
    hidden = make_reference("hidden", csl={"title": "Hidden <i>work</i>"}, live=False)
    page = make_page(
        body="[@bad; @open] and `[@open]` and [@bad, p. 3]",
        infobox=[{"label": "A", "value": "[@bad]", "citekeys": ["hidden", "bad"]}],
        citations={"bad": bad.public_id, "hidden": hidden.public_id, "spare": bad.public_id},
    )

    rows = looking(page).xpath("//div[@id='citations-group']//li[contains(@class, 'standing')]")
    shown = {
        row.xpath(".//input[contains(@name, '-key')]/@value")[0]: (
            [badge.text for badge in row.xpath(".//span[contains(@class, 'state')]")],
            row.xpath(".//span[@data-uses]")[0].text.strip(),
        )
        for row in rows
    }
    assert shown == {
        "bad": (["retracted"], "used 4 times"),
        "hidden": (["resolved", "not published"], "used 1 time"),
        "open": (["unresolved"], "used 1 time"),
        "spare": (["retracted", "unused"], "used 0 times"),
    }
    assert "Hidden work" in rows[1].text_content()
    assert "Lefebvre S & Bürglen L (1995): Identification" in rows[0].text_content()


def test_works_are_suggested_and_a_citekey_is_renamed_but_in_code(client, editor):
    work = make_reference("lefebvre1995")
    client.force_login(editor)
    before = row_counts()

    found = client.get(f"{PAGES}suggest/", {"key": ["lefebvre1995", "nobody2001", "a b", "<script>"]}).json()
    renamed = client.post(
        f"{PAGES}citekey/", {"old": "a", "new": "@b1", "text": ["[@a, p. 1; @c] `[@a]`", "[@ab]"]}
    ).json()
    refused = client.post(f"{PAGES}citekey/", {"old": "a", "new": "b <c>", "text": ["[@a]"]})

    assert list(found) == ["lefebvre1995", "nobody2001"]
    assert (found["lefebvre1995"][0]["id"], found["lefebvre1995"][0]["sure"]) == (work.pk, True)
    assert found["nobody2001"] == []
    assert renamed == {"key": "b1", "texts": ["[@b1, p. 1; @c] `[@a]`", "[@ab]"]}
    assert (refused.status_code, refused.json()["error"][:26]) == (400, "“b <c>” is no citekey: it ")
    assert row_counts() == before


def test_what_the_scripts_ask_is_answered_to_editors_only(client, stranger):
    viewer = get_user_model().objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename="view_wikipage"))

    for user, status in ((None, 302), (stranger, 302), (viewer, 403)):
        if user is not None:
            client.force_login(user)
        assert {client.post(f"{PAGES}{word}/").status_code for word in ("table", "identifiers", "citekey")} == {status}
        assert client.get(f"{PAGES}suggest/").status_code == status


def test_who_dismissed_a_relation_and_when_is_told(looking, client, editor):
    hypothesis = make_hypothesis()
    page = make_page(relations=[{"to": hypothesis.public_id, "origin": "matched", "reason": "shares SMN2"}])
    client.force_login(editor)
    change(client, page).send(**{"relations-0-dismissed": "on"})

    note = looking(page).xpath("//div[@id='relations-group']//p[@class='row-note']")[0].text_content()

    assert " ".join(note.split()).startswith("Found by a program. dismissed by Edith Editor on ")
