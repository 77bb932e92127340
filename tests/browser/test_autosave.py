"""Nothing that was typed is lost in a browser: closed by mistake, or logged out meanwhile."""

from playwright.sync_api import expect

from artifacts.models import Draft
from tests.browser.test_editing import open_page


def test_a_page_closed_by_mistake_gives_the_text_back(page, site, people, log_in, complaints):
    log_in("edith")
    open_page(page, site, "SMN2")
    page.get_by_label("Body").fill("Typed and not saved.")
    expect(page.locator("#autosave")).to_contain_text("was kept at")

    other = page.context.new_page()
    open_page(other, site, "SMN2")
    expect(other.locator(".kept")).to_contain_text("You typed something here")
    other.get_by_role("link", name="Restore it").click()
    expect(other.locator("#id_body")).to_have_value("Typed and not saved.")
    other.get_by_role("button", name="Save for review", exact=True).click()
    expect(other.locator(".messagelist")).to_contain_text("Saved as revision 2")
    open_page(other, site, "SMN2")
    expect(other.locator(".kept")).to_have_count(0)
    assert complaints == []


def test_looking_at_a_page_keeps_nothing_and_what_was_kept_waits_for_an_answer(page, site, people, log_in, complaints):
    log_in("edith")
    open_page(page, site, "SMN2")
    # Longer than the pause after which a change is kept: the widgets of the references tell of some as they are set up.
    page.wait_for_timeout(3500)
    assert Draft.objects.count() == 0
    page.get_by_label("Body").fill("Typed and not saved.")
    expect(page.locator("#autosave")).to_contain_text("was kept at")

    page.reload()
    page.get_by_label("Body").fill("Typed since.")
    expect(page.locator("#autosave")).to_contain_text("first restore or discard what you typed before")
    assert Draft.objects.get().document["posted"]["body"] == ["Typed and not saved."]
    page.get_by_role("button", name="Discard it").click()
    expect(page.locator("#autosave")).to_contain_text("was kept at")

    assert Draft.objects.get().document["posted"]["body"] == ["Typed since."]
    assert complaints == []


def test_a_session_that_ended_keeps_the_text_in_the_form_until_it_can_be_saved(page, site, people, log_in):
    log_in("edith")
    open_page(page, site, "SMN2")
    page.get_by_label("Body").fill("Typed while logged out.")
    cookies = page.context.cookies()
    page.context.clear_cookies()

    page.get_by_role("button", name="Save for review", exact=True).click()

    expect(page.locator("#autosave")).to_contain_text("You are logged out")
    expect(page.locator("#id_body")).to_have_value("Typed while logged out.")
    page.context.add_cookies(cookies)
    page.get_by_role("button", name="Save for review", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Saved as revision 2")
