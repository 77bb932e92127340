"""The atlas in a browser: drawn under the site's policy, walked through by keyboard and by pointer."""

import pytest

from tests.graphs import connect


@pytest.fixture
def graph(site):
    connect(
        *("SMN1 resembles SMN2 0.9 PMID:29091570", "SMN1 causes SMA 0.8", "SMN2 modifies SMA 0.5", "SMN1 binds Gemin2"),
        *("nusinersen treats SMA 0.95", "<script>alert(1)</script> binds SMN1 0.2"),
    )
    return f"{site}/atlas"


@pytest.mark.parametrize("width", [375, 1280])
def test_a_node_is_drawn_and_left_by_keyboard_and_by_pointer(page, graph, complaints, barriers, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(graph)
    page.get_by_label("Node").fill("smn1")
    page.keyboard.press("Enter")
    page.wait_for_selector(".map[data-drawn='5']")

    drawn = page.get_by_role("group", name="The knowledge graph as a picture")
    assert sorted(drawn.locator("text").all_text_contents()) == [
        *("<script>alert(1)</script>", "Gemin2", "SMA", "SMN1", "SMN2"),
    ]
    assert barriers() == []

    # From the node in the middle an arrow leads on, and Enter goes there.
    drawn.get_by_role("link", name="SMN1", exact=False).first.focus()
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        if (name := page.evaluate("document.activeElement.getAttribute('aria-label')")) != "SMN1, has a page":
            break
    scale = drawn.locator("> g").get_attribute("transform")
    page.keyboard.press("+")
    assert drawn.locator("> g").get_attribute("transform") != scale
    page.keyboard.press("Enter")
    page.wait_for_selector(f"h1:text-is('{name.removesuffix(', has a page')}')")

    page.go_back()
    page.wait_for_selector(".map[data-drawn='5']")
    drawn.locator("[aria-label^=SMA] circle").click()
    page.wait_for_selector("h1:text-is('SMA')")
    page.wait_for_selector(".map[data-drawn]")
    assert complaints == []


def test_paths_are_drawn_too_and_a_page_shows_its_neighbours(page, graph, site, complaints, barriers):
    page.goto(f"{graph}?from=Gemin2&to=nusinersen")
    page.wait_for_selector(".map[data-drawn='4']")
    assert barriers() == []

    page.goto(f"{site}/artifact/wiki-genes-smn1")
    page.locator("#around").scroll_into_view_if_needed()
    page.get_by_role("img", name="Neighbours in the knowledge graph").scroll_into_view_if_needed()
    assert page.locator(".in-graph svg rect").count() == 5
    assert (complaints, barriers()) == ([], [])
