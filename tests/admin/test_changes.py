"""Recent changes and the queue: every revision told in a line, found by filters, and judged many at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from artifacts.domain.imports import import_artifact, make_batch
from artifacts.domain.review import approve, reject
from artifacts.models import Artifact
from artifacts.representations.exchange import Exchanged
from tests.admin.forms import told
from tests.admin.test_revisions import tree
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference
from tests.rows import row_counts

pytestmark = pytest.mark.django_db
WATCHED = "/admin/artifacts/watch/"
RECENT, QUEUE = "/admin/artifacts/revisioninfo/", "/admin/review/"


def listed(client, query: str = "", path: str = RECENT) -> list[tuple[str, int]]:
    response = client.get(path + query)
    assert response.status_code == 200
    return [(info.artifact.public_id, info.number) for info in response.context["cl"].result_list]


def cells(client, path: str = RECENT) -> list[list[str]]:
    page = html.fromstring(client.get(path).content.decode())
    rows = page.xpath("//table[@id='result_list']/tbody/tr")
    return [[" ".join(" ".join(cell.itertext()).split()) for cell in row.xpath("td|th")] for row in rows]


@pytest.fixture
def site(editor, reviewer):
    """A page, a hypothesis and an import; the page's revision 2 alters a number and waits, 3 is approved."""
    page = make_page("smn1", body="It takes 12 mg.", infobox=[{"label": "Dose", "value": "12 mg"}])
    edit(page, by=editor, body="It takes 15 mg.", infobox=[{"label": "Dose", "value": "15 mg"}], summary="New label")
    edit(page, by=editor, title="Survival")
    approve(page.revisions.get(number=3), by=reviewer)
    make_hypothesis()
    content = {"kind": "page", "slug": "proteins-smn", "title": "SMN", "entity_type": "protein"}
    batch = make_batch("dump", "", editor)
    import_artifact(Exchanged("wiki-proteins-smn", (), content), by=editor, batch=batch, summary="", tags=("import",))
    return fresh(page)


def test_a_revision_is_told_in_a_line(client, reviewer, site):
    edit(site, title="Again")
    client.force_login(reviewer)

    lines = {row[2][0]: row for row in cells(client, f"{RECENT}?q=genes-smn1")}

    assert lines["2"][1] == "Again wiki-genes-smn1"
    assert lines["2"][2] == "2 ±0 B"
    assert lines["2"][3] == "Review"
    assert lines["2"][4].startswith("Edith Editor ")
    assert lines["2"][5] == "New label text, 1 infobox row alters numbers alters doses"
    assert lines["3"][3] == "approved, Rhea Reviewer"
    assert lines["1"][3] == "unreviewed"
    assert lines["1"][5] == "– first revision"
    links = tree(client.get(f"{RECENT}?q=genes-smn1")).xpath("//table[@id='result_list']/tbody/tr[3]//a/@href")
    assert links == [
        f"/admin/artifacts/wikipage/{site.pk}/history/",
        "/artifact/wiki-genes-smn1/diff/1..2",
        f"/admin/artifacts/wikipage/{site.pk}/review/2/",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["wiki-proteins-smn 1", "h-0badcafe 1", "wiki-genes-smn1 3", "wiki-genes-smn1 2", "wiki-genes-smn1 1"]),
        ("?review__exact=approved", ["wiki-genes-smn1 3"]),
        ("?artifact__kind__exact=hypothesis", ["h-0badcafe 1"]),
        ("?artifact__wikipage__entity_type__exact=protein", ["wiki-proteins-smn 1"]),
        ("?tag=import", ["wiki-proteins-smn 1"]),
        ("?alters=numbers", ["wiki-genes-smn1 2"]),
        ("?alters=negations", []),
        ("?author=edith", ["wiki-proteins-smn 1", "wiki-genes-smn1 3", "wiki-genes-smn1 2"]),
        ("?author=Edith+Ed", ["wiki-proteins-smn 1", "wiki-genes-smn1 3", "wiki-genes-smn1 2"]),
        ("?author=nobody", []),
        ("?author=edith&tag=import&imports=only", ["wiki-proteins-smn 1"]),
        ("?imports=no&author=edith", ["wiki-genes-smn1 3", "wiki-genes-smn1 2"]),
        ("?date__gte=2999-01-01+00:00:00%2B00:00", []),
        ("?q=proteins-smn", ["wiki-proteins-smn 1"]),
        ("?q=new+label", ["wiki-genes-smn1 2"]),
        ("?q=earlier", ["h-0badcafe 1"]),
        ("?p=1&author=nonsense%00", None),
    ],
)
def test_revisions_are_found_by_filter_and_search(query, found, client, reviewer, site):
    client.force_login(reviewer)

    if found is None:
        assert client.get(RECENT + query).status_code == 400
    else:
        assert [f"{public_id} {number}" for public_id, number in listed(client, query)] == found


