"""Who wrote what, as a page: for whoever may see the revision, and nothing told of those that they may not see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from artifacts.domain.suppress import suppress
from artifacts.domain.withdraw import withdraw
from tests.domain.test_blame import fold
from tests.helpers import edit, fresh, make_page, make_reference
from tests.views.site import merge

pytestmark = pytest.mark.django_db
BLAME = "/artifact/wiki-genes-smn1/blame"


def tree(response):
    return html.fromstring(response.content)


def words(element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def labelled(page) -> list[tuple[str, str]]:
    """Each label of the text with the run behind it."""
    return [(words(by), words(by.getnext())) for by in page.xpath("//span[contains(@class, 'by')]")]


def legend(page) -> list[list[str]]:
    """The legend's rows without their dates."""
    rows = page.xpath("//table[contains(@class, 'legend')]/tbody/tr")
    return [[words(cell) for index, cell in enumerate(row) if index != 2] for row in rows]


def page_with_a_draft(editor, reviewer):
    """Published revisions 1 and 3; revision 2, which 3 is built on, never was."""
    page = make_page("smn1", by=editor, body="It binds. It folds.")
    edit(page, by=reviewer, body="It binds. A draft's. It folds.", summary="Secret plan")
    edit(page, by=editor, body="It binds. A draft's. It folds. Last.", summary="Ended", live=True)
    return page


def test_each_run_is_labelled_where_its_revision_changes(client, editor):
    page = make_page("smn1", by=editor, body="It binds. It folds.\n\nIt falls.")
    edit(page, body="It binds. New. It folds.\n\nIt falls.", summary="Found", live=True)

    parsed = tree(client.get(BLAME))

    date = f"{page.revisions.get(number=1).date:%-d %b %Y}"
    assert labelled(parsed) == [
        (f"Edith Editor , {date} Revision 1", "It binds."),
        (f"somebody , {date} Revision 2", "New."),
        (f"Edith Editor , {date} Revision 1", "It folds."),
    ]
    assert [words(run) for run in parsed.xpath("//span[contains(@class, 'run')]")][-1] == "It falls."
    assert legend(parsed) == [
        ["Revision 2", "somebody", "14 % (1)", "Found", "Find its text See the change"],
        ["Revision 1", "Edith Editor", "86 % (6)", "", "Find its text"],
    ]


def test_a_label_leads_to_its_revision_its_change_and_its_first_words(client):
    page = make_page("smn1", body="It binds.")
    edit(page, body="It binds. New.", live=True)

    parsed = tree(client.get(BLAME))

    links = parsed.xpath("//table[contains(@class, 'legend')]//@href")
    base = "/artifact/wiki-genes-smn1"
    assert links == [f"{base}/r/2", "#text-1", f"{base}/diff/1..2", f"{base}/r/1", "#text-2"]
    assert [client.get(link).status_code for link in links if link.startswith("/")] == [200, 200, 200]
    assert [words(parsed.get_element_by_id(anchor)) for anchor in ("text-1", "text-2")] == ["New.", "It binds."]


def test_rows_are_labelled_too(client):
    page = make_page("smn1", body="", infobox=[{"label": "Band", "value": "5q13"}])
    edit(page, infobox=[{"label": "Band", "value": "5q13.2"}, {"label": "Gene", "value": "SMN1"}], live=True)
    edit(page, infobox=[{"label": "Band", "value": "5q13"}, {"label": "Gene", "value": "SMN1"}], live=True)

    rows = tree(client.get(BLAME)).xpath("//section[@aria-labelledby='blame-infobox']//tbody/tr")

    assert [[words(cell) for index, cell in enumerate(row) if index != 3] for row in rows] == [
        ["Band", "5q13", "somebody", "Revision 1"],
        ["Gene", "SMN1", "somebody", "Revision 2"],
    ]


def test_readers_learn_number_and_author_of_an_unpublished_revision_and_nothing_else(client, editor, reviewer):
    page_with_a_draft(editor, reviewer)

    response = client.get(BLAME)

    assert legend(tree(response)) == [
        ["Revision 3", "Edith Editor", "14 % (1)", "Ended", "Find its text"],
        ["Revision 2", "Rhea Reviewer", "29 % (2)", "", "Find its text"],
        ["Revision 1", "Edith Editor", "57 % (4)", "", "Find its text"],
    ]
    assert [by for by, run in labelled(tree(response)) if run == "A draft's."] == ["Rhea Reviewer Revision 2"]
    assert "Secret plan" not in response.content.decode()
    assert [link for link in tree(response).xpath("//main//@href") if "/r/2" in link or "diff" in link] == []


def test_staff_see_all_of_the_newest_revision_and_nobody_keeps_it(client, editor, reviewer):
    page = page_with_a_draft(editor, reviewer)
    edit(page, by=reviewer, body="Not published.")
    client.force_login(editor)

    response = client.get(BLAME)

    assert response["Cache-Control"] == "private, no-store"
    assert legend(tree(response)) == [
        ["Revision 4", "Rhea Reviewer", "100 % (2)", "", "Find its text See the change"],
    ]
    assert "Secret plan" in client.get("/artifact/wiki-genes-smn1/r/3/blame").content.decode()


