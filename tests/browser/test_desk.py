"""The desk in a browser: rows moved and pasted, works found for citekeys, scores on sliders, and who else is there."""

import pytest
from playwright.sync_api import expect

from artifacts.domain.save import save
from artifacts.models import Artifact, Presence
from artifacts.representations.contents import content_of
from tests.browser.test_editing import open_page
from tests.helpers import edit


def labels(page) -> list[str]:
    return page.locator("#infobox-group .row:not(.spare) [name$='-label']").evaluate_all(
        "fields => fields.map((field) => field.value)"
    )


def drag(page, source: str, target: str) -> None:
    """Both must be in sight: nothing scrolls while something is dragged."""
    page.set_viewport_size({"width": 1280, "height": 4000})
    page.locator(target).scroll_into_view_if_needed()
    here, there = page.locator(source).bounding_box(), page.locator(target).bounding_box()
    page.mouse.move(here["x"] + 5, here["y"] + 5)
    page.mouse.down()
    page.mouse.move(here["x"] + 5, here["y"] - 20, steps=3)
    page.mouse.move(there["x"] + 5, there["y"] + 2, steps=10)
    page.wait_for_timeout(150)
    page.mouse.up()


def until(page, holds) -> None:
    """Wait for what a page tells the server as it is left; five seconds at the most."""
    for _ in range(50):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("That did not come to be.")


def saved_infobox() -> list[dict]:
    return content_of(Artifact.objects.get(public_id="wiki-genes-smn2"))["infobox"]


def test_rows_are_moved_with_their_group_pasted_and_sourced_and_what_is_taken_back_is_no_change(
    page, site, people, log_in, complaints
):
    log_in("edith")
    open_page(page, site, "SMN2")
    rows, state = page.locator("#infobox-group .row"), page.locator(".save-state [data-yes]")
    expect(state).to_have_text("No changes")
    before = labels(page)
    label = rows.filter(has=page.locator("[name$='-label'][value='Symbol']")).locator("[name$='-label']")

    label.press("Alt+ArrowDown")
    expect(state).to_have_text("Changes not saved")
    assert labels(page)[:3] == ["SMN2", "Full name", "Symbol"]
    expect(label).to_be_focused()
    label.press("Alt+ArrowUp")
    expect(state).to_have_text("No changes")
    page.get_by_role("button", name="Add a header", exact=True).click()
    page.keyboard.type("Taken back")
    expect(state).to_have_text("Changes not saved")
    rows.last.get_by_role("button", name="Remove this row").click()
    expect(state).to_have_text("No changes")

    place = before.index("Medicines")
    drag(page, f"#infobox-{place} .grip", "#infobox-1 .grip")
    expect(state).to_have_text("Changes not saved")
    assert labels(page)[1:4] == ["Medicines", "Antisense", "Small molecule"]
    page.get_by_role("button", name="Paste a table").click()
    page.get_by_label("A table as HTML").fill("| Band | 5q13.2 |\n|---|---|\n| OMIM | gene 12 |")
    page.get_by_role("button", name="Put 2 rows into the form").click()
    expect(page.locator(".identifier-note.wrong")).to_contain_text("“gene 12” is no identifier of OMIM")
    page.get_by_role("button", name="Same source for all").click()
    page.get_by_label("Citekeys").fill("finkel2016")
    page.get_by_label("For", exact=True).select_option(label="the group “Medicines” (5)")
    page.get_by_role("button", name="Give them this source").click()
    page.keyboard.press("Control+s")

    expect(page.locator(".messagelist")).to_contain_text("Saved as revision 2")
    saved = saved_infobox()
    assert [row["label"] for row in saved][1:4] == ["Medicines", "Antisense", "Small molecule"]
    assert [(row["label"], row["value"], row["citekeys"]) for row in saved[-2:]] == [
        ("Band", "5q13.2", []),
        ("OMIM", "gene 12", []),
    ]
    assert saved[2]["citekeys"] == ["finkel2016"]
    assert complaints == []


