"""Editing in a browser: from a log-in to what readers see."""

import re

from playwright.sync_api import expect


def open_page(page, site, title: str) -> None:
    page.goto(f"{site}/admin/artifacts/wikipage/")
    # A list names a page by its title, and then its id.
    page.get_by_role("link", name=re.compile(rf"^{re.escape(title)} wiki-")).click()
    page.wait_for_url("**/change/")


def test_an_editors_change_waits_until_a_reviewer_publishes_it(page, site, people, log_in, complaints):
    body = page.get_by_label("Body")
    reader = f"{site}/artifact/wiki-genes-smn2"

    log_in("edith")
    open_page(page, site, "SMN2")
    body.fill("## Role\n\nIt makes **some** protein.[@lefebvre1995]")
    preview = page.frame_locator("iframe[title=Preview]").locator(".prose")
    expect(preview.locator("strong")).to_have_text("some")
    expect(preview.locator("sup.cite a")).to_have_text("3")  # Two works are cited in the infobox above.
    page.get_by_label("Edit summary").fill("Shorter")
    page.get_by_role("button", name="Save for review", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Saved as revision 2; it waits for review")
    page.goto(reader)
    assert "makes some protein" not in page.locator(".prose").inner_text()

    log_in("rhea")
    open_page(page, site, "SMN2")
    page.get_by_role("link", name="History").click()
    page.get_by_role("row", name="Shorter").get_by_role("link", name="Publish").click()
    expect(page.locator("ins").first).to_be_visible()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Readers now see revision 2.")
    page.goto(reader)
    assert page.locator(".prose p").text_content() == "It makes some protein.3"
    assert complaints == []


def test_a_save_that_came_second_is_joined_or_asked_about(page, site, people, log_in, complaints):
    log_in("edith")
    tabs = [page, page.context.new_page(), page.context.new_page()]
    for tab in tabs:
        open_page(tab, site, "SMN2")
    body = page.locator("#id_body").input_value()
    save = "Save for review"
    tabs[1].get_by_label("Body").fill(f"Saved first.\n\n{body}")
    tabs[1].get_by_role("button", name=save, exact=True).click()
    expect(tabs[1].locator(".messagelist")).to_contain_text("Saved as revision 2")

    tabs[2].get_by_label("Body").fill(f"{body}\n\nTyped at the same time.")
    tabs[2].get_by_role("button", name=save, exact=True).click()
    expect(tabs[2].locator(".messagelist")).to_contain_text("Saved as revision 3 by merging with the edit of edith")
    page.get_by_label("Body").fill(f"Typed first too.\n\n{body}")
    page.get_by_role("button", name=save, exact=True).click()

    expect(page.locator("h1").last).to_have_text("Changed at the same time")
    page.get_by_label("Both").check()
    page.get_by_role("button", name="Show the result").click()
    expect(page.locator("ins")).to_contain_text(["Typed first too."])
    page.get_by_role("button", name=save, exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Saved as revision 4")
    open_page(page, site, "SMN2")
    text = page.locator("#id_body").input_value()
    assert [text.count(words) for words in ("Saved first.", "Typed first too.", "Typed at the same time.")] == [1, 1, 1]
    assert complaints == []


def test_a_reviewer_undoes_a_middle_revision(page, site, people, log_in, complaints):
    log_in("rhea")
    for body, summary in (
        ("One.\n\nTwo.", "First"),
        ("One.\n\nTwo, wrong.", "Second"),
        ("One, better.\n\nTwo, wrong.", "Third"),
    ):
        open_page(page, site, "SMN2")
        page.get_by_label("Body").fill(body)
        page.get_by_label("Edit summary").fill(summary)
        page.get_by_role("button", name="Save and publish").click()
        expect(page.locator(".messagelist")).to_contain_text("Readers now see")

    open_page(page, site, "SMN2")
    page.get_by_role("link", name="History").click()
    page.get_by_role("row", name="Second").get_by_role("link", name="Undo").click()
    expect(page.locator("del")).to_have_text(", wrong")
    page.get_by_role("button", name="Undo and publish").click()
    expect(page.locator(".messagelist")).to_contain_text("Readers now see revision 5.")
    page.goto(f"{site}/artifact/wiki-genes-smn2")

    assert page.locator(".prose p").all_text_contents() == ["One, better.", "Two."]
    assert complaints == []
