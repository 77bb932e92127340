"""The history in a browser: choose, compare and leave with the keyboard, name a revision, and suppress a text."""

import pytest
from playwright.sync_api import expect

from artifacts.domain.naming import name_revision
from artifacts.models import Artifact
from tests.browser.test_editing import open_page
from tests.conftest import make_user
from tests.helpers import edit, make_page, someone

BODY = "## Role\n\nA **mean** of 4.0 points.\n\nStill the same.\n\nAnd so is this.\n\nAn [old](/x) end."
ADDRESS = "/artifact/wiki-genes-compared"


@pytest.fixture
def history(site):
    """The address of the history of a page with three published revisions."""
    artifact = make_page("compared", body=BODY, infobox=[{"label": "Band", "value": "5q13"}])
    edit(artifact, body=BODY.replace("4.0", "4.9").replace("old", "new"), summary="As in the paper", live=True)
    edit(artifact, title="Compared", live=True)
    return f"{site}{ADDRESS}/history"


def at(page) -> str:
    return page.url.partition(ADDRESS)[2]


def visited(page, keys: str) -> list[int]:
    """Which change has the focus after each key; -1 where none has."""
    page.wait_for_load_state()
    found = []
    for key in keys:
        page.keyboard.press(key)
        found.append(page.evaluate("[...document.querySelectorAll('.change')].indexOf(document.activeElement)"))
    return found


def test_two_revisions_are_chosen_and_compared_and_left_for_their_neighbours(page, history, complaints):
    page.goto(history)
    page.get_by_label("Before: revision 1").check()
    page.get_by_label("After: revision 2").check()
    page.get_by_role("button", name="Compare the two").click()
    compared = (at(page), page.locator("del, ins").all_text_contents())

    page.get_by_role("link", name="As readers see it").click()
    words = (at(page), page.locator(".block.change p").first.text_content())
    page.get_by_role("link", name="Side by side").click()
    page.get_by_role("link", name="Later change").click()
    later = at(page)
    page.get_by_role("link", name="Swap").click()
    swapped = at(page)
    page.go_back()
    page.get_by_role("link", name="Earlier change").click()

    assert compared == ("/diff/1..2", ["4.0", "4.9", "old", "new"])
    assert words == ("/diff/1..2?view=words", "A mean of removed: 4.0added: 4.9 points.")
    assert (later, swapped, at(page)) == (
        "/diff/2..3?view=words-side",
        "/diff/3..2?view=words-side",
        "/diff/1..2?view=words-side",
    )
    assert complaints == []


def test_the_keys_n_and_p_lead_from_change_to_change(page, history, site, people, log_in, complaints):
    log_in("rhea")
    page.goto(f"{site}{ADDRESS}/diff/1..2")
    compared = visited(page, "nnnpp")
    open_page(page, site, "Compared")
    page.get_by_role("link", name="History").click()
    page.get_by_role("row", name="As in the paper").get_by_role("link", name="Undo").click()
    page.wait_for_url("**/undo/2/")
    planned = visited(page, "nnnpp")
    page.get_by_label("Why, in a few words:").press_sequentially("nap")

    assert (compared, planned) == ([0, 1, 0, 1, 0], [0, 1, 0, 1, 0])
    assert page.get_by_label("Why, in a few words:").input_value() == "nap"
    assert complaints == []


def test_what_changed_is_told_without_colour_too(page, history, site):
    page.goto(f"{site}{ADDRESS}/diff/1..2")

    signs = [
        page.locator(name).first.evaluate("one => getComputedStyle(one, '::before').content.split('/')[0].trim()")
        for name in ("ins", "del")
    ]
    lines = [
        page.locator(name).first.evaluate("one => getComputedStyle(one).textDecorationLine") for name in ("ins", "del")
    ]

    assert (signs, lines) == (['"+"', '"−"'], ["underline", "line-through"])


@pytest.mark.parametrize(("width", "scheme"), [(375, "light"), (1280, "dark")])
def test_no_page_of_the_history_overflows_complains_or_shuts_anybody_out(
    page, history, site, complaints, barriers, width, scheme
):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    made = Artifact.objects.get(public_id="wiki-genes-compared")
    name_revision(made.revisions.get(number=2), "v1.0, " + "as_cited_in_a_title_without_a_blank" * 5, by=someone())
    wide, shut = [], []

    for tail in ("history", "history?tag=numbers", "r/2", "diff/1..2", "diff/1..3?view=side", "diff/1..3?view=words"):
        page.goto(f"{site}{ADDRESS}/{tail}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(tail)
        shut += [f"{tail} {barrier}" for barrier in barriers()]

    assert (wide, complaints, shut) == ([], [], [])


def test_a_revision_is_named_and_another_ones_text_suppressed(page, history, site, log_in, complaints):
    make_user("ada", "Administrators")
    log_in("ada")
    open_page(page, site, "Compared")
    page.get_by_role("link", name="History").click()

    row = page.get_by_role("row", name="As in the paper")
    row.get_by_text("Name", exact=True).click()
    row.get_by_label("Name of revision 2").fill("v1.0, as cited in <Cell>")
    row.get_by_role("button", name="Give this name").click()
    expect(page.locator(".messagelist")).to_contain_text("Revision 2 is named “v1.0, as cited in <Cell>”")
    expect(page.get_by_role("row", name="As in the paper").locator(".badge.name")).to_have_text(
        "v1.0, as cited in <Cell>"
    )

    page.get_by_role("link", name="Suppress").last.click()
    page.get_by_role("button", name="Suppress the text").click()
    assert "/suppress/1/" in page.url
    page.get_by_label("Reason").fill("A person's data.")
    page.get_by_label("I understand").check()
    page.get_by_role("button", name="Suppress the text").click()
    expect(page.locator(".badge.gone")).to_have_text("suppressed: A person's data.")
    assert complaints == []

    page.goto(history)
    assert page.locator(".badge.name, .badge.gone").all_text_contents() == [
        "v1.0, as cited in <Cell>",
        "suppressed: A person's data.",
    ]
    assert page.goto(f"{site}{ADDRESS}/r/1").status == 410
    expect(page.locator("blockquote")).to_have_text("The text of revision 1 was suppressed: A person's data.")
