"""Cards in a browser: by pointer, keyboard and finger; and the reference list for those who came from the text."""

import pytest
from django.core.management import call_command

from artifacts.models import Artifact
from tests.helpers import edit

NUSINERSEN = "/artifact/wiki-therapeutics-nusinersen"
GROUPED = "/artifact/h-3c91d0a7"


@pytest.fixture
def phone(browser, site):
    context = browser.new_context(viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def within_window(page, box) -> bool:
    at = box.bounding_box()
    size = page.evaluate("[document.documentElement.clientWidth, innerHeight]")
    return at["x"] >= 0 and at["y"] >= 0 and at["x"] + at["width"] <= size[0] and at["y"] + at["height"] <= size[1]


def test_a_pointer_opens_the_card_of_a_citation_travels_into_it_and_leaves(page, site, complaints, barriers):
    page.goto(site + NUSINERSEN)
    page.locator(".prose sup.cite a").first.hover()
    card = page.get_by_role("dialog")
    card.wait_for()
    told = card.inner_text()
    inside = within_window(page, card)
    shut = barriers()
    card.get_by_role("link", name="DOI").hover()
    page.wait_for_timeout(500)
    stayed = card.is_visible()
    page.mouse.move(2, 2)
    card.wait_for(state="detached")

    assert "Identification and characterization of a spinal muscular atrophy-determining gene" in told
    assert "Lefebvre S, Bürglen L, Reboullet S, et al. · Cell · 1995 · cited once here" in told
    assert (inside, stayed, shut, complaints) == (True, True, [], [])


def test_the_keyboard_opens_a_card_enters_it_leaves_by_escape_and_jumps_by_enter(page, site):
    page.goto(site + NUSINERSEN)
    citation, card = page.locator(".prose sup.cite a").first, page.get_by_role("dialog")
    page.locator(".prose a").first.focus()
    for _step in range(20):
        page.keyboard.press("Tab")
        if citation.evaluate("link => link === document.activeElement"):
            break
    card.wait_for()
    described = page.locator(f"#{citation.get_attribute('aria-describedby')}").text_content()
    page.keyboard.press("Tab")
    entered = card.evaluate("card => card.contains(document.activeElement)")
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    page.wait_for_timeout(400)  # Longer than it takes to open: who comes back to the citation has just left its card.
    stayed_away = card.count() == 0
    back = citation.evaluate("link => link === document.activeElement")
    page.keyboard.press("Enter")

    assert described.startswith("Identification and characterization")
    assert (entered, stayed_away, back) == (True, True, True)
    assert page.evaluate("location.hash") == citation.get_attribute("href")


def test_a_group_opens_in_one_card(page, site):
    page.goto(site + GROUPED)
    page.locator(".prose sup.cite:has(a + a) a").last.hover()
    page.get_by_role("dialog").wait_for()

    assert page.locator(".card-number").all_inner_texts() == ["[1]", "[2]"]
    assert "Evidence for this hypothesis" in page.get_by_role("dialog").text_content()


def test_a_tap_opens_the_card_a_tap_elsewhere_closes_it_and_its_link_leads_to_the_list_and_back(phone, site):
    phone.goto(site + NUSINERSEN)
    card = phone.get_by_role("dialog")
    citation = phone.locator(".prose sup.cite a").first
    citation.tap()
    card.wait_for()
    opened = (phone.evaluate("location.hash"), within_window(phone, card))
    phone.touchscreen.tap(3, 3)
    card.wait_for(state="detached")
    citation.tap()
    card.get_by_role("link", name="To the reference").tap()
    card.wait_for(state="detached")
    jumped = phone.evaluate("location.hash")
    phone.get_by_role("link", name="Back to where you were reading").tap()

    assert (opened, jumped) == (("", True), citation.get_attribute("href"))
    assert phone.evaluate("location.hash") == f"#{citation.get_attribute('id')}"
    assert phone.locator(".way-back").count() == 0


def test_a_link_tells_of_its_target_after_one_request(page, site, complaints):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/card") else None)
    page.goto(site + NUSINERSEN)
    link, card = page.locator(".prose a.to-page", has_text="motor neurons").first, page.get_by_role("tooltip")
    for _look in range(2):
        link.hover()
        card.wait_for()
        told = card.inner_text()
        page.mouse.move(2, 2)
        card.wait_for(state="detached")

    page.goto(f"{site}/artifact/ref-finkel2017")  # Nothing to cite, and the same scripts.
    page.locator("h1").hover()
    page.wait_for_load_state("networkidle")

    assert "Cell type\n" in told
    assert "Motor neurons carry the commands of the nervous system to muscle." in told
    assert "Cell Ontology\nCL:0000100" in told
    assert (asked, complaints) == ([f"{site}/artifact/wiki-cell-types-motor-neurons/card"], [])


def test_a_retraction_is_told_in_words_and_one_reference_is_copied(page, site, complaints):
    reference = Artifact.objects.get(public_id="ref-lefebvre1995")
    edit(reference, status="retracted", status_date="2020-05-01", status_source="Journal", live=True)
    call_command("refresh_publications", verbosity=0)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site + NUSINERSEN)

    page.locator(".prose sup.cite a").first.hover()
    told = page.get_by_role("dialog").inner_text()
    page.get_by_role("button", name="Copy reference 5").click()
    page.get_by_role("button", name="APA").click()
    page.get_by_role("status").filter(has_text="Copied").wait_for(state="attached")

    assert told.startswith("Retracted, 1 May 2020\n")
    assert page.evaluate("navigator.clipboard.readText()").startswith("Lefebvre, S., Bürglen, L.")
    assert complaints == []
