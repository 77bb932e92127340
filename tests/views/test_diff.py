"""Comparing two revisions: for whoever may see both, with nothing of a page alive in it."""

import pytest
from lxml import html

from artifacts.domain.withdraw import withdraw
from artifacts.representations.changes import compare_contents
from artifacts.views.changes import summary_of
from tests.helpers import edit, make_page, make_reference

pytestmark = pytest.mark.django_db
BODY = "## Role\n\nIt has a mean of 4.0 points.\n\nSecond paragraph.\n\nThird.\n\nFourth.\n\nFifth."


def page_with_three_revisions():
    page = make_page("smn1", body=BODY, infobox=[{"label": "Band", "value": "5q13"}])
    edit(page, body=BODY.replace("4.0", "4.9"), summary="As in the paper", live=True)
    edit(page, infobox=[{"label": "Band", "value": "5q13.2"}], live=True)
    return page


def tree(response):
    return html.fromstring(response.content)


def test_a_changed_number_is_marked_in_its_sentence(client):
    page_with_three_revisions()

    page = tree(client.get("/artifact/wiki-genes-smn1/diff/1..2"))

    assert [(one.tag, one.text) for one in page.xpath("//ins | //del")] == [("del", "4.0"), ("ins", "4.9")]
    assert page.xpath("//p[@class='note']")[0].text.strip().startswith("1 word added, 1 word removed.")


def test_a_row_is_shown_before_and_after(client):
    page_with_three_revisions()

    page = tree(client.get("/artifact/wiki-genes-smn1/diff/1..3"))

    for said in page.xpath("//*[@class='said']"):
        said.drop_tree()
    cells = [cell.text_content().strip() for cell in page.xpath("//tr[contains(@class, 'change')]/*")]
    assert cells == ["Infobox\nBand".replace("\n", ""), "changed", "Band: 5q13", "Band: 5q13.2"]


def test_unchanged_paragraphs_away_from_a_change_are_folded(client):
    page_with_three_revisions()

    page = tree(client.get("/artifact/wiki-genes-smn1/diff/1..2"))

    assert [one.text for one in page.xpath("//details/summary")] == ["3 unchanged paragraphs"]


def test_the_comparison_can_be_swapped_and_left_for_its_neighbours(client):
    page_with_three_revisions()

    page = tree(client.get("/artifact/wiki-genes-smn1/diff/1..2?view=side"))

    links = dict(
        zip(page.xpath("//nav[@class='tools']/a/text()"), page.xpath("//nav[@class='tools']/a/@href"), strict=True)
    )
    assert links == {
        "Later change": "/artifact/wiki-genes-smn1/diff/2..3?view=side",
        "Swap": "/artifact/wiki-genes-smn1/diff/2..1?view=side",
        "In one column": "?view=inline",
        "As readers see it": "?view=words-side",
        "History": "/artifact/wiki-genes-smn1/history",
    }
    assert len(page.xpath("//div[@class='two']")) == 3


def test_what_was_added_and_removed_is_told_to_those_who_listen(client):
    page_with_three_revisions()

    page = tree(client.get("/artifact/wiki-genes-smn1/diff/1..2"))

    assert [(one.text, one.getnext().tag) for one in page.xpath("//*[@class='said']")] == [
        ("removed: ", "del"),
        ("added: ", "ins"),
    ]


def test_what_a_change_alters_stands_beside_it_and_at_the_top(client):
    page_with_three_revisions()

    page = tree(client.get("/artifact/wiki-genes-smn1/diff/1..3"))

    badges = "//*[@class='badge']/text()"
    assert page.xpath(f"//p[@class='note']{badges}") == ["alters numbers"]
    assert page.xpath(f"//div[contains(@class, 'block')]{badges}") == ["alters numbers"]
    assert page.xpath(f"//tr[contains(@class, 'change')]{badges}") == []


def test_a_comparison_as_readers_see_it_shows_words_by_block(client):
    page = make_page("smn1", body="## Role\n\nIt **is** [low](/x).\n\n- <b>one</b>[@a]")
    edit(page, body="### Role\n\nIt *is* [high](/y).\n\n- <b>one</b>[@a]", live=True)

    shown = tree(client.get("/artifact/wiki-genes-smn1/diff/1..2?view=words"))

    for said in shown.xpath("//*[@class='said']"):
        said.drop_tree()
    blocks = [(one.get("class"), one.xpath("p")[0].text_content()) for one in shown.xpath("//div[@tabindex or p]")]
    assert [block for block in blocks if "block" in block[0]] == [
        ("block kept heading-2", "Role"),
        ("block changed paragraph change", "It is lowhigh."),
        ("block kept bullet-1", "one[@a]"),
    ]


def test_a_change_of_markup_alone_is_none_that_readers_see(client):
    page = make_page("smn1", body="It **is** so.")
    edit(page, body="It *is* so.", live=True)

    told = [
        tree(client.get(f"/artifact/wiki-genes-smn1/diff/{path}")).xpath("//p[@class='note']")[0].text.strip()
        for path in ("1..2?view=words", "1..1?view=words")
    ]

    assert told == [
        "Readers see no change: only the markup differs, or where a link leads.",
        "Nothing differs between the two.",
    ]


def test_a_view_that_there_is_not_is_not_found(client):
    page_with_three_revisions()

    statuses = [
        client.get(f"/artifact/wiki-genes-smn1/diff/1..2?view={view}").status_code
        for view in ("inline", "side", "words", "words-side", "", "x", "side-words")
    ]

    assert statuses == [200, 200, 200, 200, 404, 404, 404]


