"""Exports: a page taken along as Markdown, JSON, HTML and PDF, of the publication or of a revision."""

import hashlib
import io
import json
import re
import threading
from ctypes.util import find_library

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from lxml import html as lxml_html
from PIL import Image
from pypdf import PdfReader

from artifacts.domain import printing
from artifacts.domain.suppress import suppress
from artifacts.domain.withdraw import withdraw
from artifacts.representations.canonical import canonical
from artifacts.representations.frontmatter import read_front_matter
from tests.helpers import edit, fresh, make_hypothesis, make_page, make_reference, someone
from tests.views.site import make_site

pytestmark = pytest.mark.django_db
PATH = "/artifact/wiki-genes-smn1"
ADDRESS = f"https://wiki.example.org{PATH}"
BODY = """Made of SMN[@lefebvre1995, p. 12] and [@nobody], see [[genes-smn2]] and [a drug](/therapeutics/x).
## Dose

| a | b |
|---|---|
| 1 | 2 |

$E = mc^2$

```mermaid
graph LR
  A --> B

  B --> C
```
"""
HOSTILE = "</title><script>alert(1)</script> \"q\" 'x' {{ 1 }} \\input{x} } % # =1+1"

printed = pytest.mark.skipif(find_library("pango-1.0") is None, reason="a PDF needs the library Pango")


@pytest.fixture
def article():
    """A page in its second revision, a draft on top; what it cites was edited since."""
    reference = make_reference(doi="10.1016/0092-8674(95)90460-3")
    make_page("smn2")
    citations = {"lefebvre1995": reference.public_id, "nobody": None}
    page = make_page(title="SMN1", body="First.", citations=citations)
    infobox = [{"label": "Gene | locus", "value": "*SMN1*", "citekeys": ["lefebvre1995"]}]
    edit(page, title="SMN1 & co", body=BODY, citations=citations, infobox=infobox, live=True)
    edit(page, body="Never published")
    return fresh(page)


def get(client, tail: str):
    return client.get(f"{PATH}{tail}")


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.parametrize(
    ("extension", "content_type", "disposition"),
    [
        ("md", "text/markdown; charset=utf-8", "attachment"),
        ("json", "application/json", "inline"),
        ("html", "text/html; charset=utf-8", "attachment"),
    ],
)
def test_an_export_is_a_file_with_a_name_that_anybody_may_read(extension, content_type, disposition, client, article):
    response = get(client, f"/export.{extension}")

    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'{disposition}; filename="wiki-genes-smn1-r2.{extension}"'
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Never published" not in response.content.decode()


def test_json_holds_the_content_its_hash_and_the_works_that_are_cited(client, article):
    document = json.loads(get(client, "/export.json").content)

    assert {name: document[name] for name in ("format", "format_version", "id", "kind", "title", "address")} == {
        "format": "scidex-artifact",
        "format_version": 1,
        "id": "wiki-genes-smn1",
        "kind": "page",
        "title": "SMN1 & co",
        "address": ADDRESS,
    }
    assert document["revision"]["number"] == 2
    assert document["revision"]["address"] == f"{ADDRESS}/r/2"
    assert hashlib.sha256(canonical(document["content"])).hexdigest() == document["revision"]["content_sha256"]
    assert document["citations"] == {"lefebvre1995": "ref-lefebvre1995", "nobody": None}
    assert [(item["id"], item["DOI"]) for item in document["references"]] == [
        ("ref-lefebvre1995", "10.1016/0092-8674(95)90460-3")
    ]


def test_who_took_something_off_a_page_is_not_told(client):
    hypothesis, dismissed = make_hypothesis(), {"by": someone().username, "at": "2026-04-01T00:00:00+00:00"}
    make_page(relations=[{"to": hypothesis.public_id, "dismissed": dismissed}])

    document = json.loads(get(client, "/export.json").content)

    assert document["content"]["relations"] == []


