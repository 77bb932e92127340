"""The page doctor in a browser: findings fixed in the text as it stands, and keys resolved from a reference file."""

from playwright.sync_api import expect

from artifacts.models import Artifact
from artifacts.representations.contents import content_of
from tests.browser.test_editing import open_page
from tests.helpers import edit

BIB = """@article{finkel2099, title = {A work that nobody has written yet}, author = {Finkel, R}, year = 2099,
  doi = {10.1234/later}}"""


def smn2() -> Artifact:
    return Artifact.objects.get(public_id="wiki-genes-smn2")


def test_findings_are_fixed_in_the_form_and_unresolved_keys_from_a_file(page, site, people, log_in, complaints):
    body = content_of(smn2())["body"] + "\n\nIt is new.[@finkel2099] See [HTT](/genes/htt) ([HTT](/genes/htt))."
    edit(smn2(), by=people["rhea"], body=body, live=True)
    log_in("rhea")
    first_looks = []
    page.route("**/check/", lambda route: first_looks.append(route))
    open_page(page, site, "SMN2")
    page.wait_for_load_state()
    page.locator(".doctor-details summary").click()
    doubled = page.locator(".doctor-list li").filter(has_text="doubled-link")

    expect(page.locator(".cm-content")).to_be_visible()  # The page is as high as it stays.
    doubled.get_by_role("link", name="Fix doubled-link").click()
    before = page.evaluate("scrollY")
    while first_looks:  # The click came before it had answered.
        first_looks.pop().continue_()
    page.unroute("**/check/")

    expect(page.locator("[name=body]")).to_have_value(body.replace(" ([HTT](/genes/htt))", ""))
    expect(doubled).to_have_count(0)
    assert page.evaluate("scrollY") == before  # The next finding is mended where this one was.
    page.get_by_role("button", name="Save and publish", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Readers now see revision 3")

    open_page(page, site, "SMN2")
    page.get_by_role("link", name="Import references for this page").click()
    page.get_by_label("Or paste references here").fill(BIB)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Apply the file").click()
    page.get_by_role("button", name="Show what that changes").click()
    page.get_by_role("button", name="Resolve for review").click()

    citations = content_of(smn2())["citations"]
    assert citations["finkel2099"] == Artifact.objects.get(reference__doi="10.1234/later").public_id
    assert complaints == []
