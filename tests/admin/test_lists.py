"""The lists: filters with counts, how each row stands, the order of a search, and saved filters above it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from artifacts.admin import lists
from artifacts.domain.publish import publish
from artifacts.domain.review import approve
from artifacts.domain.withdraw import withdraw
from artifacts.models import Checkup, Finding, Reference, SavedFilter
from tests.admin.forms import told
from tests.helpers import edit, make_analysis, make_hypothesis, make_page, make_reference, someone

pytestmark = pytest.mark.django_db
LIST = "/admin/artifacts/wikipage/"


def check_up(artifact, *, rule="empty-section", **counts) -> None:
    Checkup.objects.filter(artifact=artifact).delete()
    checkup = Checkup.objects.create(revision=artifact.revisions.newest(), artifact=artifact, **counts)
    for severity, field in (("error", "errors"), ("warning", "warnings")):
        for _n in range(counts.get(field, 0)):
            Finding.objects.create(checkup=checkup, rule=rule, severity=severity, part="page")


@pytest.fixture
def listed(client, editor):
    client.force_login(editor)

    def listed(query: str = "") -> list[str]:
        return [row.title for row in client.get(f"{LIST}?{query}").context["cl"].result_list]

    return listed


@pytest.fixture
def facets(client, editor):
    """The choices of each filter of the list with their counts, as they are shown."""
    client.force_login(editor)

    def facets(query: str = "") -> dict[str, dict[str, str]]:
        page = html.document_fromstring(client.get(f"{LIST}?{query}").content.decode())
        return {
            box.get("data-filter-title"): {
                link.text.strip(): link.xpath("string(span)")
                for link in box.iterfind(".//a")
                if link.find("span") is not None
            }
            for box in page.iterfind(".//details[@data-filter-title]")
        }

    return facets


@pytest.fixture
def pages(editor):
    """Three pages: one in order, one with defects that cites a retracted work, one never published."""
    work = make_reference()
    Reference.objects.filter(pk=work.pk).update(status="retracted")
    good = make_page("good", title="Good", metadata={"tags": ["core"]})
    bad = make_page(
        "bad", title="Bad", body="[@a] [@b]", citations={"a": work.public_id}, metadata={"tags": ["core", "late"]}
    )
    draft = make_page("draft", title="Draft", live=False, entity_type="protein")
    Checkup.objects.filter(artifact=draft).delete()
    check_up(good, claims=10, sourced=9)
    check_up(bad, errors=2, warnings=1, claims=10, sourced=2)
    return {"good": good, "bad": bad, "draft": draft}


def test_each_choice_of_a_filter_says_how_many_rows_it_leaves(pages, facets):
    found = facets()

    assert found["review"] == {"waits: never published": "1", "readers see the newest": "2"}
    assert found["findings"] == {"errors": "1", "nothing found": "1", "not looked at yet": "1"}
    assert found["coverage"] == {"under 50 %": "1", "90 % and more": "1", "nothing to source": "1"}
    assert found["references"] == {"has unresolved citekeys": "1", "cites works in doubt": "1", "cites nothing": "2"}
    assert found["type"] == {"gene": "2", "protein": "1"}
    assert found["tag"] == {"core": "2", "late": "1"}
    assert found["rule"] == {"empty-section": "1"}


def test_counts_are_of_what_the_other_filters_and_the_search_leave(pages, facets):
    found = facets("tag=core&q=a")

    assert (found["tag"], found["type"], found["findings"]) == (
        {"core": "1", "late": "1"},
        {"gene": "1"},
        {"errors": "1"},
    )


def test_a_large_list_counts_what_a_few_rows_hold_but_not_for_the_filters_that_found_them(pages, facets, monkeypatch):
    monkeypatch.setattr(lists, "MOST_LISTED_COUNTED", 2)

    few = facets("tag=core")
    monkeypatch.setattr(lists, "FEW", 1)
    many = facets()

    assert (few["type"], few["tag"]) == ({"gene": "2"}, {})
    assert (many["type"], many["tag"]) == ({}, {})


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("findings=error", ["Bad"]),
        ("findings=none", ["Good"]),
        ("findings=unknown", ["Draft"]),
        ("rule=empty-section", ["Bad"]),
        ("coverage=high", ["Good"]),
        ("coverage=low", ["Bad"]),
        ("sources=unresolved", ["Bad"]),
        ("sources=doubted", ["Bad"]),
        ("sources=nothing", ["Draft", "Good"]),
        ("tag=core&tag=late", ["Bad"]),
        ("tag=core&published=newest", ["Bad"]),
        ("entity_type__exact=protein", ["Draft"]),
        ("mine=ever", ["Good"]),
        ("mine=last", []),
        ("findings=nonsense", []),
        ("sources=nonsense", ["Bad", "Draft", "Good"]),
    ],
)
def test_a_list_is_filtered(query, titles, pages, listed, editor):
    edit(pages["good"], by=editor, title="Better")
    edit(pages["good"], title="Good")
    check_up(pages["good"], claims=10, sourced=9)

    assert listed(query) == titles


def test_a_citekey_that_is_the_address_of_a_work_is_not_unresolved(listed):
    make_page("a", title="A", body="[@PMID:7813012]")
    make_page("b", title="B", body="[@PMID:1]")
    make_reference(pmid="7813012")

    assert listed("sources=unresolved") == ["B"]


def cells(client, query: str = "") -> list[dict[str, str]]:
    """What each row of the list says, by column."""
    page = html.document_fromstring(client.get(f"{LIST}?{query}").content.decode())
    rows = page.iterfind(".//table[@id='result_list']/tbody/tr")
    return [
        {
            cell.get("class").split()[0].removeprefix("field-"): said(cell)
            for cell in row
            if "field" in cell.get("class")
        }
        for row in rows
    ]


def said(cell) -> str:
    return " ".join(text for piece in cell.itertext() if (text := " ".join(piece.split())))


def test_each_row_says_how_its_page_stands(client, pages, editor, reviewer):
    waiting = edit(pages["good"], by=editor, title="Goods").revision
    edit(pages["good"], by=editor, body="New.")
    approve(waiting, by=reviewer)
    client.force_login(editor)

    bad, draft, good = cells(client)

    assert bad["named"] == "Bad wiki-genes-bad"
    assert bad["sort"] == "gene core late"
    assert bad["findings"] == "✕ 2 2 errors ▲ 1 1 warning"
    assert bad["coverage"] == "sourced: 20 %"
    assert bad["references"] == "cites 2 1 unresolved 1 in doubt"
    assert (draft["revision"], draft["reviewed"]) == ("revision 1 not published", "reviewed: never")
    assert good["revision"] == "revision 3 readers see 1"
    assert good["reviewed"].startswith("reviewed: Rhea Reviewer")
    assert good["changed"].startswith("changed: Edith Editor")


def test_what_is_not_active_says_so(client, pages, editor):
    withdraw(pages["good"], by=someone(), reason="Wrong.")
    client.force_login(editor)

    assert cells(client, "artifact__state__exact=withdrawn")[0]["revision"] == "revision 2 withdrawn"


def test_a_list_is_sorted_by_the_worst_findings_and_by_coverage(pages, client, reviewer):
    client.force_login(reviewer)

    def listed(order: str) -> list[str]:
        return [row.title for row in client.get(f"{LIST}?o={order}").context["cl"].result_list]

    assert (listed("-4"), listed("5")) == (["Bad", "Good", "Draft"], ["Draft", "Bad", "Good"])


def test_a_search_that_finds_no_title_looks_into_the_texts(pages, listed):
    make_page("hidden", title="Hidden", body="About gephyrin.")

    assert (listed("q=gephyrin"), listed("q=hidden"), listed("q=gephyrin&in=text")) == (["Hidden"],) * 3


@pytest.mark.parametrize(
    ("model", "make", "names"),
    [
        ("wikipage", make_page, ("a", "b", "c")),
        ("hypothesis", make_hypothesis, ("h-a", "h-b", "h-c")),
        ("analysis", make_analysis, ("SDA-a", "SDA-b", "SDA-c")),
        ("reference", make_reference, ("a", "b", "c")),
    ],
)
def test_a_list_asks_as_often_for_three_rows_as_for_one_and_never_for_a_long_text(model, make, names, client, editor):
    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/admin/artifacts/{model}/")
            client.get(f"/admin/artifacts/{model}/?q=a&o=2")
        return [query["sql"].partition(" WHERE ")[0] for query in captured]

    client.force_login(editor)
    check_up(make(names[0]), errors=1)
    few = asked()
    for name in names[1:]:
        check_up(make(name), errors=1)
    many = asked()

    assert len(many) == len(few) <= 50
    assert [sql for sql in many if any(f'"{long}"' in sql for long in ("body", "parts", "statement", "csl"))] == []


def test_a_filter_is_saved_offered_renamed_and_deleted(client, reviewer):
    client.force_login(reviewer)
    query = "tag=core&q=tau"

    saved = client.post(
        f"{LIST}filters/save/", {"name": "Core tau", "query": f"{query}&p=2", "shared": "1"}, follow=True
    )
    shown = html.document_fromstring(client.get(f"{LIST}?{query}").content.decode())

    assert saved.redirect_chain == [(f"{LIST}?q=tau&tag=core", 302)]
    (chip,) = shown.xpath("//div[@class='saved-filters']//li/a")
    assert (chip.text, chip.get("href"), chip.get("aria-current")) == ("Core tau", "?q=tau&tag=core", "true")
    kept = SavedFilter.objects.get()
    client.post(f"{LIST}filters/{kept.pk}/rename/", {"name": "<b>"})
    assert "&lt;b&gt;" in client.get(LIST).content.decode()
    client.post(f"{LIST}filters/{kept.pk}/delete/")
    assert SavedFilter.objects.count() == 0


def test_another_s_filter_is_not_there_and_a_shared_one_is_left_alone(client, editor, reviewer):
    own = SavedFilter.objects.create(user=reviewer, model="wikipage", name="Own", query="q=a")
    ours = SavedFilter.objects.create(user=reviewer, model="wikipage", name="Ours", query="q=b", shared=True)
    client.force_login(editor)

    assert client.post(f"{LIST}filters/{own.pk}/delete/").status_code == 404
    assert client.post(f"/admin/artifacts/reference/filters/{ours.pk}/delete/").status_code == 404
    refused = client.post(f"{LIST}filters/{ours.pk}/delete/", follow=True)
    assert told(refused) == ["The filter 'Ours' is somebody else's."]
    assert client.get(f"{LIST}filters/{ours.pk}/delete/").status_code == 405
    assert SavedFilter.objects.count() == 2


def test_a_publication_made_anew_is_the_newest(listed):
    page = make_page("a", title="A")
    publish(edit(page, title="B").revision, by=someone())

    assert (listed("published=newest"), listed("published=older")) == (["B"], [])
