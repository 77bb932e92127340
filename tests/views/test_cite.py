"""Citation files: of exactly the revision that readers see, or of one by its number, in four formats, five styles."""

import json

import pytest

from artifacts.models import RevisionInfo
from artifacts.representations.styles import STYLES
from tests.helpers import edit, make_page, make_reference
from tests.views.site import merge

pytestmark = pytest.mark.django_db
PATH = "/artifact/wiki-genes-smn1"


@pytest.fixture
def article():
    page = make_page(title="SMN1")
    edit(page, title="SMN1 & co", live=True)
    RevisionInfo.objects.update(date="2026-04-01T12:00:00Z")
    edit(page, title="Never published")
    return page


@pytest.mark.parametrize(
    ("extension", "content_type"),
    [
        ("bib", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
        ("json", "application/vnd.citationstyles.csl+json"),
        ("txt", "text/plain"),
    ],
)
def test_a_file_names_the_revision_its_date_and_its_address(extension, content_type, client, article):
    response = client.get(f"{PATH}/cite.{extension}")
    text = response.content.decode()

    assert response["Content-Type"] == f"{content_type}; charset=utf-8"
    assert response["Content-Disposition"] == f'inline; filename="wiki-genes-smn1-r2.{extension}"'
    assert "https://wiki.example.org/artifact/wiki-genes-smn1/r/2" in text
    assert "2026" in text
    assert "Never published" not in text


def test_csl_json_is_what_was_published(client, article):
    (item,) = json.loads(client.get(f"{PATH}/cite.json").content)

    assert {name: item[name] for name in ("id", "type", "title", "version", "URL")} == {
        "id": "wiki-genes-smn1-r2",
        "type": "webpage",
        "title": "SMN1 & co (revision 2)",
        "version": "2",
        "URL": "https://wiki.example.org/artifact/wiki-genes-smn1/r/2",
    }


def test_plain_text_comes_in_five_styles_as_one_line_without_markup(client, article):
    texts = {style: client.get(f"{PATH}/cite.txt?style={style}").content.decode() for style in STYLES}

    assert len(set(texts.values())) == 5
    assert {("SMN1 &" in text, "<" in text, text.count("\n")) for text in texts.values()} == {(True, False, 1)}
    assert client.get(f"{PATH}/cite.txt").content.decode() == texts["ama"]


@pytest.mark.parametrize("tail", ["/cite.docx", "/r/2/cite.enw"])
def test_a_format_that_is_none_is_refused_with_those_that_are(tail, client, article):
    response = client.get(PATH + tail)

    assert (response.status_code, response.content.decode()) == (
        404,
        "A citation comes as one of: bib, ris, json, txt.\n",
    )


@pytest.mark.parametrize("extension", ["bib", "ris", "json", "txt"])
def test_a_revision_is_cited_by_its_own_number(extension, client, article):
    old, draft = (client.get(f"{PATH}/r/{number}/cite.{extension}") for number in (1, 3))

    assert "https://wiki.example.org/artifact/wiki-genes-smn1/r/1" in old.content.decode()
    assert old["Content-Disposition"] == f'inline; filename="wiki-genes-smn1-r1.{extension}"'
    assert draft.status_code == 404


def test_programs_of_other_sites_may_read_it_and_search_engines_pass_it_over(client, article):
    response = client.get(f"{PATH}/cite.json")

    assert (response["Access-Control-Allow-Origin"], response["X-Robots-Tag"]) == ("*", "noindex")


def test_files_name_the_hash_of_the_content(client, article):
    line = f"sha256:{RevisionInfo.objects.get(number=2).content_sha256}"

    assert f"note = {{{line}}}" in client.get(f"{PATH}/cite.bib").content.decode()
    assert f"N1  - {line}\n" in client.get(f"{PATH}/cite.ris").content.decode()


def test_what_was_merged_is_still_cited_by_its_own_revisions(client, article):
    merge(article, make_page("smn"))

    assert "/artifact/wiki-genes-smn1/r/2" in client.get(f"{PATH}/cite.txt").content.decode()
    assert "/artifact/wiki-genes-smn1/r/1" in client.get(f"{PATH}/r/1/cite.txt").content.decode()


def test_a_reference_is_cited_as_the_work_that_it_is(client):
    make_reference(doi="10.1016/0092-8674(95)90460-3")

    (item,) = json.loads(client.get("/artifact/ref-lefebvre1995/cite.json").content)

    assert (item["id"], item["title"], item["container-title"]) == (
        "ref-lefebvre1995",
        "Identification of a determining gene",
        "Cell",
    )


def test_whoever_has_the_file_is_told_so(client, article):
    tag = client.get(f"{PATH}/cite.bib")["ETag"]

    assert client.get(f"{PATH}/cite.bib", headers={"If-None-Match": tag}).status_code == 304
    assert client.get(f"{PATH}/cite.ris", headers={"If-None-Match": tag}).status_code == 200


def test_the_page_shows_each_style_and_leads_to_each_file(client, article):
    html = client.get(PATH).content.decode()

    files = ("bib", "ris", "json", "txt?style=ama", "txt?style=chicago")
    assert [f'href="{PATH}/cite.{file}"' in html for file in files] == [True] * 5
    forms = ("AMA", "Vancouver", "APA", "Nature", "Chicago", "BibTeX", "RIS", "CSL-JSON", "Address")
    assert [f">{form}</label>" in html for form in forms] == [True] * 9


def test_staff_are_told_why_a_draft_that_cannot_be_read_cannot_be_cited(client, editor):
    page = make_page(live=False)
    version = page.revisions.get().version
    version.serialized_data = "no document"
    version.save()
    client.force_login(editor)

    response = client.get(f"{PATH}/cite.bib")

    assert response.status_code == 404
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().startswith("The stored document is damaged")
    assert "no-store" in response["Cache-Control"]
