"""Trustworthiness in a browser: what has no source shown on demand, and what changed since the last visit."""

import json

from tests.helpers import edit, make_page

LONG = "Most of the motor neurons die before the second week of life"
KEPT = "JSON.parse(localStorage.getItem('scidex:visits'))"
SHIFTS = """new Promise((told) => {
  let moved = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((shift) => { moved += shift.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => told(moved), 300);
})"""


def looks(page, selector: str) -> tuple[str, str]:
    """The outline and the background: what a highlight is told by, beside its colour."""
    style = f"getComputedStyle(document.querySelector({json.dumps(selector)}))"
    return page.evaluate(f"[{style}.outlineStyle, {style}.backgroundColor]")


def test_what_has_no_source_is_highlighted_on_demand_without_javascript_too(browser, site):
    make_page("parkin", body=f"{LONG}.\n\n{LONG}.[@a]", infobox=[{"label": "Exons", "value": "12"}])

    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        page = context.new_page()
        page.goto(f"{site}/artifact/wiki-genes-parkin")
        before = [looks(page, selector) for selector in (".prose > p", ".prose > p + p", ".infobox tr")]
        # With the keyboard alone.
        page.get_by_label("Show what has no source").press("Space")
        after = [looks(page, selector) for selector in (".prose > p", ".prose > p + p", ".infobox tr")]

        assert [outline for outline, _background in before] == ["none", "none", "none"]
        assert [outline for outline, _background in after] == ["dashed", "none", "dashed"]
        assert [one != other for one, other in zip(before, after, strict=True)] == [True, False, True]
        context.close()


def keep(page, visits: list | str) -> None:
    """Put what a browser kept of earlier visits in the place of what it keeps."""
    page.wait_for_function("localStorage.getItem('scidex:visits')")
    kept = visits if isinstance(visits, str) else json.dumps(visits)
    page.evaluate("(kept) => localStorage.setItem('scidex:visits', kept)", kept)
    page.reload()


def test_a_reader_who_comes_back_is_told_what_changed_and_nothing_is_sent(page, site, complaints, barriers):
    artifact = make_page("parkin", body=f"{LONG}.")
    address = f"{site}/artifact/wiki-genes-parkin"
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.url)))

    page.goto(address)
    first = page.locator(".visit").inner_text()
    edit(artifact, live=True, body=f"{LONG}. So it is.")
    keep(page, [["wiki-genes-parkin", [1, "2026-04-01"]]])
    told = page.locator(".visit a")
    told.wait_for()

    assert (first, told.inner_text()) == ("", "Changed since you read revision 1 on 1 April 2026: see what changed")
    assert page.evaluate(SHIFTS) == 0
    page.reload()
    told.wait_for()
    assert (barriers(), complaints) == ([], [])
    told.click()
    assert page.url == f"{address}/diff/1..2"
    assert {method for method, _url in asked} == {"GET"}
    assert [url for _method, url in asked if "2026-04-01" in url] == []


def test_what_a_browser_keeps_is_bounded_may_be_broken_and_is_no_news_a_day_later(page, site):
    page.goto(f"{site}/artifact/wiki-genes-smn2")

    keep(page, [[f"x-{number}", [1, "2026-04-01"]] for number in range(700)])
    page.wait_for_function(f"{KEPT}.at(-1)[0] === 'wiki-genes-smn2'")
    names = page.evaluate(f"{KEPT}.map(([name]) => name)")
    keep(page, "{broken")
    page.wait_for_function(f"{KEPT}.length === 1")
    keep(page, [["wiki-genes-smn2", [1, "2026-04-02", 7, "2026-04-01"]]])
    page.wait_for_function(f"{KEPT}[0][1].length === 2")

    assert (len(names), names[0], names[-2:]) == (500, "x-201", ["x-699", "wiki-genes-smn2"])
    assert page.locator(".visit").inner_text() == ""


def test_what_links_here_comes_when_a_reader_does(page, site, complaints):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/artifact/wiki-therapeutics-nusinersen")
    page.wait_for_timeout(200)
    before = [url for url in asked if url.endswith("/nearby")]

    page.locator("#around").scroll_into_view_if_needed()
    page.get_by_role("heading", name="Pages that link here").wait_for()

    assert (before, complaints) == ([], [])
    assert page.locator(".nearby li a").count() >= 6
