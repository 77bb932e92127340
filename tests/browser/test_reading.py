"""Reading in a browser: every kind of page, narrow and wide, light and dark, with and without JavaScript."""

import re
import time

import pytest
from playwright.sync_api import expect

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

BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def slowly(route):
    time.sleep(0.3)
    route.continue_()


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


def test_contents_stand_beside_the_text_and_follow_the_reader(page, site):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{site}/artifact/wiki-therapeutics-nusinersen")
    current = page.locator(".contents a[aria-current]")
    expect(current).to_have_text("Top")

    page.locator("#s-clinical-efficacy").evaluate("heading => heading.scrollIntoView()")
    expect(current).to_have_text("Clinical efficacy")
    assert current.bounding_box()["y"] > 0

    page.keyboard.press("End")
    expect(current).to_have_text("References")


def test_contents_are_a_bar_on_a_phone_that_stays_and_names_the_section(page, site):
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{site}/artifact/wiki-therapeutics-nusinersen")
    bar = page.locator(".contents summary")
    entry = page.locator(".contents").get_by_role("link", name="Safety and monitoring")
    assert not entry.is_visible()

    bar.click()
    entry.click()

    expect(page.locator(".here")).to_have_text("Safety and monitoring")
    expect(entry).to_be_hidden()
    heading = page.locator("#s-safety-and-monitoring").bounding_box()
    assert bar.bounding_box()["y"] >= 0
    assert heading["y"] >= bar.bounding_box()["y"] + bar.bounding_box()["height"]

    bar.click()
    page.keyboard.press("Escape")
    expect(entry).to_be_hidden()


def test_a_heading_has_a_link_for_keyboards_and_is_read_out_without_it(page, site):
    page.goto(f"{site}/artifact/wiki-therapeutics-nusinersen")

    page.locator("#s-overview + .anchor").focus()
    page.keyboard.press("Enter")

    assert page.url.endswith("#s-overview")
    assert page.get_by_role("heading", name="Overview", exact=True).count() == 1


def test_a_chosen_theme_is_kept_and_worn_from_the_first_frame_on(page, site):
    page.emulate_media(color_scheme="light")
    page.goto(site)
    page.get_by_role("button", name="Appearance").click()
    page.get_by_label("Dark").check()
    dark = page.evaluate(BACKGROUND)

    page.add_init_script(f"""
        window.seen = new Set();
        const look = () => {{ if (document.body) seen.add({BACKGROUND}); requestAnimationFrame(look); }};
        requestAnimationFrame(look);
    """)
    page.route("**/scidex*.js", slowly)
    page.goto(f"{site}/artifact/wiki-therapeutics-nusinersen")

    assert page.evaluate("[...seen]") == [dark]
    page.get_by_role("button", name="Appearance").click()
    page.get_by_label("As the system").check()
    assert page.evaluate(BACKGROUND) != dark
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(BACKGROUND) == dark


@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_moves_while_a_page_loads(page, site, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script("""
        window.moved = 0;
        const add = (list) => list.getEntries().forEach((entry) => { moved += entry.value; });
        new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
    """)
    moved = {}

    for path in PAGES:
        page.goto(site + path)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
        moved[path] = page.evaluate("moved")

    assert moved == dict.fromkeys(PAGES, 0)


def test_a_page_asks_for_four_files(page, site):
    asked = []
    page.on("request", lambda request: asked.append(re.sub(r"\.[0-9a-f]{12}", "", request.url.rsplit("/", 1)[1])))

    page.goto(f"{site}/artifact/wiki-genes-smn2")
    page.wait_for_load_state("networkidle")

    assert sorted(asked) == ["icon.svg", "scidex.css", "scidex.js", "wiki-genes-smn2"]


def test_a_printed_page_shows_what_is_folded_and_ends_with_its_address(page, site):
    page.set_viewport_size({"width": 700, "height": 900})
    page.goto(f"{site}/artifact/wiki-genes-smn2")
    last = page.locator(".infobox tr").last
    assert (last.is_visible(), page.locator(".imprint").is_visible()) == (False, False)

    page.emulate_media(media="print")

    assert last.is_visible()
    assert "https://wiki.example.org/artifact/wiki-genes-smn2/r/1" in page.locator(".imprint").inner_text()
    shown = {
        name: page.locator(name).first.is_visible() for name in ("header.site", ".contents", ".tools", ".references")
    }
    assert shown == {"header.site": False, ".contents": False, ".tools": False, ".references": True}


def test_the_address_of_a_page_is_copied_with_one_click(page, site):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/artifact/wiki-genes-smn2")

    page.locator("section[aria-labelledby=share] dt:text-is('Address') + dd .copier").click()

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


@pytest.mark.parametrize("width", [375, 1280])
def test_everything_is_there_without_javascript(browser, site, width):
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{site}/artifact/wiki-therapeutics-nusinersen")
    entry = page.locator(".contents").get_by_role("link", name="Clinical efficacy")

    if not entry.is_visible():
        page.locator(".contents summary").click()
    entry.click()

    assert page.url.endswith("#s-clinical-efficacy")
    assert page.locator(".references li").count() == 13
    page.get_by_text("BibTeX", exact=True).click()
    assert page.locator(".cite-box .copy:visible").inner_text().startswith("@online{wiki-therapeutics-nusinersen-r1,")
    if not page.locator(".infobox tr").last.is_visible():
        page.get_by_text("more facts").click()
    assert page.locator(".infobox tr").last.is_visible()
    assert not page.get_by_role("button", name="Appearance").is_visible()
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
