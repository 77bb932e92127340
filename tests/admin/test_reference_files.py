"""Importing references in the admin: taken in, looked at, decided on, applied, and citekeys resolved with the works."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from artifacts.admin import reference_files as screens
from artifacts.domain.reference_applying import done_of
from artifacts.domain.reference_files import take_file
from artifacts.models import Reference, ReferenceFile, RevisionInfo
from artifacts.representations.reference_lists import write_list
from tests.admin.forms import told
from tests.helpers import CSL, make_page, make_reference

pytestmark = pytest.mark.django_db
ADD = "/admin/artifacts/referencefile/add/"
LIST = "/admin/artifacts/referencefile/"
DOI = "10.1016/0092-8674(95)90460-3"
FORMATS = "BibTeX, RIS, MEDLINE"
RIS = b"TY  - JOUR\r\nTI  - B\xfcrglen's work\r\nER  - \r\n"


def upload(client, data: bytes, name="library.ris", query="", **fields):
    return client.post(ADD + query, {"file": SimpleUploadedFile(name, data), **fields})


def brought(by, *works: dict) -> ReferenceFile:
    return take_file(
        write_list([{"id": f"key{n}", **work} for n, work in enumerate(works)], "csl"), by=by, name="a.json"
    )


def address(file: ReferenceFile, verb: str = "change") -> str:
    return f"{LIST}{file.pk}/{verb}/"


def words_of(response) -> str:
    return " ".join(html.document_fromstring(response.content.decode()).text_content().split())


def send(client, file: ReferenceFile, **changes):
    """The form of the dry run as it was opened, changed and sent."""
    page = html.document_fromstring(client.get(address(file)).content.decode())
    (form,) = [form for form in page.forms if form.get("id") == "decisions"]
    values = {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}
    return client.post(address(file, "decide"), {**values, **changes}, follow=True)


def test_a_file_is_uploaded_looked_at_and_applied(client, reviewer):
    client.force_login(reviewer)

    looked_at = client.get(upload(client, RIS).url)
    file = ReferenceFile.objects.get()
    applied = send(client, file, _apply="1")

    assert "1 work in the file. Applying writes 1 revision." in words_of(looked_at)
    assert "Bürglen's work" in words_of(looked_at)
    assert (file.name, file.format, file.by, file.report["encoding"]) == (
        "library.ris",
        "ris",
        reviewer,
        "windows-1252",
    )
    assert "created Bürglen's work" in words_of(applied)
    assert hasattr(Reference.objects.get().artifact, "publication") is True


def test_what_an_editor_imports_waits_for_review(client, editor):
    client.force_login(editor)
    file = brought(editor, CSL)

    applied = send(client, file, _apply="1", publish="1")

    assert "1 reference waits for review" in words_of(applied)
    assert hasattr(Reference.objects.get().artifact, "publication") is False


@pytest.mark.parametrize(
    ("data", "text", "field", "sentence"),
    [
        (
            b"%PDF-1.4",
            "",
            "file",
            "This looks like PDF: export the references as BibTeX, RIS, MEDLINE or CSL-JSON instead.",
        ),
        (b"", "", "file", "There is nothing in it: choose a file or paste some references."),
        (None, "", "text", "There is nothing in it: choose a file or paste some references."),
        (
            None,
            "Dear all,",
            "text",
            "No references were found in it: it must be BibTeX, RIS, MEDLINE (.nbib) or CSL-JSON.",
        ),
        (RIS, "@misc{a, title={b}}", "file", "Choose a file or paste references, not both at once."),
    ],
)
def test_what_is_no_file_of_references_gets_one_sentence_and_what_was_pasted_stays(
    data, text, field, sentence, client, editor
):
    client.force_login(editor)

    files = {} if data is None else {"file": SimpleUploadedFile("x", data)}
    response = client.post(ADD, {"text": text, **files})

    assert response.context["form"].errors == {field: [sentence]}
    assert response.context["form"]["text"].value() == text
    assert ReferenceFile.objects.count() == 0


def test_choices_are_kept_from_page_to_page_until_the_file_is_applied(client, editor, monkeypatch):
    monkeypatch.setattr(screens, "PER_PAGE", 1)
    client.force_login(editor)
    file = brought(editor, *(CSL | {"title": f"A title that is long enough {n}"} for n in "abc"))

    turned = send(client, file, **{"choice-1": "skip", "p": "2"})
    send(client, file, _apply="1")

    assert turned.redirect_chain[-1][0] == f"{address(file)}?p=2"
    assert [done.result for done in done_of(ReferenceFile.objects.get()).values()] == ["left", "created", "created"]


def test_what_differs_is_shown_and_taken_for_all_at_once(client, editor):
    make_reference(doi=DOI)
    make_reference("other", pmid="2", csl={"title": "Quite another work of theirs"})
    client.force_login(editor)
    other = {"title": "Quite another work of theirs", "PMID": "2", "volume": "99"}
    file = brought(
        editor, CSL | {"DOI": DOI, "volume": "81", "issue": "1"}, CSL | other, CSL | {"title": "New <b>work</b>"}
    )

    shown = client.get(f"{address(file)}?show=differs")
    send(client, file, all="take", shown="differs")
    send(client, file, _apply="1")

    assert [one.entry.number for one, _choice in shown.context["rows"]] == [1, 2]
    assert [(name, count) for name, _label, count in shown.context["filters"]] == [
        ("create", 1),
        ("update", 1),
        ("same", 1),
        ("differs", 2),
    ]
    assert sorted(row.csl["volume"] for row in Reference.objects.all()) == ["80", "81", "99"]


def test_a_choice_that_is_none_is_told(client, editor):
    client.force_login(editor)

    response = send(client, brought(editor, CSL), **{"choice-1": "take"})

    assert told(response) == ["That cannot be chosen for this entry: look at the list again."]


def test_markup_in_a_file_is_text(client, editor):
    client.force_login(editor)
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    file = brought(editor, CSL | {"title": f"Evil {evil}", "container-title": evil, "note": evil})

    page = client.get(address(file)).content.decode()

    assert ("alert(1)</script>" in page, "<img src=x" in page) == (False, False)


def test_a_long_file_goes_on_in_the_background_or_where_somebody_asks(client, editor, monkeypatch):
    monkeypatch.setattr("artifacts.domain.reference_applying.APPLIED_AT_ONCE", 1)
    client.force_login(editor)
    file = brought(editor, CSL, CSL | {"title": "Another title of another work"})

    begun = send(client, file, _apply="1")
    finished = client.post(address(file, "go_on"), follow=True)

    assert "1 of 2 entries are done" in words_of(begun)
    assert ("Applied on" in words_of(finished), Reference.objects.count()) == (True, 2)


def test_citekeys_of_the_page_that_one_came_from_are_resolved_in_one_revision(client, reviewer):
    page = make_page(body="Text [@key0; @key1; @other2000].")
    client.force_login(reviewer)
    data = write_list([{"id": "key0", **CSL}, {"id": "key1", **CSL, "title": "Another title of another work"}], "bib")
    upload(client, data.encode(), query=f"?page={page.pk}")
    file = ReferenceFile.objects.get()

    report = send(client, file, _apply="1", publish="1")
    resolve = f"/admin/artifacts/wikipage/{page.pk}/resolve/{file.pk}/"
    plan = client.get(resolve, {"item": ["key1"]})
    done = client.post(resolve, {"item": ["key1"], "base": "1", "note": "", "_publish": "1"}, follow=True)

    assert list(report.context["resolvable"]) == ["key0", "key1"]
    assert "1 reference changed" in words_of(plan)
    assert told(done) == ["Readers now see revision 2."]
    newest = RevisionInfo.objects.filter(artifact=page).newest()
    assert (newest.number, newest.tags, newest.summary) == (2, ["resolve"], "Resolved key1")
    citations = dict(page.row.citations.values_list("key", "reference__title"))
    assert citations == {"key0": None, "key1": "Another title of another work", "other2000": None}


def test_a_key_that_is_resolved_meanwhile_is_not_resolved_again(client, reviewer):
    page = make_page(body="Text.")
    client.force_login(reviewer)
    file = brought(reviewer, CSL)

    response = client.get(f"/admin/artifacts/wikipage/{page.pk}/resolve/{file.pk}/?item=key0", follow=True)

    assert told(response) == ["These citekeys lead nowhere no more, or stand on the page no more: look again."]


def test_who_may_only_look_sees_the_files_and_writes_nothing(client, editor, viewer):
    file = brought(editor, CSL)
    resolve = f"/admin/artifacts/wikipage/{make_page().pk}/resolve/{file.pk}/"
    client.force_login(viewer)

    assert {client.get(path).status_code for path in (LIST, address(file))} == {200}
    assert client.get(ADD).status_code == 403
    acting = (ADD, address(file, "decide"), address(file, "go_on"), resolve)
    assert {client.post(path).status_code for path in acting} == {403}
    assert Reference.objects.count() == 0


def test_whoever_may_not_see_them_is_refused(client, editor, stranger):
    file = brought(editor, CSL)
    client.force_login(stranger)

    paths = (LIST, ADD, address(file), address(file, "decide"), address(file, "go_on"))
    assert {client.get(path).status_code for path in paths} == {302}
    assert {client.post(path).status_code for path in paths} == {302}


def test_an_address_that_leads_nowhere_is_not_found(client, editor):
    client.force_login(editor)

    assert client.get(f"{LIST}77/change/").status_code == 404
    assert client.post(f"{LIST}77/decide/").status_code == 404
    assert client.get(f"{ADD}?page=9999999999999999999999").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_screens_take_the_same_queries_however_long_the_file_is(count, client, editor, django_assert_num_queries):
    client.force_login(editor)
    works = [CSL | {"title": f"A title that is long enough {n}", "PMID": str(n + 1)} for n in range(count)]
    for n, work in enumerate(works):
        make_reference(f"r{n}", csl=work)
    file = brought(editor, *(work | {"issue": "1"} for work in works), *({**w, "issued": None} for w in works))
    for _number in range(count):
        brought(editor, CSL)

    with django_assert_num_queries(9):
        client.get(address(file))
    with django_assert_num_queries(6):
        client.get(LIST)
    send(client, file, _apply="1")
    with django_assert_num_queries(9):
        client.get(address(file))
