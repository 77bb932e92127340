"""Editing in a browser: from a log-in to what readers see."""

from playwright.sync_api import expect


def open_page(page, site, title: str) -> None:
    page.goto(f"{site}/admin/artifacts/wikipage/")
    page.get_by_role("link", name=title, exact=True).click()


def test_an_editors_change_waits_until_a_reviewer_publishes_it(page, site, people, log_in, complaints):
    body = page.get_by_label("Body")
    reader = f"{site}/artifact/wiki-genes-smn2"

    log_in("edith")
    open_page(page, site, "SMN2")
    body.fill("## Role\n\nIt makes **some** protein.[@lefebvre1995]")
    preview = page.locator(".markdownx-preview")
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


def test_a_stale_save_keeps_the_text_and_overwrites_nothing(page, site, people, log_in):
    log_in("edith")
    open_page(page, site, "SMN2")
    other = page.context.new_page()
    open_page(other, site, "SMN2")
    other.get_by_label("Body").fill("Saved first.")
    other.get_by_role("button", name="Save for review", exact=True).click()
    expect(other.locator(".messagelist")).to_contain_text("Saved as revision 2")

    page.get_by_label("Body").fill("Typed at the same time.")
    page.get_by_role("button", name="Save for review", exact=True).click()

    expect(page.locator(".errornote, .errorlist").first).to_be_visible()
    assert "saved revision 2 while you were editing revision 1" in page.content()
    assert page.get_by_label("Body").input_value() == "Typed at the same time."


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
    expect(page.locator(".messagelist")).to_contain_text("Done")
    page.goto(f"{site}/artifact/wiki-genes-smn2")

    assert page.locator(".prose p").all_text_contents() == ["One, better.", "Two."]
    assert complaints == []
