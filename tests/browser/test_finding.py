"""Finding in a browser: suggestions by keyboard and by pointer, and the plain form where no script runs."""

import re

from playwright.sync_api import expect


def test_suggestions_are_walked_by_keyboard_and_lead_there(page, site, complaints, barriers):
    page.goto(f"{site}/recent")
    box, options = page.get_by_role("combobox", name="Search"), page.get_by_role("option")
    page.get_by_role("searchbox", name="Search").focus()

    box.press_sequentially("nusiner")
    expect(options.first).to_contain_text("Nusinersen (Spinraza)")
    shut = barriers()
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    active = box.get_attribute("aria-activedescendant")
    named = options.first.get_attribute("id")
    box.press("ArrowUp")
    box.press("Escape")
    closed = (box.get_attribute("aria-expanded"), box.input_value(), options.count() and options.first.is_visible())
    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")

    expect(page).to_have_url(re.compile("/artifact/wiki-therapeutics-nusinersen$"))
    assert (active, closed, shut, complaints) == (named, ("false", "nusiner", False), [], [])


def test_what_is_typed_is_searched_for_as_ever(page, site):
    page.goto(f"{site}/recent")
    # It becomes a combobox once it has the focus.
    box = page.locator("header input[name=q]")

    box.fill("motor neuron")
    box.press("Enter")

    expect(page).to_have_url(re.compile(r"/search\?q=motor\+neuron$"))
    expect(page.locator(".hits mark").first).to_have_text("Motor")


def test_without_javascript_a_search_can_be_narrowed_down(browser, site):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    page = context.new_page()

    page.goto(f"{site}/search?q=motor+neuron")
    page.get_by_text("Narrow down").click()
    page.get_by_role("link", name="Hypothesis").click()

    assert "type=hypothesis" in page.url
    assert page.locator(".hits > li").count() == 3
    context.close()
