"""What a page tells of its trustworthiness, in words: on every kind of page, old ones, and where there is little."""

import pytest
from django.utils.dateformat import format as date
from lxml import html

from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.publish import publish
from artifacts.domain.withdraw import withdraw
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference, someone

pytestmark = pytest.mark.django_db
LONG = "Most of the motor neurons die before the second week of life"


def read(client, path):
    return html.document_fromstring(client.get(path).content.decode())


def texts(page, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in page.xpath(path)]


def glance(client, artifact, path: str = "") -> list[str]:
    return texts(read(client, path or artifact.get_absolute_url()), "//*[@class='glance']/p/* | //*[@class='toggle']")


def poor_page():
    gone = make_reference("gone2019", status="retracted")
    return make_page(
        body=f"{LONG}.[@a] {{disputed}}\n\n{LONG}.[@b] {{needs source}}",
        citations={"a": gone.public_id},
        infobox=[{"label": "Exons", "value": "9"}],
    )


def test_a_page_tells_its_evidence_at_a_glance(client):
    page = poor_page()

    assert glance(client, page) == [
        "1 of 3 statements have a source",
        "2 references",
        "1 leads nowhere yet",
        "1 retracted or of concern",
        "1 needs a source",
        "1 statement disputed",
        "not reviewed yet",
        "Show what has no source",
    ]


def test_an_old_revision_tells_the_same_of_itself(client):
    page = poor_page()
    before = glance(client, page)
    edit(page, live=True, body="")

    # But for the review, which stands in the bar above it.
    assert glance(client, page, "/artifact/wiki-genes-smn1/r/1") == [
        told for told in before if told != "not reviewed yet"
    ]
    # What is read there is not what this browser is to compare the next visit with.
    assert read(client, "/artifact/wiki-genes-smn1/r/1").xpath("//*[@class='visit']") == []


def test_a_review_is_told_with_day_and_name(client, editor):
    page = make_page()
    publish(edit(page, by=editor, body="Short.").revision, by=someone())

    told = glance(client, page)[-1]

    assert told == f"reviewed on {date(page.revisions.newest().review_at, 'j F Y')} by somebody"


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: make_page(body=""), ["No statements here yet", "no references", "not reviewed yet"]),
        (make_hypothesis, ["No evidence is recorded yet", "no references", "not reviewed yet"]),
        (
            lambda: make_analysis(summary=f"{LONG}."),
            ["0 of 1 statement has a source", "no references", "not reviewed yet"],
        ),
        (make_reference, ["not reviewed yet"]),
    ],
)
def test_nothing_is_invented_where_there_is_little(client, make, told):
    assert glance(client, make())[: len(told)] == told


def test_without_a_script_everything_without_a_source_can_be_shown(client):
    page = read(client, poor_page().get_absolute_url())

    assert texts(page, "//*[contains(@class, 'unsourced')]") == ["Exons9", f"{LONG}.2?needs source"]
    assert page.xpath("//label/input[@type='checkbox']/@id") == ["show-unsourced"]


def test_a_page_whose_statements_all_have_a_source_offers_no_highlight(client):
    page = make_page(body=f"{LONG}.[@a]")

    assert read(client, page.get_absolute_url()).xpath("//*[@id='show-unsourced']") == []


@pytest.mark.parametrize("make", [make_hypothesis, make_analysis])
def test_what_rests_on_a_retracted_work_says_so_above_its_text(client, make):
    field = "statement" if make is make_hypothesis else "summary"
    make_reference("gone2019", status="retracted")

    page = read(client, make(**{field: f"{LONG}.[@ref-gone2019]"}).get_absolute_url())

    assert texts(page, "//p[contains(@class, 'warning')]/a") == ["reference 1, retracted"]


def test_relations_are_told_with_score_status_and_reason(client):
    make_hypothesis(), make_analysis()
    page = make_page(
        relations=[
            {"to": "h-0badcafe", "origin": "matched", "reason": "shares target SMN2"},
            {"to": "SDA-2026-04-01-gap-001"},
        ]
    )

    assert texts(read(client, page.get_absolute_url()), "//*[@class='related']//li") == [
        "0.70 high Earlier is better Target: SMN2 · proposed Why: shares target SMN2",
        "open When does it stop helping? Why: an editor chose it",
    ]