def test_a_work_is_found_for_a_citekey_and_who_else_is_there_is_told(page, site, people, log_in, complaints):
    smn2 = Artifact.objects.get(public_id="wiki-genes-smn2")
    content = content_of(smn2)
    content["body"] += " Again.[@lefebvre1995b]"
    save(content, by=people["rhea"], artifact=smn2, base=1)
    log_in("edith")
    open_page(page, site, "SMN2")
    row = page.locator("#citations-group .row.standing").filter(has=page.locator("[value='lefebvre1995b']"))
    expect(row.locator(".badge")).to_have_text(["unresolved"])

    page.get_by_role("button", name="Suggest works for all unresolved").click()
    expect(row.get_by_role("radio").first).to_be_checked()
    page.get_by_role("button", name="Use what is ticked").click()
    expect(row.locator(".badge:visible")).to_have_text(["chosen, not saved"])
    row.get_by_role("button", name="Rename").click()
    page.get_by_label("New name").fill("lefebvre1995gene")
    page.get_by_label("New name").press("Enter")
    expect(page.locator("[name=body]")).to_have_value(content["body"].replace("1995b]", "1995gene]"))

    edit(smn2, by=people["rhea"], title="SMN2 gene")
    Presence.objects.create(
        artifact=smn2, user=people["rhea"], tab="f" * 24, typed=True, seen_at="2999-01-01T00:00:00+00:00"
    )
    page.evaluate("dispatchEvent(new Event('pageshow'))")
    expect(page.locator("#presence .others")).to_have_text("rhea is editing this now.")
    expect(page.locator("#presence .newer")).to_contain_text("rhea saved revision 3 meanwhile")
    page.get_by_role("button", name="Save for review", exact=True).click()

    expect(page.locator(".messagelist")).to_contain_text("Saved as revision 4 by merging")
    citations = content_of(Artifact.objects.get(pk=smn2.pk))["citations"]
    assert citations["lefebvre1995gene"] == "ref-lefebvre1995"
    assert "lefebvre1995b" not in citations
    page.goto(f"{site}/admin/")
    until(page, lambda: [tab.user.username for tab in Presence.objects.select_related("user")] == ["rhea"])
    assert complaints == []


def test_a_new_page_lacks_nothing_before_it_is_begun_and_is_named_by_its_type_and_title(page, site, people, log_in):
    log_in("edith")
    page.goto(f"{site}/admin/artifacts/wikipage/add/")
    slug = page.locator("#id_slug")
    expect(page.locator(".desk-said")).to_have_text("What you write is shown here as readers will see it.")
    expect(page.locator("#doctor summary")).to_contain_text("none")

    page.locator("#id_title").press_sequentially("α-Synuclein")
    expect(slug).to_have_value("alpha-synuclein")
    page.get_by_label("Entity type").select_option("gene")
    expect(slug).to_have_value("genes-alpha-synuclein")
    slug.fill("genes-snca")
    page.locator("#id_title").press_sequentially(" gene")

    expect(slug).to_have_value("genes-snca")


def test_the_field_of_a_work_that_stands_there_shows_when_another_is_to_be_chosen(page, site, people, log_in):
    log_in("edith")
    open_page(page, site, "SMN2")
    row = page.locator("#citations-group .row.standing").first
    expect(row.locator(".field-reference")).to_be_hidden()

    row.get_by_role("button", name="Choose another work").click()

    expect(row.locator(".select2-selection")).to_be_focused()


@pytest.mark.parametrize(("width", "scheme"), [(375, "dark"), (1280, "light")])
def test_the_forms_shut_nobody_out_and_the_composite_follows_the_scores(
    width, scheme, page, site, people, log_in, complaints, barriers
):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    log_in("rhea")
    wide, shut, said = [], [], []

    def look_for_barriers() -> None:
        # Axe reads the admin's nested style sheets anew, which the CSP refuses it: not the page's own complaints.
        said.extend(complaints)
        shut.extend(barrier for barrier in barriers() if not barrier.startswith("link-in-text-block"))
        complaints.clear()

    for model in ("analysis", "reference", "wikipage", "hypothesis"):
        page.goto(f"{site}/admin/artifacts/{model}/")
        page.locator("#result_list tbody th a").first.click()
        expect(page.locator(".save-state [data-yes]")).to_have_text("No changes")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(model)
        look_for_barriers()

    for number in page.locator("input[data-weight]").all():
        number.fill("")
    expect(page.locator("[data-composite] output")).to_have_text("no score")
    page.locator("[name=novelty]").fill("0.5")
    page.get_by_role("slider", name="Novelty").press("ArrowRight")
    expect(page.locator("[data-composite] output")).to_have_text("0.51 medium")
    expect(page.locator("[name=novelty]")).to_have_value("0.51")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    look_for_barriers()
    assert (wide, shut, said) == ([], [], [])