def test_an_unpublished_revision_is_answered_like_none(client, editor, reviewer):
    page_with_a_draft(editor, reviewer)
    answers = [client.get(f"/artifact/wiki-genes-smn1/r/{number}/blame") for number in (2, 77, 0)]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert answers[0].content == answers[1].content == answers[2].content


def test_no_engine_is_to_list_it(client):
    make_page("smn1")

    for path in (BLAME, "/artifact/wiki-genes-smn1/r/1/blame"):
        response = client.get(path)

        assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex")
        assert tree(response).xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_a_withdrawn_page_is_gone_and_so_is_a_suppressed_text(client, reviewer):
    page, gone = make_page("smn1"), make_page("gone")
    edit(page, body="Other.", live=True)
    suppress(page.revisions.get(number=1), by=reviewer, reason="Privacy.")
    withdraw(gone, by=reviewer, reason="Wrong.")

    statuses = [
        client.get(path).status_code for path in (BLAME, f"{BLAME[:-5]}r/1/blame", "/artifact/wiki-genes-gone/blame")
    ]

    assert statuses == [200, 410, 410]


def test_what_follows_a_suppressed_text_says_that_it_is_not_certain(client, reviewer):
    page = make_page("smn1", body="Old.")
    edit(page, body="Old. Secret.")
    edit(page, body="Old. Kept.", live=True)

    suppress(page.revisions.get(number=2), by=reviewer, reason="Privacy.")

    assert legend(tree(client.get(BLAME)))[0] == [
        *(
            "Revision 3 or an earlier one whose text was removed",
            "somebody (not certain)",
            "50 % (1)",
            "",
            "Find its text",
        ),
    ]


def test_what_was_folded_in_names_its_page(client):
    source, target = make_page("source", body="Theirs."), make_page("smn1", body="Ours.")
    fold(source, target, body="Ours. Theirs.")
    merge(source, target)
    edit(target, body="Ours. Theirs. More.", live=True)

    parsed = tree(client.get(BLAME))

    assert legend(parsed)[2][:2] == ["Revision 1 of wiki-genes-source", "somebody"]
    assert "/artifact/wiki-genes-source/r/1" in parsed.xpath("//table[contains(@class, 'legend')]//@href")


def test_a_source_that_readers_never_saw_is_not_named(client):
    source, target = make_page("buried", body="Theirs.", live=False), make_page("smn1", body="Ours.")
    fold(source, target, body="Ours. Theirs.")
    edit(target, body="Ours. Theirs. More.", live=True)

    response = client.get(BLAME)

    assert legend(tree(response))[2] == ["Revision 1 of another page", "somebody", "33 % (1)", "", "Find its text"]
    assert "buried" not in response.content.decode()


def test_a_merged_page_keeps_answering_for_itself(client):
    source, target = make_page("smn1", body="Theirs."), make_page("smn2")

    merge(source, target)

    assert labelled(tree(client.get(BLAME)))[0][1] == "Theirs."


def test_a_reference_says_that_it_has_no_text(client):
    make_reference()

    page = tree(client.get("/artifact/ref-lefebvre1995/blame"))

    assert words(page.xpath("//p[@class='note']")[0]).startswith("There is no text here")


def test_another_name_leads_to_the_same_view_of_the_artifact(client):
    make_page("smn1")

    response = client.get("/artifact/genes-smn1/r/1/blame")

    assert (response.status_code, response["Location"]) == (301, "/artifact/wiki-genes-smn1/r/1/blame")


def test_nothing_of_a_page_is_alive_in_it(client):
    make_page(
        "smn1",
        title="<b>A</b>",
        body="<script>alert(1)</script> ![x](/media/x.png) [a](javascript:alert(1))",
        infobox=[{"label": "<i>L</i>", "value": "<img src=x onerror=alert(1)>"}],
    )

    page = tree(client.get(BLAME))

    assert page.xpath("//main//script | //main//img | //main//*[@onerror] | //main//i") == []
    assert [link for link in page.xpath("//main//@href") if "javascript" in link] == []
    assert words(page.xpath("//span[contains(@class, 'run')]")[0]).startswith("<script>alert(1)</script>")


def test_history_and_old_revisions_lead_to_it(client):
    page = make_page("smn1")
    edit(page, body="Other.", live=True)

    assert BLAME in tree(client.get("/artifact/wiki-genes-smn1/history")).xpath("//main//@href")
    assert "/artifact/wiki-genes-smn1/r/1/blame" in tree(client.get("/artifact/wiki-genes-smn1/r/1")).xpath(
        "//main//@href"
    )


def test_the_number_of_queries_does_not_depend_on_the_number_of_revisions(client):
    page, counts = make_page("smn1", body="Sentence 1."), []
    for number in range(2, 31):
        edit(fresh(page), body=f"Sentence {number}. " + fresh(page).row.body, live=number in (3, 30))
        if number in (3, 30):
            with CaptureQueriesContext(connection) as captured:
                client.get(BLAME)
            counts.append(len(captured))

    assert counts[0] == counts[1]
