"""Importing references in a browser: a file is dropped on its place, looked at by keyboard, and applied."""

from playwright.sync_api import expect

DROP = """(place) => {
  const data = new DataTransfer();
  data.items.add(new File(["@misc{a, title = {Dropped & done}, year = 2001}\\n@misc{b, title = {x"], "mine.bib"));
  place.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def test_a_dropped_file_is_looked_at_and_applied(page, site, people, log_in, complaints, barriers):
    log_in("rhea")
    page.get_by_role("link", name="Import references").first.click()
    page.wait_for_load_state()  # Nobody drops a file before the page listens.
    page.locator(".drop").evaluate(DROP)
    expect(page.get_by_text("Chosen: mine.bib")).to_be_visible()
    assert barriers() == []

    page.get_by_role("button", name="Look at it").press("Enter")
    expect(page.locator(".entry")).to_contain_text("Dropped & done")
    expect(page.locator(".problems")).to_contain_text("Line 2")
    assert barriers() == []
    page.get_by_label("Leave it out").press("Space")
    page.get_by_role("button", name="all 1").press("Enter")
    expect(page.get_by_label("Leave it out")).to_be_checked()
    page.get_by_label("Create it").press("Space")
    page.get_by_role("button", name="Apply the file").press("Enter")

    expect(page.locator(".entry")).to_contain_text("created")
    assert barriers() == []
    assert complaints == []
