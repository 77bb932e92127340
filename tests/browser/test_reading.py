"""Reading in a browser: every kind of page, narrow and wide, light and dark, with and without JavaScript."""

import pytest

PAGES = (
    "/",
    "/artifact/wiki-therapeutics-nusinersen",
    "/artifact/wiki-therapeutics-nusinersen?embed=1",
    "/artifact/wiki-therapeutics-nusinersen/r/1",
    "/artifact/wiki-therapeutics-nusinersen/history",
    "/artifact/wiki-therapeutics-nusinersen/links",
    "/artifact/wiki-diseases-amyotrophic-lateral-sclerosis",
    "/artifact/h-3c91d0a7",
    "/artifact/SDA-2026-04-07-gap-003",
    "/artifact/ref-finkel2017",
    "/browse/gene",
    "/search?q=motor",
    "/exchange",
    "/recent",
)


@pytest.mark.parametrize(("width", "scheme"), [(375, "light"), (768, "dark"), (1280, "light"), (1280, "dark")])
def test_no_page_overflows_complains_or_shuts_anybody_out(page, site, complaints, barriers, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    wide, shut = [], []

    for path in PAGES:
        page.goto(site + path)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(path)
        shut += [f"{path} {barrier}" for barrier in barriers()]

    assert (wide, complaints, shut) == ([], [], [])


def test_a_citation_leads_to_its_reference_and_back(page, site):
    page.goto(f"{site}/artifact/wiki-therapeutics-nusinersen")

    page.locator(".prose sup.cite a").first.click()
    reference = page.evaluate("location.hash")
    page.locator(f"{reference} a[href^='#cite-']").first.click()

    assert reference.startswith("#ref-")
    assert page.evaluate("location.hash").startswith(f"#cite-{reference.removeprefix('#ref-')}-")


def test_contents_stand_open_beside_the_text_and_closed_above_it_on_a_phone(page, site):
    entry = page.locator(".contents a").first

    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{site}/artifact/wiki-therapeutics-nusinersen")
    beside = entry.is_visible()
    page.set_viewport_size({"width": 375, "height": 900})
    page.reload()

    assert (beside, entry.is_visible()) == (True, False)
    assert page.locator(".contents").bounding_box()["y"] > page.locator("h1").bounding_box()["y"]


def test_the_address_of_a_page_is_copied_with_one_click(page, site):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/artifact/wiki-genes-smn2")

    page.locator("section[aria-labelledby=share] .copier").last.click()

    assert page.evaluate("navigator.clipboard.readText()") == "https://wiki.example.org/artifact/wiki-genes-smn2"


def test_a_citation_is_chosen_by_keyboard_and_copied(page, site):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/artifact/wiki-genes-smn2")

    page.get_by_role("radio", name="AMA").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.locator(".cite-box .copier:visible").click()

    shown = page.locator(".cite-box .copy:visible")
    assert page.evaluate("navigator.clipboard.readText()").startswith("SciDEX contributors. (")
    assert shown.count() == 1
    assert shown.inner_text().startswith("SciDEX contributors. (")


def test_everything_is_there_without_javascript(browser, site):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{site}/artifact/wiki-therapeutics-nusinersen")

    page.locator(".contents summary").click()
    page.get_by_role("link", name="Clinical efficacy").click()

    assert page.url.endswith("#s-clinical-efficacy")
    assert page.locator(".references li").count() == 13
    page.get_by_text("BibTeX", exact=True).click()
    assert page.locator(".cite-box .copy:visible").inner_text().startswith("@online{wiki-therapeutics-nusinersen-r1,")
    context.close()


def test_another_site_frames_the_embed_and_nothing_else(page, site):
    frames = (
        f'<iframe name="embed" src="{site}/artifact/wiki-genes-smn2?embed=1"></iframe>'
        f'<iframe name="whole" src="{site}/artifact/wiki-genes-smn2"></iframe>'
    )
    elsewhere = site.replace("localhost", "127.0.0.1") + "/another-site"
    page.route(elsewhere, lambda route: route.fulfill(content_type="text/html", body=frames))

    page.goto(elsewhere)
    page.wait_for_load_state("networkidle")

    assert page.frame("embed").locator("h1").inner_text() == "SMN2"
    assert "SMN2" not in page.frame("whole").content()
