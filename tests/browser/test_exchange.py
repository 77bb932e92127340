"""The exchange in a browser: filtered by hand, refused with a sentence, and its pictures as wide as their place."""

import pytest


@pytest.mark.parametrize("width", [375, 1280])
def test_hypotheses_are_filtered_and_their_scores_are_drawn(page, site, complaints, barriers, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site}/exchange")

    page.get_by_label("Target gene").fill("smn2")
    page.get_by_label("Score from").fill("0.6")
    page.keyboard.press("Enter")
    page.wait_for_url("**/exchange?*")

    assert page.locator(".ranked h2").all_inner_texts() == [
        "Earlier SMN restoration preserves motor neurons that later treatment cannot rescue"
    ]
    chart = page.get_by_role("img", name="How many hypotheses have which composite score").bounding_box()
    assert (chart["width"] <= width, chart["height"] > 100) == (True, True)
    assert (complaints, barriers()) == ([], [])

    page.get_by_label("Score to").fill("0.5")
    page.get_by_role("button", name="Show").click()

    assert page.get_by_role("alert").inner_text() == "Give a score that is not below the first one."
    assert barriers() == []