def test_only_who_wrote_something_is_offered_as_author(client, reviewer, site):
    client.force_login(reviewer)

    offered = tree(client.get(RECENT)).xpath("//datalist/option/@value")

    assert offered == ["edith", "somebody"]


def test_the_queue_holds_what_waits_the_oldest_first(client, reviewer, site):
    page = make_page("smn2")
    edit(page, title="Waits")
    edit(site, title="Waits too")
    client.force_login(reviewer)

    assert listed(client, path=QUEUE) == [("wiki-genes-smn1", 2), ("wiki-genes-smn2", 2), ("wiki-genes-smn1", 4)]
    assert listed(client, "?author=edith", path=QUEUE) == [("wiki-genes-smn1", 2)]


def test_the_menu_names_the_queue_the_recent_changes_and_the_watch_list(client, editor):
    client.force_login(editor)

    group = tree(client.get("/admin/")).xpath("//table[caption='To do']")[0]

    links = [(one.text, one.get("href")) for one in group.xpath(".//th/a")]
    assert [link for link in links if link[1] in (QUEUE, RECENT, WATCHED)] == [
        ("Waiting for review", QUEUE),
        ("Recent changes", RECENT),
        ("Your watch list", WATCHED),
    ]


def test_the_menu_marks_the_entry_that_leads_nearest_to_where_one_is(client, editor):
    client.force_login(editor)
    addresses = [QUEUE, "/admin/artifacts/referencefile/", "/admin/artifacts/referencefile/add/"]

    marked = [
        tree(client.get(address)).xpath("//nav[@id='nav-sidebar']//a[@aria-current]/@href") for address in addresses
    ]

    assert marked == [[address] for address in addresses]


def test_an_empty_queue_says_so(client, reviewer):
    make_page()
    client.force_login(reviewer)

    assert [one.text for one in tree(client.get(QUEUE)).xpath("//p[@class='nothing']")] == ["Nothing waits for review."]
    assert tree(client.get(f"{QUEUE}?author=nobody")).xpath("//p[@class='nothing']") == []


def test_editors_look_and_are_offered_no_judgement(client, editor, site):
    client.force_login(editor)

    shown = client.get(QUEUE).content.decode()

    assert ("/review/2/" in shown, "approve_selected" in shown) == (False, False)


def test_a_revision_leads_to_its_own_address(client, reviewer, site):
    client.force_login(reviewer)

    assert (
        client.get(f"{RECENT}{site.revisions.get(number=2).pk}/change/")["Location"] == "/artifact/wiki-genes-smn1/r/2"
    )


def test_a_stranger_sees_neither(client, stranger):
    for path in (RECENT, QUEUE):
        assert client.get(path).status_code == 302
        client.force_login(stranger)
        assert client.get(path).status_code == 302


