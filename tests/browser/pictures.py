"""The pictures in `docs/images`, taken anew by `.venv/bin/python -m pytest tests/browser/pictures.py`."""

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from artifacts.models import Artifact
from artifacts.representations.contents import content_of
from tests.browser.test_editing import open_page
from tests.helpers import edit

IMAGES = Path(__file__).parents[2] / "docs" / "images"
WIDTH, HEIGHT, COLOURS = 1280, 860, 200
NUSINERSEN = "wiki-therapeutics-nusinersen"
# What a script may leave behind: links that show slugs or lead nowhere, keys without a work, a citation out of place.
LEFT_BEHIND = """

## Access

Adults were followed in [spinal-muscular-atrophy](/diseases/spinal-muscular-atrophy) registries.[@comi2021] A higher
dose is under study.[@finkel2025] Its uptake is described at [NINDS](http://www.ninds.nih.gov). [@mercuri2018]

- [antisense-oligonucleotides](/technologies/antisense-oligonucleotides)
- [Intrathecal delivery](/technologies/intrathecal-delivery)

The silencer was mapped in cells[@hua2010] and in mice.[@hua2010; @mercuri2018]
"""
LIBRARY = """@article{comi2021,
  title = {Nusinersen in adults with spinal muscular atrophy}, author = {Comi, Giacomo and Messina, Sonia},
  year = {2021}, journal = {Journal of Examples}, doi = {10.1000/example.2021.1}}
@article{finkel2017, title = {Nusinersen versus Sham Control in Infantile-Onset Spinal Muscular Atrophy},
  author = {Finkel, Richard S.}, year = {2017}, journal = {N Engl J Med}, doi = {10.1056/NEJMoa1702752}}
@article{unfinished, title = {A brace that is never closed,
  year = {2020}}
"""


def artifact(public_id: str) -> Artifact:
    return Artifact.objects.get(public_id=public_id)


@pytest.fixture
def left_behind(site, people):
    """A page as a script left it, waiting for review."""
    page = artifact(NUSINERSEN)
    edit(page, by=people["edith"], body=content_of(page)["body"] + LEFT_BEHIND, summary="Access and dosing, drafted")
    return page


@pytest.fixture
def take(page, site, log_in):
    """Take a picture: what is in sight, or one element with some room around it."""
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")

    def take(name: str, element=None, most: int = HEIGHT) -> None:
        # Findings and preview follow a moment after what they are of.
        page.wait_for_timeout(2500)
        options = {}
        if element is not None:
            page.set_viewport_size({"width": WIDTH, "height": 3000})
            box = element.bounding_box()
            top, height = max(box["y"] - 12, 0), min(box["height"] + 24, most)
            options["clip"] = {"x": box["x"] - 12, "y": top, "width": box["width"] + 24, "height": height}
        picture = Image.open(io.BytesIO(page.screenshot(**options))).convert("RGB")
        IMAGES.mkdir(exist_ok=True)
        picture.quantize(COLOURS).save(IMAGES / f"{name}.png", optimize=True)

    return take


def test_the_start_page(page, site, left_behind, log_in, take):
    edit(artifact("h-52b7fa0e"), title="Lowering mutant HTT alone spares normal huntingtin", summary="Reworded")
    log_in("rhea")

    take("start")


def test_the_form_of_a_page(page, site, left_behind, log_in, take):
    log_in("rhea")
    open_page(page, site, "Nusinersen (Spinraza)")
    editor = page.locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+Home")
    for key in ("ArrowDown", "Enter", "Enter", "ArrowUp"):
        page.keyboard.press(key)
    page.keyboard.type("It was approved after two trials.[@fink")
    expect(page.locator(".cm-tooltip-autocomplete")).to_be_visible()
    page.evaluate("document.getElementById('fieldset-0-1-heading').scrollIntoView()")

    take("page-form")


def test_findings_rows_and_references(page, site, left_behind, log_in, take):
    log_in("rhea")
    open_page(page, site, "Nusinersen (Spinraza)")
    page.locator("#doctor summary").click()
    take("findings", page.locator("#doctor"))

    take("infobox", page.locator("#infobox-group"), most=620)
    page.get_by_role("button", name="Suggest works for all unresolved").click()
    take("references", page.locator("#citations-group"))


def test_a_hypothesis(page, site, people, log_in, take):
    log_in("rhea")
    page.goto(f"{site}/admin/artifacts/hypothesis/{artifact('h-52b7fa0e').pk}/change/")

    take("hypothesis", page.locator("fieldset.scores"))


def test_a_conflict(page, site, people, log_in, take):
    smn2 = artifact("wiki-genes-smn2")
    log_in("edith")
    open_page(page, site, "SMN2")
    text = content_of(smn2)["body"]
    edit(smn2, by=people["rhea"], body=text.replace("is a human paralogue", "is a close paralogue"))
    page.get_by_label("Body").fill(text.replace("is a human paralogue", "is a nearly identical copy"))
    page.get_by_role("button", name="Save for review", exact=True).click()
    expect(page.get_by_role("heading", name="Changed at the same time")).to_be_visible()

    take("conflict")


def test_a_list_and_the_bench(page, site, left_behind, log_in, take):
    log_in("rhea")
    page.goto(f"{site}/admin/artifacts/wikipage/")
    page.locator("#changelist-filter").get_by_role("link", name="therapeutic").click()
    take("list")

    page.goto(f"{site}/admin/artifacts/citation/")
    take("bench")


def test_a_reference_file(page, site, left_behind, log_in, take):
    log_in("rhea")
    page.goto(f"{site}/admin/artifacts/referencefile/add/?page={left_behind.pk}")
    library = {"name": "library.bib", "mimeType": "text/plain", "buffer": LIBRARY.encode()}
    page.locator("input[type=file]").set_input_files(library)
    page.get_by_role("button", name="Look at it").click()

    take("reference-file")
