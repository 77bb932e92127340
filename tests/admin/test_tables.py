"""Tables in the admin: exported from a list, changed, tried and imported; and the other formats of an export."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from tests.helpers import edit, fresh, make_page, make_reference
from tests.rows import row_counts

pytestmark = pytest.mark.django_db
LIST = "/admin/artifacts/wikipage/"


def export(client, format: str, *artifacts, model: str = "wikipage"):
    chosen = {"action": "export_selected", "_selected_action": [artifact.pk for artifact in artifacts]}
    shown = client.post(f"/admin/artifacts/{model}/", chosen)
    forms = html.document_fromstring(shown.content.decode()).forms
    (form,) = [form for form in forms if "export" in (form.action or "")]
    assert format in form.xpath(".//button/@value")
    return client.post(form.action, dict(form.form_values()) | {"format": format})


def upload(client, data: bytes, name: str = "table.csv"):
    return client.post(f"{LIST}import/", {"file": SimpleUploadedFile(name, data)})


def confirm(client, tried, **data):
    (form,) = [form for form in html.document_fromstring(tried.content.decode()).forms if "table" in form.fields]
    return client.post(f"{LIST}import/", {"table": form.fields["table"], **data})


def rows(response) -> list[str]:
    page = html.document_fromstring(response.content.decode())
    found = page.iterfind(".//table[@class='judged']/tbody/tr")
    return [" ".join(text for piece in row.itertext() if (text := " ".join(piece.split()))) for row in found]


def test_a_table_is_exported_changed_tried_and_imported(client, editor):
    page, other = make_page("a", title="Old <b>"), make_page("b")
    client.force_login(editor)
    data = export(client, "csv", page, other).content.replace(b"Old <b>", b"New <b>")
    before = row_counts()

    tried = upload(client, data)
    unchanged = row_counts() == before
    done = confirm(client, tried, summary="Sheet")

    assert unchanged
    assert rows(tried) == rows(done)
    assert rows(tried) == ["1 New <b> wiki-genes-a 1 field changed title: removed: Old added: New <b>"]
    assert "<b>" not in tried.content.decode().partition("<table")[2].partition("</table>")[0]
    assert (page.revisions.newest().summary, other.revisions.count()) == ("Sheet", 1)


def test_refused_rows_are_named_and_the_rest_is_imported(client, editor):
    page, stale = make_page("a"), make_page("b")
    edit(stale, title="Meanwhile")
    client.force_login(editor)

    tried = upload(client, b"id,revision,title\nwiki-genes-b,1,X\nwiki-genes-a,1,New\n")
    done = confirm(client, tried, rest="1")

    assert rows(tried)[0].startswith(
        "1 X wiki-genes-b Refused: Nothing was done: somebody saved revision 2 of wiki-genes-b"
    )
    assert rows(done)[1].startswith("2 New wiki-genes-a 1 field changed")
    assert (fresh(page).row.title, fresh(stale).row.title) == ("New", "Meanwhile")


def test_a_row_refused_since_the_trial_leaves_all_unwritten(client, editor):
    page, other = make_page("a"), make_page("b")
    client.force_login(editor)
    tried = upload(client, b"id,revision,title\nwiki-genes-a,1,New\nwiki-genes-b,1,New\n")
    edit(other, title="Meanwhile")

    done = confirm(client, tried)

    assert "so nothing was written" in done.content.decode()
    assert (page.revisions.count(), other.revisions.count()) == (1, 2)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("table.exe", b"id\n1\n", "must end in .csv, .xlsx or .json"),
        ("table.xlsx", b"id\n1\n", "The file is no XLSX that can be read."),
        ("table.csv", b"id,color\n1,2\n", "There is no column &#x27;color&#x27;"),
        ("table.csv", b"", "The submitted file is empty."),
        ("table.json", b'[{"title": "\\ud800"}]', "The file is no JSON that can be read."),
    ],
)
def test_a_file_that_is_none_gets_one_sentence(name, data, sentence, client, editor):
    client.force_login(editor)

    assert sentence in upload(client, data, name).content.decode()


@pytest.mark.parametrize(
    "table",
    [
        "",
        "[]",
        '{"rows": [[1, 2]], "headers": ["id"]}',
        '{"rows": 1, "headers": 2}',
        '{"rows": [["\\ud800"]], "headers": ["title"]}',
        json.dumps({"rows": [["A"]] * 1001, "headers": ["title"]}),
    ],
)
def test_a_forged_table_is_not_found_or_refused(table, client, editor):
    client.force_login(editor)

    assert client.post(f"{LIST}import/", {"table": table}).status_code == 404


def test_importing_is_for_those_who_may_edit_and_exporting_for_those_who_may_look(client, stranger):
    page = make_page()
    client.force_login(stranger)
    assert client.get(f"{LIST}import/").status_code == 302
    stranger.is_staff = True
    stranger.save()

    assert client.get(f"{LIST}import/").status_code == 403
    assert client.post(f"{LIST}import/", {"table": "{}"}).status_code == 403
    assert client.post(f"{LIST}export/", {"bases": f"{page.pk}:1", "format": "csv"}).status_code == 403


def test_pages_are_exported_in_the_exchange_format_and_as_markdown(client, editor):
    page = make_page(title="SMN1", body="Text.")
    client.force_login(editor)

    exchange, markdown = (export(client, format, page) for format in ("zip", "md"))

    names = zipfile.ZipFile(io.BytesIO(exchange.content)).namelist()
    assert names == ["pages/genes-smn1.md", "references.json"]
    assert zipfile.ZipFile(io.BytesIO(markdown.content)).read("wiki-genes-smn1.md") == b"# SMN1\n\nText.\n"
    assert exchange["Content-Disposition"] == 'attachment; filename="wikipage.zip"'


def test_works_are_exported_as_a_bibliography(client, editor):
    work = make_reference(doi="10.1016/0092-8674(95)90460-3", pmid="7813012")
    client.force_login(editor)

    exported = (export(client, format, work, model="reference") for format in ("bib", "ris", "csl"))
    bib, ris, csl = (response.content.decode() for response in exported)

    assert (bib.startswith("@article{ref-lefebvre1995,"), "ID  - ref-lefebvre1995" in ris) == (True, True)
    assert [(item["id"], item["PMID"]) for item in json.loads(csl)] == [("ref-lefebvre1995", "7813012")]
    assert all("10.1016/0092-8674(95)90460-3" in text for text in (bib, ris, csl))


def test_an_unknown_format_is_not_found(client, editor):
    client.force_login(editor)

    for format in ("bib", "exe", ""):
        assert client.post(f"{LIST}export/", {"bases": "1:1", "format": format}).status_code == 404
