"""The text editor in a browser: citations complete, the preview follows, and the plain form is enough."""

import re

from playwright.sync_api import expect

from tests.browser.test_editing import open_page


def test_a_citation_is_completed_by_keyboard_and_the_preview_follows(page, site, people, log_in, complaints, barriers):
    log_in("edith")
    open_page(page, site, "SMN1")
    body, sent = page.get_by_label("Body"), page.locator("#id_body")
    offered, preview = page.locator(".cm-tooltip-autocomplete li"), page.frame_locator("iframe[title=Preview]")

    expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible()
    body.fill("It is **known**")
    body.press("End")
    page.keyboard.type(" since then.[@mercuri 2018")
    expect(offered.first).to_contain_text("Mercuri 2018 – Nusinersen versus Sham Control in Later-Onset")
    expect(offered.first).to_contain_text("used on")
    page.keyboard.press("Enter")
    expect(sent).to_have_value("It is **known** since then.[@mercuri2018]")
    page.keyboard.type(" See [[smn2 exon")
    expect(offered.first).to_contain_text("SMN2 exon 7 splicing")
    page.keyboard.press("Enter")

    text = "It is **known** since then.[@mercuri2018] See [[mechanisms-smn2-exon-7-splicing]]"
    expect(sent).to_have_value(text)
    expect(preview.locator(".prose")).to_have_text(
        re.compile(r"\s*It is known since then\.\d+ See SMN2 exon 7 splicing\s*")
    )
    expect(preview.locator(".references")).to_contain_text("Mercuri")
    expect(body).to_be_focused()
    page.keyboard.press("Control+z")
    expect(sent).to_have_value(text.replace("mechanisms-smn2-exon-7-splicing]]", "smn2 exon"))
    page.keyboard.press("Control+y")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(body).not_to_be_focused()
    page.get_by_role("button", name="Save for review", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Saved as revision 2")
    open_page(page, site, "SMN1")
    expect(page.locator("#id_body")).to_have_value(text)
    row = page.locator("#citations-group .row", has=page.locator("input[value=mercuri2018]"))
    expect(row).to_contain_text("Nusinersen versus Sham Control in Later-Onset")
    assert complaints == []
    # Last: axe itself writes styles into the page.
    assert [barrier for barrier in barriers() if "desk" in barrier or "cm-" in barrier] == []


def test_findings_are_marked_and_fixed_and_edits_of_others_can_be_undone(page, site, people, log_in, complaints):
    log_in("edith")
    open_page(page, site, "SMN1")
    body, sent = page.get_by_label("Body"), page.locator("#id_body")
    body.fill("One 𝔸.\n\nTwo teh words.")
    finding = {
        "rule": "spelling",
        "severity": "warning",
        "part": "line",
        "place": "3",
        "message": "Write <the>.",
        "edits": [{"path": ["body"], "start": 12, "end": 15, "text": "the"}],
    }
    dispatch = "(element, [name, detail]) => element.dispatchEvent(new CustomEvent(name, {detail}))"
    page.locator("#wikipage_form").evaluate(dispatch, ["scidex:findings", {"findings": [finding]}])
    sent.evaluate(dispatch, ["scidex:edit", {"start": 0, "end": 3, "text": "First"}])

    body.press("F8")

    expect(page.locator(".cm-tooltip")).to_contain_text("Write <the>.")
    page.get_by_role("button", name="Fix").click()
    expect(sent).to_have_value("First 𝔸.\n\nTwo the words.")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(sent).to_have_value("One 𝔸.\n\nTwo teh words.")
    assert complaints == []


def test_without_javascript_the_plain_form_saves(browser, site, people):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/admin/")
    page.get_by_label("Username").fill("edith")
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Log in").click()
    open_page(page, site, "SMN1")

    page.get_by_label("Body").fill("Typed plainly.")
    page.get_by_role("button", name="Save for review", exact=True).click()

    expect(page.locator(".messagelist")).to_contain_text("Saved as revision 2")
    open_page(page, site, "SMN1")
    expect(page.get_by_label("Body")).to_have_value("Typed plainly.")
    expect(page.get_by_role("toolbar")).to_have_count(0)
    page.context.close()
