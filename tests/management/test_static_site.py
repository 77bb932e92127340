"""`manage.py export_site`: a folder whose every link leads somewhere, and that asks nobody for anything."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import override_settings
from lxml import etree, html

from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.withdraw import withdraw
from artifacts.models import Artifact, Publication
from tests.helpers import fresh, make_page, make_reference, someone

pytestmark = pytest.mark.django_db
NEEDS_THE_SITE = re.compile(r"(^|/)(admin|search|history|embed|diff|recent)\b")
BASE = "https://mirror.example.org/wiki"


@pytest.fixture(scope="module")
def folder(shared_rows, tmp_path_factory):
    """The demo and a few pages more, as a static site."""
    scratch = tmp_path_factory.mktemp("static")
    with override_settings(MEDIA_ROOT=scratch / "media"):
        call_command("load_demo")
        picture = default_storage.save("images/cells.png", ContentFile(b"pixels"))
        default_storage.save("images/draft.png", ContentFile(b"pixels"))
        make_page(
            "shown",
            body="See [SMN1](/genes/smn1), [none](/genes/none), [all](/browse/company?page=9), [no](/browse/spell) "
            f"and ![Cells](/media/{picture}) ![Gone](/media/gone.png)"
            "\n\n```mermaid\ngraph TD; A-->B\n```\n\nSo $x^2$.",
        )
        make_page("draft", body="![D](/media/images/draft.png)", live=False)
        make_page("odd:ünï", category="genes", public_id="wiki-Odd:x", slug="genes-odd", title="Odd & <b>bold</b>")
        merge(plan_merge(make_page("twin", title="SHOWN"), fresh(made("wiki-genes-shown"))), by=someone(), why="Same.")
        withdraw(make_page("wrong"), by=someone(), reason="It was wrong.")
        make_reference("doi", doi="10.1000/xyz")
        call_command("export_site", scratch / "site", "--base", BASE, "--processes", "1")
    return scratch / "site"


def made(public_id: str) -> Artifact:
    return Artifact.objects.get(public_id=public_id)


def read(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


def pages_of(folder: Path) -> dict[Path, html.HtmlElement]:
    return {file: html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot() for file in folder.rglob("*.html")}


def test_every_link_leads_to_a_file_and_to_a_place_in_it(folder):
    pages = pages_of(folder)
    ids = {file: {element.get("id") for element in page.xpath("//*[@id]")} for file, page in pages.items()}
    broken = []

    for file, page in pages.items():
        for name in ("href", "src", "data-frame", "data-sheet", "data-katex"):
            for link in page.xpath(f"//@{name}"):
                parts = urlsplit(link)
                if parts.scheme or file.name == "404.html":
                    continue
                to = (file.parent / unquote(parts.path)).resolve() if parts.path else file
                to = to / "index.html" if to.is_dir() else to
                fragment = unquote(parts.fragment)
                if parts.query or not to.is_file() or (fragment and fragment not in ids.get(to, ())):
                    broken.append((str(file.relative_to(folder)), link))

    assert broken == []
    assert len(pages) > Publication.objects.of_active().count()


def test_nothing_of_it_needs_the_site(folder):
    for file, page in pages_of(folder).items():
        assert page.xpath("//form | //*[@data-nearby] | //link[@rel='alternate']") == [], file
        links = [link for link in page.xpath("//@href | //@src") if not urlsplit(link).scheme]
        assert [link for link in links if re.search(r"(^|/)(admin|search|history|embed|diff|recent)\b", link)] == [], (
            file
        )


def test_every_published_artifact_has_its_page_and_card_and_no_draft_has(folder):
    published = set(Publication.objects.of_active().values_list("artifact__public_id", flat=True))
    found = {path.parent.name for path in folder.glob("artifact/*/card")}

    assert found == published
    assert not (folder / "artifact/wiki-genes-draft").exists()
    assert "SMN1</a>" in read(folder, "artifact/wiki-genes-shown/index.html")
    assert 'class="missing">none</span>' in read(folder, "artifact/wiki-genes-shown/index.html")
    assert "Spinal muscular atrophy" in read(folder, "artifact/wiki-diseases-spinal-muscular-atrophy/card")


def test_pictures_that_readers_see_come_along_and_no_others(folder):
    assert [file.name for file in (folder / "media").rglob("*.*")] == ["cells.png"]
    assert "gone.png" not in read(folder, "artifact/wiki-genes-shown/index.html")


def test_old_names_lead_on_by_a_page_and_in_a_map_for_nginx(folder):
    moved = read(folder, "artifact/wiki-genes-twin/index.html")
    to = f"{BASE}/artifact/wiki-genes-shown/"

    assert f'<link rel="canonical" href="{to}">' in moved
    assert 'content="0; url=../../artifact/wiki-genes-shown/"' in moved
    assert 'url=../../artifact/wiki-genes-shown/"' in read(folder, "wiki/genes-twin/index.html")
    rules = read(folder, "redirects.map").splitlines()
    assert f'"/wiki/genes-twin" "{to}";' in rules
    assert f'"/genes-twin" "{to}";' in rules
    assert f'"/artifact/doi:10.1000/xyz" "{BASE}/artifact/ref-doi/";' in rules


def test_what_was_withdrawn_says_so(folder):
    page = read(folder, "artifact/wiki-genes-wrong/index.html")

    assert "It was wrong." in page
    assert 'content="noindex"' in page
    assert "wiki-genes-wrong" not in read(folder, "sitemap-1.xml")


def test_addresses_are_those_of_the_base(folder):
    page = read(folder, "artifact/wiki-genes-shown/index.html")

    assert f'<link rel="canonical" href="{BASE}/artifact/wiki-genes-shown/">' in page
    assert "https://wiki.example.org" not in page
    locations = etree.parse(str(folder / "sitemap-1.xml")).xpath("//*[local-name()='loc']/text()")
    assert f"{BASE}/artifact/wiki-genes-shown/" in locations
    assert len(locations) == Publication.objects.of_active().count()
    assert f"{BASE}/sitemap-1.xml" in read(folder, "sitemap.xml")
    assert 'href="/wiki/static/' in read(folder, "404.html")


def test_every_page_but_the_frame_of_diagrams_has_a_policy(folder):
    without = {
        str(file.relative_to(folder))
        for file, page in pages_of(folder).items()
        if not page.xpath("//meta[@http-equiv='Content-Security-Policy'] | //meta[@http-equiv='refresh']")
    }

    assert without == {"diagram/index.html"}


def test_lists_have_their_letters(folder):
    assert "SMN1" in read(folder, "browse/gene/index.html")
    assert "SMN1" in read(folder, "browse/gene/letter-S/index.html")
    assert not (folder / "browse/gene/letter-Q").exists()


def test_a_base_that_is_no_address_is_refused(tmp_path):
    with pytest.raises(CommandError, match="'mirror' is no address of a site"):
        call_command("export_site", tmp_path / "site", "--base", "mirror")
