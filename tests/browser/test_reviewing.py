"""Reviewing in a browser: a rejection with a note, a publication without what was rejected, and the text taken back."""

from playwright.sync_api import expect

from tests.browser.test_editing import open_page


def save_for_review(page, site, old: str, new: str, summary: str) -> None:
    open_page(page, site, "SMN2")
    body = page.get_by_label("Body")
    body.fill(page.locator("#id_body").input_value().replace(old, new))
    page.get_by_label("Edit summary").fill(summary)
    page.get_by_role("button", name="Save for review", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("it waits for review")


def test_one_change_is_rejected_the_next_is_published_and_the_first_taken_back(
    page, site, people, log_in, complaints, barriers
):
    log_in("edith")
    save_for_review(page, site, "Between 10 and 20%", "Between 30 and 40%", "Other share")
    save_for_review(page, site, "SMN joins poorly", "SMN joins badly", "Shorter word")

    log_in("rhea")
    page.get_by_role("link", name="Waiting for review").first.click()
    rows = page.locator("#result_list tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Other share text alters numbers alters percentages", use_inner_text=True)
    shut = barriers()
    rows.first.get_by_role("link", name="Review", exact=True).click()
    expect(page.locator("del")).to_have_text(["10", "20%"])
    shut += barriers()
    page.get_by_label("Note").fill("The paper says 10 to 20%.")
    page.get_by_role("button", name="Reject").click()
    expect(page.locator(".messagelist")).to_contain_text("Revision 2 of SMN2 is rejected, and returned to edith.")

    expect(page.locator("#content h1")).to_have_text("Review revision 3")
    expect(page.locator("ins")).to_have_text("badly")
    page.get_by_role("button", name="Approve and publish").click()
    expect(page.locator(".messagelist")).to_contain_text("Readers now see revision 4 of SMN2.")
    page.goto(f"{site}/artifact/wiki-genes-smn2")
    assert "SMN joins badly" in page.locator(".prose").inner_text()
    assert "Between 10 and 20%" in page.locator(".prose").inner_text()
    assert "by rhea" in page.locator(".byline").inner_text()
    assert "reviewed on" in page.locator(".glance").inner_text()

    log_in("edith")
    expect(page.locator(".returned-texts")).to_contain_text("The paper says 10 to 20%.")
    page.locator(".returned-texts").get_by_role("link", name="SMN2").click()
    expect(page.locator("ins")).to_have_text(["30", "40%"])
    shut += barriers()
    page.get_by_label("Why, in a few words:").fill("A newer paper says so")
    page.get_by_role("button", name="Take back for review").click()
    expect(page.get_by_role("row", name="Took back revision 2: A newer paper says so")).to_contain_text("unreviewed")
    page.goto(f"{site}/admin/")
    expect(page.locator(".returned-texts")).to_have_count(0)
    assert (complaints, shut) == ([], [])