def test_many_relations_are_folded_behind_the_first_ten(client):
    hypotheses = [make_hypothesis(f"h-{number}", scores={}) for number in range(12)]
    page = make_page(relations=[{"to": hypothesis.public_id} for hypothesis in hypotheses])

    section = read(client, page.get_absolute_url()).xpath("//*[@aria-labelledby='related-hypotheses']")[0]

    assert [len(section.xpath(path)) for path in ("./ul/li", "./details/ul/li")] == [10, 2]
    assert texts(section, ".//summary") == ["2 more hypotheses"]


def test_provenance_is_told_in_a_sentence_a_drawing_and_a_table(client):
    source, target = make_page("park2", title="PRKN"), make_page("prkn")
    merge(plan_merge(source, target), by=someone(), why="One gene.")

    (section,) = read(client, target.get_absolute_url()).xpath("//*[@aria-labelledby='provenance']")
    day = date(target.revisions.newest().date, "j F Y")

    assert texts(section, "./p")[0] == f"Written here from the start: the first revision is of {day}, by somebody."
    assert [texts(node, "./tspan") for node in section.xpath(".//*[name()='svg']//*[name()='text']")] == [
        ["was derived from", "wiki-genes-park2"],
        ["was written by", "somebody"],
        ["is a revision of", "wiki-genes-prkn/r/1"],
        ["PRKN", "revision 2"],
    ]
    assert texts(section, ".//tbody/tr") == [
        f"was derived fromprov:wasDerivedFrom wiki-genes-park2 {day}, somebody: One gene.",
        "was written byprov:wasAttributedTo somebody 2 revisions",
        f"is a revision ofprov:wasRevisionOf wiki-genes-prkn/r/1 {day}, somebody",
    ]


def test_a_merge_is_told_with_day_person_reason_and_history(client):
    source, target = make_page("park2", title="PRKN"), make_page("prkn")
    merge(plan_merge(source, target), by=someone(), why="One gene")
    day = date(target.revisions.newest().date, "j F Y")

    page = read(client, target.get_absolute_url())

    assert texts(page, "//p[@class='note']") == [
        f"Merged from wiki-genes-park2, {day}, by somebody: One gene. See what it was"
    ]
    assert client.get(page.xpath("//p[@class='note']/a/@href")[0]).status_code == 200


def test_metadata_is_told_in_plain_words(client):
    page = make_page(
        kg_node_id="CL:0000100",
        metadata={
            "origin_type": "dump",
            "wiki_page_id": "None",
            "word_count": 1200,
            "checked": True,
            "tags": ["a", "b"],
        },
    )

    assert texts(read(client, page.get_absolute_url()), "//*[@aria-labelledby='metadata']/dl/*") == [
        *("Checked", "yes", "Knowledge graph node", "CL:0000100", "Origin", "dump", "Tags", "a, b"),
        *("Id in the imported table", "none recorded", "Words when it was imported", "1200"),
    ]


def test_what_is_near_is_a_piece_of_html_of_its_own(client):
    for work in "xy":
        make_reference(work)
    target = make_page(body="[@ref-x] [@ref-y]")
    make_page("a", title="<b>A</b>", body="[[genes-smn1]] [@ref-x] [@ref-y]")

    response = client.get(f"{target.get_absolute_url()}/nearby")

    assert texts(html.fromstring(response.content.decode()), "//li") == ["<b>A</b> gene", "<b>A</b> 2 works in common"]
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("public, max-age=300", "noindex")
    assert not response.cookies


def test_where_nothing_is_near_it_says_so(client):
    piece = client.get(f"{make_page().get_absolute_url()}/nearby").content.decode()

    assert "No published page links here, cites or shows this yet." in piece
    assert "See also" not in piece


def test_nothing_is_near_what_readers_do_not_see(client):
    draft, gone = make_page("draft", live=False), make_page("gone")
    withdraw(gone, by=someone(), reason="Wrong.")
    merged, target = make_page("park2", title="PRKN"), make_page("prkn")
    merge(plan_merge(merged, target), by=someone(), why="One gene.")

    for page in (draft, fresh(gone), fresh(merged)):
        assert client.get(f"/artifact/{page.public_id}/nearby").status_code == 404
    assert client.get("/artifact/nobody/nearby").status_code == 404
