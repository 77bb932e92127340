"""The start page: short lists of what waits for whoever opens it, kind words where there is nothing."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from artifacts.domain.duplicates import find_duplicates
from artifacts.domain.watching import watch
from artifacts.models import Checkup
from tests.helpers import edit, make_page, make_reference, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def cards(client):
    def cards(user) -> dict[str, list[str]]:
        """What each card lists, or says where it lists nothing."""
        client.force_login(user)
        page = html.document_fromstring(client.get("/admin/").content.decode())
        return {
            said(card.find("h2")): list(map(said, card.xpath("./ul/li | ./p[@class='quiet']")))
            for card in sections(page)
        }

    return cards


def sections(page):
    return page.find_class("card")


def said(element) -> str:
    return " ".join(element.text_content().split())


def test_an_empty_site_says_something_kind(cards, reviewer):
    assert cards(reviewer) == {
        "Waiting for your review": ["Nobody waits for you. Well done."],
        "Yours, waiting for a reviewer": ["Nothing of yours waits: readers see it, or you have not begun."],
        "Changed since you looked": ["Nothing that you watch was changed by others."],
        "Worst findings": ["No error and no warning is known of any page."],
        "Unresolved citekeys": ["Every citekey of every page leads to a work."],
        "Possible duplicates": ["No pair waits to be judged."],
    }


def work_for(editor, reviewer, name: str) -> None:
    """Something for each card."""
    page = make_page(name, body=f"[@unknown] [@{name}]", title=name)
    make_page(name, public_id=f"genes-{name}", title=name)
    watch(reviewer, page)
    edit(page, by=editor, title=f"{name} two", summary="Renamed")
    edit(make_page(f"{name}-own"), by=reviewer, title=f"{name} own")
    Checkup.objects.all().delete()
    Checkup.objects.create(revision=page.revisions.newest(), artifact=page, errors=2, warnings=1)


def test_each_card_lists_what_is_to_be_done(cards, editor, reviewer):
    work_for(editor, reviewer, "tau")
    find_duplicates(["page"])

    assert cards(reviewer) == {
        "Waiting for your review 1": ["tau two revision 2 by Edith Editor"],
        "Yours, waiting for a reviewer": ["tau own revision 2"],
        "Changed since you looked 1": ["tau two 1 new revision"],
        "Worst findings": ["tau two 2 errors, 1 warning"],
        "Unresolved citekeys": ["tau 1 page", "unknown 1 page"],
        "Possible duplicates": ["wiki-genes-tau · genes-tau"],
    }
    assert cards(editor)["Yours, waiting for a reviewer"] == ["tau two Renamed"]


def links(client, user) -> list[str]:
    client.force_login(user)
    page = html.document_fromstring(client.get("/admin/").content.decode())
    (found,) = [card for card in sections(page) if said(card.find("h2")) == "Unresolved citekeys"]
    return found.xpath(".//a/@href")


def test_a_citekey_leads_to_the_bench_or_to_its_pages_where_one_may_not_resolve(client, editor):
    make_page(body="[@un:known]")
    looker = someone()
    looker.user_permissions.add(Permission.objects.get(codename="view_artifact"))

    assert links(client, editor) == ["/admin/artifacts/citation/key/?key=un%3Aknown", "/admin/artifacts/citation/"]
    assert links(client, looker) == [
        "/admin/artifacts/wikipage/?q=un%3Aknown",
        "/admin/artifacts/wikipage/?sources=unresolved",
    ]


def test_who_may_neither_publish_nor_merge_is_not_asked_to(cards, editor):
    assert {"Waiting for your review", "Possible duplicates"} & cards(editor).keys() == set()


def test_it_asks_as_often_for_much_as_for_little(client, editor, reviewer):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/")
        return len(captured)

    client.force_login(reviewer)
    work_for(editor, reviewer, "a")
    few = queries()
    for name in "bcdefgh":
        work_for(editor, reviewer, name)

    assert queries() == few <= 20


def test_the_site_is_counted_and_searched_from_there(client, editor):
    make_page("a"), make_page("b", live=False), make_reference()
    client.force_login(editor)

    page = html.document_fromstring(client.get("/admin/").content.decode())

    assert list(map(said, page.xpath("//dl[@class='site-counts']/div")))[:1] == ["Wiki pages 2 1 public"]
    (form,) = page.find_class("start-search")
    assert form.get("action") == "/admin/artifacts/wikipage/"
    assert form.xpath("button/@formaction")[-1] == "/admin/artifacts/reference/"


def test_who_may_only_keep_accounts_sees_the_list_of_models(client):
    keeper = someone()
    client.force_login(keeper)

    page = html.document_fromstring(client.get("/admin/").content.decode())

    assert (sections(page), page.find_class("start-search")) == ([], [])