@pytest.mark.parametrize("path", [RECENT, QUEUE])
def test_it_takes_as_many_queries_for_fifty_rows_as_for_three_and_one(path, client, editor, reviewer):
    def queries(rows: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert len(listed(client, "?imports=no", path=path)) == rows
        return len(captured)

    client.force_login(reviewer)
    make_page("smn1", by=editor, live=False)
    queries(1)
    counts = [queries(1)]
    for make in (make_hypothesis, make_analysis):
        make(by=editor, live=False)
    counts.append(queries(3))
    for number in range(60):
        make_reference(f"r{number}", by=editor, live=False)
    counts.append(queries(50))

    assert counts == [counts[0]] * 3
    assert counts[0] <= 10


def judge(client, action: str, revisions, path: str = QUEUE, **data):
    data |= {"action": action, "_selected_action": [info.pk for info in revisions]}
    return client.post(path, data, follow=True)


@pytest.fixture
def waiting(editor):
    """Three pages: two revisions of the first wait, one of the second, and two of the third that clash."""
    pages = [make_page(name, body="One.\n\nTwo.") for name in ("a", "b", "c")]
    edit(pages[0], by=editor, body="One, changed.\n\nTwo.")
    edit(pages[0], by=editor, body="One, changed.\n\nTwo, changed.")
    edit(pages[1], by=editor, title="B, changed")
    edit(pages[2], by=editor, body="One, changed.\n\nTwo.")
    edit(pages[2], by=editor, body="One, changed again.\n\nTwo.")
    return pages


def revisions(page, *numbers):
    return [page.revisions.get(number=number) for number in numbers]


def reviews(page) -> list[str]:
    return list(page.revisions.order_by("number").values_list("review", flat=True))[1:]


def test_many_are_approved_after_a_page_that_writes_nothing(client, reviewer, waiting):
    client.force_login(reviewer)
    chosen = [*revisions(waiting[0], 2, 3), *revisions(waiting[1], 2)]
    before = row_counts()

    asked = judge(client, "approve_selected", chosen)

    assert row_counts() == before
    assert [reviews(page) for page in waiting] == [["unreviewed"] * 2, ["unreviewed"], ["unreviewed"] * 2]
    assert asked.content.decode().count("It is approved; readers see no other text.") == 3
    done = judge(client, "approve_selected", chosen, confirmed="1", note="All fine")
    assert told(done) == ["3 revisions are approved."]
    assert (reviews(waiting[0]), reviews(waiting[1])) == (["approved"] * 2, ["approved"])
    assert waiting[1].revisions.get(number=2).review_note == "All fine"


def test_many_are_published_the_newest_of_each_and_nothing_unnamed(client, reviewer, waiting):
    client.force_login(reviewer)
    chosen = [*revisions(waiting[0], 2, 3), *revisions(waiting[1], 2), *revisions(waiting[2], 3)]

    asked = judge(client, "approve_and_publish_selected", chosen)
    done = judge(client, "approve_and_publish_selected", chosen, confirmed="1")

    assert "Nobody has reviewed these, which would go out with it:</strong> 2 (Edith Editor)" in asked.content.decode()
    assert told(done) == [
        "wiki-genes-c, revision 3: Nothing was done: publishing would also publish unreviewed revisions: "
        "2 (Edith Editor).",
        "3 revisions are approved and published.",
    ]
    assert [fresh(page).publication.revision.number for page in waiting] == [3, 2, 1]
    judge(client, "approve_and_publish_selected", revisions(waiting[2], 3), confirmed="1", include_unreviewed="1")
    assert fresh(waiting[2]).publication.revision.number == 3


def test_many_are_rejected_and_a_clash_is_left_alone_and_named(client, reviewer, waiting):
    client.force_login(reviewer)
    chosen = [*revisions(waiting[0], 2, 3), *revisions(waiting[2], 2)]

    asked = judge(client, "reject_selected", chosen)
    done = judge(client, "reject_selected", chosen, confirmed="1", note="No sources")

    sentence = "Later revisions changed the same as revision 2: choose what is to stand there."
    assert sentence in asked.content.decode()
    assert told(done) == [f"wiki-genes-c, revision 2: {sentence}", "2 revisions are rejected."]
    assert (fresh(waiting[0]).row.body, reviews(waiting[0])[:2]) == ("One.\n\nTwo.", ["rejected"] * 2)
    assert reviews(waiting[2]) == ["unreviewed"] * 2


def test_what_only_a_rejected_one_stands_on_is_rejected_with_it(client, reviewer, waiting):
    client.force_login(reviewer)
    chosen = revisions(waiting[2], 2, 3)

    asked = judge(client, "reject_selected", chosen)
    done = judge(client, "reject_selected", chosen, confirmed="1", note="No sources")

    assert "Once revision 3 is undone it is undone too" in asked.content.decode()
    assert (told(done), fresh(waiting[2]).row.body) == (["2 revisions are rejected."], "One.\n\nTwo.")


def test_rejecting_many_without_a_note_rejects_none(client, reviewer, waiting):
    client.force_login(reviewer)

    done = judge(client, "reject_selected", revisions(waiting[1], 2), confirmed="1", note=" ")

    assert told(done) == ["wiki-genes-b, revision 2: Say why the revision is rejected: its author reads it."]
    assert reviews(waiting[1]) == ["unreviewed"]


def test_what_cannot_be_judged_is_named_and_nothing_is_offered(client, reviewer, waiting):
    reject(waiting[1].revisions.get(number=2), by=reviewer, note="No.")
    client.force_login(reviewer)

    asked = judge(client, "approve_selected", revisions(waiting[1], 2), path=RECENT)

    assert "Revision 2 is rejected already." in asked.content.decode()
    assert tree(asked).xpath("//form[contains(@class, 'state')]//button") == []


def test_an_editor_judges_none_by_a_forged_action(client, editor, waiting):
    client.force_login(editor)

    for action in ("approve_selected", "approve_and_publish_selected", "reject_selected"):
        judge(client, action, revisions(waiting[1], 2), confirmed="1", note="Mine")

    assert reviews(waiting[1]) == ["unreviewed"]
    assert Artifact.objects.get(pk=waiting[1].pk).publication.revision.number == 1


def test_whoever_may_see_no_revisions_is_led_to_none(client, stranger):
    stranger.is_staff = True
    stranger.save()
    client.force_login(stranger)
    draft = make_page("secret", live=False).revisions.get()

    assert client.get(f"{RECENT}{draft.pk}/change/").status_code == 403


@pytest.mark.parametrize("year", ["0", "-1", "9" * 30, "abc", "2026,1"])
@pytest.mark.parametrize("path", [f"{RECENT}?date__year=", f"{QUEUE}?date__year=", "/admin/artifacts/merge/?at__year="])
def test_a_year_of_no_calendar_is_refused(path, year, client, reviewer):
    client.force_login(reviewer)

    assert client.get(path + year).status_code == 400
    assert client.get(f"{path}2026").status_code == 200