@pytest.mark.parametrize("view", ["words", "words-side"])
def test_nothing_of_a_page_is_alive_in_its_words(client, view):
    page = make_page("smn1", title="<b>A</b>", body="<script>alert(1)</script> ![x](/media/x.png) <b>bold</b>")
    edit(page, title="<i>B</i>", body="```\n<img src=x onerror=alert(1)>\n``` [a](javascript:alert(1))", live=True)

    parsed = tree(client.get(f"/artifact/wiki-genes-smn1/diff/1..2?view={view}"))

    assert parsed.xpath("//main//script | //main//img | //main//*[@onerror] | //main//b | //main//i") == []
    assert [link for link in parsed.xpath("//main//@href") if "javascript" in link] == []


def test_two_revisions_that_say_the_same_say_so(client):
    page_with_three_revisions()

    assert "Nothing differs between the two." in client.get("/artifact/wiki-genes-smn1/diff/2..2").content.decode()


def test_only_published_revisions_are_compared_in_public(client, editor):
    page = make_page("smn1", body="Published.")
    edit(page, body="A draft.")

    assert client.get("/artifact/wiki-genes-smn1/diff/1..2").status_code == 404
    client.force_login(editor)
    response = client.get("/artifact/wiki-genes-smn1/diff/1..2")
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")


def test_who_may_review_is_led_from_a_comparison_to_the_review(client, editor, reviewer):
    page = make_page()
    edit(page, title="Waits")
    path = f"//a[@href='/admin/artifacts/wikipage/{page.pk}/review/2/']"
    address = "/artifact/wiki-genes-smn1/diff/1..2"

    client.force_login(editor)
    offered_editors = tree(client.get(address)).xpath(path)
    client.force_login(reviewer)
    offered_reviewers = tree(client.get(address)).xpath(path)

    assert (offered_editors, [link.text for link in offered_reviewers]) == ([], ["Review revision 2"])


def test_nothing_of_a_page_is_alive_in_a_comparison(client):
    page = make_page("smn1", title="<b>A</b>", body="<script>alert(1)</script> ![x](/media/x.png)")
    edit(page, title="<i>B</i>", body="<img src=x onerror=alert(1)> [a](javascript:alert(1))", live=True)

    parsed = tree(client.get("/artifact/wiki-genes-smn1/diff/1..2"))

    assert parsed.xpath("//main//script | //main//img | //main//*[@onerror] | //main//b | //main//i") == []
    assert [link for link in parsed.xpath("//main//@href") if "javascript" in link] == []


@pytest.mark.parametrize("path", ["0..1", "1..99", "99999999999999999999..1", "x..y", "1..", "1"])
def test_a_comparison_that_cannot_be_is_not_found(client, path):
    make_page("smn1")

    assert client.get(f"/artifact/wiki-genes-smn1/diff/{path}").status_code == 404


def test_a_withdrawn_pages_comparisons_are_gone(client, reviewer):
    page = page_with_three_revisions()

    withdraw(page, by=reviewer, reason="Wrong.")

    assert client.get("/artifact/wiki-genes-smn1/diff/1..2").status_code == 410


@pytest.mark.parametrize(
    ("query", "location"),
    [
        ("before=1&after=3", "/artifact/wiki-genes-smn1/diff/1..3"),
        ("before=1", "/artifact/wiki-genes-smn1/history"),
        ("before=x&after=y", "/artifact/wiki-genes-smn1/history"),
    ],
)
def test_the_historys_form_leads_to_the_comparison(client, query, location):
    page_with_three_revisions()

    assert client.get(f"/artifact/wiki-genes-smn1/diff?{query}")["Location"] == location


def test_the_history_offers_two_columns_of_choices(client):
    page_with_three_revisions()

    page = tree(client.get("/artifact/wiki-genes-smn1/history"))

    assert page.xpath("//input[@name='before']/@value") == ["3", "2", "1"]
    assert page.xpath("//input[@name='after'][@checked]/@value") == ["3"]


def test_an_old_revision_leads_to_what_changed_since(client):
    page_with_three_revisions()

    page = tree(client.get("/artifact/wiki-genes-smn1/r/1"))

    assert "/artifact/wiki-genes-smn1/diff/1..3" in page.xpath("//div[contains(@class, 'banner')]//@href")


def test_a_reference_is_compared_field_by_field(client):
    work = make_reference("lefebvre1995")
    edit(work, status="retracted", live=True)

    assert "1 field changed" in client.get("/artifact/ref-lefebvre1995/diff/1..2").content.decode().lower()


def test_fields_are_counted_together_wherever_they_stand():
    before, after = {"kind": "reference", "csl": {}, "url": ""}, {"kind": "reference", "csl": {"URL": "x"}, "url": "x"}

    assert summary_of(compare_contents(before, after)) == "2 fields added"


def test_a_summary_counts_rows_references_and_words():
    before = {
        "body": "one two",
        "citations": {},
        "infobox": [{"kind": "pair", "label": "a", "value": "1", "citekeys": []}],
    }
    after = {"body": "one", "citations": {"a2017": None, "b2018": None}, "infobox": []}

    assert summary_of(compare_contents(before, after)) == "2 references added, 1 infobox row removed, 1 word removed"


def test_a_comparison_takes_as_many_queries_for_ten_revisions_as_for_two(client, django_assert_num_queries):
    page = make_page("smn1")
    for n in range(9):
        edit(page, body=f"Text {n}.", live=True)

    for path in ("1..2", "1..10", "1..2?view=words-side", "1..10?view=words-side"):
        with django_assert_num_queries(4):
            response = client.get(f"/artifact/wiki-genes-smn1/diff/{path}")
        assert response.status_code == 200