def test_markdown_is_what_pandoc_reads(client, article):
    fields, body = read_front_matter(get(client, "/export.md").content.decode(), "export.md")

    assert (fields["title"], fields["revision"], fields["address"]) == ("SMN1 & co", 2, f"{ADDRESS}/r/2")
    assert [(item["id"], item["title"]) for item in fields["references"]] == [
        ("lefebvre1995", "Identification of a determining gene")
    ]
    assert body.startswith("| Fact | Value |\n| --- | --- |\n| Gene \\| locus | *SMN1*[@lefebvre1995] |\n\n")
    assert "[@lefebvre1995, p. 12] and [@nobody], see [SMN2](https://wiki.example.org/artifact/wiki-genes-smn2)" in body
    assert "[a drug](https://wiki.example.org/therapeutics/x).\n\n## Dose" in body
    assert "$E = mc^2$" in body
    assert "::: {#refs}\n:::" in body
    assert body.endswith(f"at SciDEX: <{ADDRESS}/r/2>")


def test_html_stands_alone(client, article):
    text = get(client, "/export.html").content.decode()
    tree = lxml_html.document_fromstring(text)

    assert tree.xpath("//h1/text()") == ["SMN1 & co"]
    assert "A --> B\n\n  B --> C" in tree.xpath("string(//pre[@class='mermaid'])")
    assert tree.xpath("//script | //form | //link[@rel='stylesheet'] | //*[@style] | //iframe") == []
    assert len(tree.xpath("//head/style")) == 1
    assert [address for address in tree.xpath("//@href | //@src") if not re.match("https?://|#", address)] == []
    assert tree.xpath("//section[@class='references']//li/@id") == ["ref-1", "ref-2"]
    assert [f"{ADDRESS}/r/2" in footer.text_content() for footer in tree.xpath("//body/footer")] == [True]


@printed
def test_a_pdf_holds_title_references_and_address_and_says_whose_it_is(client, article):
    response = get(client, "/export.pdf")
    read = PdfReader(io.BytesIO(response.content))
    text = text_of(response.content)

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="wiki-genes-smn1-r2.pdf"'
    assert (read.metadata.title, read.metadata.author) == ("SMN1 & co · SciDEX", "SciDEX contributors")
    assert "SMN1 & co" in text
    assert "Identification of a determining gene. Cell. 1995" in text
    assert f"{ADDRESS}/r/2 1 / {len(read.pages)}" in text
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("extension", ["md", "json", "html"])
def test_a_revision_is_exported_as_it_was(extension, client, article):
    old, now = get(client, f"/r/1/export.{extension}"), get(client, f"/export.{extension}")

    assert old["Content-Disposition"].endswith(f'filename="wiki-genes-smn1-r1.{extension}"')
    assert ("First." in old.content.decode(), "First." in now.content.decode()) == (True, False)
    assert f"{ADDRESS}/r/1" in old.content.decode()
    assert get(client, f"/r/3/export.{extension}").status_code == 404


@pytest.mark.parametrize("tail", ["/export.json", "/r/1/export.md", "/r/1/cite.bib"])
def test_whoever_has_the_export_is_told_so(tail, client, article):
    tag = get(client, tail)["ETag"]

    assert client.get(f"{PATH}{tail}", headers={"If-None-Match": tag}).status_code == 304


def test_an_export_is_new_when_a_work_changed_where_the_page_does_not_show_it(client, article):
    tag = get(client, "/export.json")["ETag"]
    reference = article.row.citations.get(key="lefebvre1995").reference.artifact

    edit(reference, csl={**reference.row.csl, "abstract": "Found."}, live=True)

    response = client.get(f"{PATH}/export.json", headers={"If-None-Match": tag})
    assert response.status_code == 200
    assert json.loads(response.content)["references"][0]["abstract"] == "Found."


