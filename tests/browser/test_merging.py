"""Merging in a browser: two pages become one and two again, as a reviewer would."""

from playwright.sync_api import expect

from artifacts.domain.publish import publish
from artifacts.domain.save import save
from artifacts.models import Artifact
from tests.browser.test_editing import open_page
from tests.helpers import someone


def make_twin() -> Artifact:
    body = "It makes protein.\n\n## Copies\n\nPeople have none to eight."
    content = {"kind": "page", "slug": "genes-smn-2", "title": "SMN2 (survival of motor neuron 2)", "body": body}
    saved = save(content, by=someone())
    publish(saved.revision, by=someone())
    return saved.revision.artifact


def lines_of(page, address: str) -> list[str]:
    """What readers see, but for the lines that name the revision."""
    page.goto(address)
    lines = page.locator("article .main").inner_text().splitlines()
    named = ("evision", "sha256", "was written by")
    return [line for line in lines if not any(word in line for word in named)]


def own(barriers: list[str]) -> list[str]:
    """Without the breadcrumbs of Django's admin, whose links are told from text by colour alone."""
    return [barrier for barrier in barriers if not barrier.startswith("link-in-text-block")]


def test_two_pages_are_merged_and_taken_apart_again(page, site, people, log_in, complaints, barriers):
    make_twin()
    old = f"{site}/artifact/wiki-genes-smn-2"
    before = lines_of(page, f"{site}/artifact/wiki-genes-smn2")

    log_in("rhea")
    open_page(page, site, "SMN2")
    page.get_by_role("link", name="History").click()
    page.get_by_role("link", name="Merge another one into this").click()
    page.get_by_label("What to merge into this").fill(old)
    page.get_by_role("button", name="Show the plan").click()
    title = page.locator("fieldset.choice").filter(has_text="Title")
    expect(title.get_by_label("Take")).to_be_checked()
    title.get_by_text("Text by hand").click()
    title.get_by_role("textbox").fill("SMN2, the gene")
    expect(title.get_by_label("By hand", exact=True)).to_be_checked()
    title.get_by_label("Keep").check()
    page.get_by_label("Why are they one thing?").fill("One gene, twice")
    page.get_by_role("button", name="Show the result").click()
    expect(title.get_by_label("Keep")).to_be_checked()
    assert own(barriers()) == []
    page.get_by_role("button", name="Merge and publish").click()
    expect(page.locator(".messagelist")).to_contain_text("wiki-genes-smn-2 is merged into wiki-genes-smn2")

    page.goto(old)
    assert page.url == f"{site}/artifact/wiki-genes-smn2"
    expect(page.locator(".note").filter(has_text="Merged from")).to_contain_text("One gene, twice")
    expect(page.locator(".prose")).to_contain_text("People have none to eight.")

    page.goto(f"{site}/admin/artifacts/merge/")
    page.get_by_role("link", name="Yes: take it back").click()
    expect(page.locator("#content-main")).to_contain_text("both will be exactly as they were")
    assert own(barriers()) == []
    page.get_by_label("Why are they two things?").fill("Two genes after all")
    page.get_by_role("button", name="Take back and publish").click()
    expect(page.locator(".messagelist")).to_contain_text("are two again")

    page.goto(old)
    expect(page.locator(".prose")).to_contain_text("People have none to eight.")
    assert lines_of(page, f"{site}/artifact/wiki-genes-smn2") == before
    assert complaints == []