@pytest.mark.parametrize("tail", ["/export.docx", "/r/1/export.md5"])
def test_a_format_that_is_none_is_refused_with_those_that_are(tail, client, article):
    response = get(client, tail)

    assert (response.status_code, response["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert response.content.decode() == "An export comes as one of: md, json, html, pdf.\n"


def test_drafts_are_for_staff_and_nowhere_kept(client, editor):
    make_page(live=False)

    assert get(client, "/export.json").status_code == 404
    assert get(client, "/r/1/export.json").status_code == 404
    client.force_login(editor)
    response = get(client, "/r/1/export.json")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in response


def test_what_was_withdrawn_or_suppressed_is_gone_from_exports_too(client, reviewer, article):
    first = article.revisions.get(number=1)
    suppress(first, by=reviewer, reason="Private.")

    response = get(client, "/r/1/export.md")
    assert (response.status_code, "Private." in response.content.decode()) == (410, True)
    withdraw(fresh(article), by=someone(), reason="Wrong.")
    assert get(client, "/export.md").status_code == 410


@pytest.mark.parametrize("extension", ["md", "json", "html"])
def test_hostile_words_stay_words(extension, client):
    make_reference(csl={"title": HOSTILE, "author": [{"literal": HOSTILE}]})
    infobox = [{"label": HOSTILE, "value": HOSTILE}]
    make_page(title=HOSTILE, body=f"{HOSTILE} [@k]", citations={"k": "ref-lefebvre1995"}, infobox=infobox)

    text = get(client, f"/export.{extension}").content.decode()

    if extension == "html":
        assert lxml_html.document_fromstring(text).xpath("//script") == []
    elif extension == "json":
        assert json.loads(text)["title"] == HOSTILE
    else:
        fields, body = read_front_matter(text, "export.md")
        assert fields["title"].startswith("\\</title\\>\\<script\\>")
        assert re.findall(r"(?<!\\)<(?!https?://)", body) == []


@pytest.mark.parametrize("kind", ["page", "hypothesis", "analysis", "reference"])
@pytest.mark.parametrize("extension", ["md", "json", "html"])
def test_every_kind_is_exported(kind, extension, client):
    artifact = make_site()[kind]

    response = client.get(f"{artifact.get_absolute_url()}/export.{extension}")

    assert response.status_code == 200
    assert f"https://wiki.example.org{artifact.get_absolute_url()}/r/2" in response.content.decode()


@printed
def test_a_pdf_brings_our_own_pictures_and_no_other_file(client):
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(drawn, "PNG")
    default_storage.save("a.png", ContentFile(drawn.getvalue()))
    make_page(body="![cells](/media/a.png) ![away](/media/none.png) ![up](/media/../db.sqlite3)")

    response = get(client, "/export.pdf")

    assert [len(page.images) for page in PdfReader(io.BytesIO(response.content)).pages] == [1]


def test_one_page_is_printed_at_a_time(client, article, monkeypatch):
    monkeypatch.setattr(printing, "TURN", 0.05)
    busy = threading.Lock()
    busy.acquire()
    monkeypatch.setattr(printing, "_one_at_a_time", busy)

    response = get(client, "/export.pdf")

    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert response.content.decode() == "Another page is being made a PDF. Ask again in a few seconds.\n"


def test_a_page_that_is_too_long_for_a_pdf_is_refused_before_any_work(client, monkeypatch):
    make_page(body="word " * 100_000)
    monkeypatch.setattr(printing.subprocess, "run", None)

    response = get(client, "/export.pdf")

    assert (response.status_code, response["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert response.content.decode().startswith("The page is too long to be made a PDF here.")


def test_a_page_that_took_too_much_is_not_tried_again_at_once(client, article, monkeypatch):
    tried = []

    def ends_badly(*args, **given):
        tried.append(1)
        return printing.subprocess.CompletedProcess(args, -24, b"", b"begun")

    monkeypatch.setattr(printing.subprocess, "run", ends_badly)

    answers = [get(client, "/export.pdf") for _again in range(2)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[1].content.decode().startswith("The page takes too long to be made a PDF.")
    assert len(tried) == 1


def test_a_server_without_the_library_says_so(client, article, monkeypatch):
    ended = printing.subprocess.CompletedProcess([], 1, b"", b"OSError: cannot load library")
    monkeypatch.setattr(printing.subprocess, "run", lambda *args, **given: ended)

    response = get(client, "/export.pdf")

    assert (response.status_code, "Pango" in response.content.decode()) == (501, True)
