"""The editor's two endpoints: the preview is the reader's own rendering, and uploads are re-encoded or refused."""

import io
import re

import pytest
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from PIL import Image

from artifacts.text.limits import MAX_BYTES as MAX_BODY
from tests.helpers import edit, make_hypothesis, make_page, make_reference

pytestmark = pytest.mark.django_db
PREVIEW, UPLOAD = "/admin/markdown/preview/", "/admin/markdown/upload/"
BODY = """## One

Text [@b; @a, p. 12] and [@nobody], [[genes-smn2]], [SMN3](/genes/smn3).

| a | b |
|---|--:|
| [@c] | 1 |

## Two {#mine}

<script>alert(1)</script> <b onclick="x()">bold</b>
"""


def picture(format="PNG", size=(4, 2), **options) -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", size, "red").save(data, format, **options)
    return SimpleUploadedFile(f"a.{format.lower()}", data.getvalue(), f"image/{format.lower()}")


@pytest.fixture
def article():
    """A page whose infobox cites before its text does, so that numbers count through both."""
    make_page("smn2")
    a, b = make_reference("a"), make_reference("b")
    return make_page(
        body=BODY,
        citations={"a": a.public_id, "b": b.public_id, "c": a.public_id},
        infobox=[{"label": "Gene", "value": "SMN1", "citekeys": ["a"]}],
    )


def published_body(client, artifact) -> str:
    page = html.document_fromstring(client.get(artifact.get_absolute_url()).content.decode())
    return html.tostring(page.find_class("prose")[0], with_tail=False).decode()


def body_of(previewed: str) -> str:
    body = previewed.partition('\n<div class="preview-references">')[0]
    return html.tostring(html.fromstring(f'<div class="prose">{body}</div>')).decode()


def test_a_preview_is_the_published_body_for_the_same_text(client, article, editor):
    published = published_body(client, article)
    client.force_login(editor)

    previewed = client.post(f"{PREVIEW}?page={article.public_id}", {"content": BODY}).content.decode()

    assert body_of(previewed) == published
    assert published.count('class="cite"') == 2
    assert re.findall(r'<li id="(ref-\d)"', previewed) == ["ref-1", "ref-2", "ref-3"]


def test_a_preview_resolves_with_the_saved_citations_and_published_references(client, article, editor):
    edit(article, body="Saved later [@a].")
    client.force_login(editor)

    previewed = client.post(
        f"{PREVIEW}?page={article.public_id}", {"content": "Typed [@b] and [@new]."}
    ).content.decode()

    assert "Typed" in previewed
    assert "Saved later" not in previewed
    assert previewed.count("Identification of a determining gene") == 2
    assert previewed.count("no reference is given for this key yet") == 1


def test_a_preview_of_a_new_page_has_open_citations_only(client, editor):
    client.force_login(editor)

    previewed = client.post(PREVIEW, {"content": "Typed [@b]."}).content.decode()

    assert 'class="cite unresolved"' in previewed
    assert previewed.count('<li id="ref-1"') == 1


@pytest.mark.parametrize("public_id", ["unknown", "h-0badcafe", "9" * 5000, "%20"])
def test_a_preview_of_what_is_no_page_is_not_found(public_id, client, editor):
    make_hypothesis()
    client.force_login(editor)

    assert client.post(f"{PREVIEW}?page={public_id}", {"content": "Text."}).status_code == 404


@pytest.mark.parametrize("text", ["x" * (MAX_BODY + 1), "> " * 200 + "x", "\x00", "[[\x00]] [@a\x00]"])
def test_a_preview_never_breaks(text, client, article, editor):
    client.force_login(editor)

    response = client.post(f"{PREVIEW}?page={article.public_id}", {"content": text})

    assert response.status_code in (200, 422)


def test_a_preview_writes_nothing(client, article, editor, django_assert_max_num_queries):
    client.force_login(editor)

    with django_assert_max_num_queries(20) as queries:
        client.post(f"{PREVIEW}?page={article.public_id}", {"content": BODY})

    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


@pytest.mark.parametrize("path", [PREVIEW, UPLOAD])
def test_both_are_for_editors_by_post_with_a_token(path, client, editor, stranger):
    without = get_user_model().objects.create_user("without", is_staff=True)

    assert client.get(path).status_code == 405
    assert client.post(path)["Location"].startswith("/admin/login/")
    client.force_login(stranger)
    assert client.post(path)["Location"].startswith("/admin/login/")
    client.force_login(without)
    assert client.post(path).status_code == 403
    checked = Client(enforce_csrf_checks=True)
    checked.force_login(editor)
    assert checked.post(path, {"content": "x", "image": picture()}).status_code == 403


@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_is_stored_under_a_name_of_ours_and_answered_as_markdown(format, client, editor):
    client.force_login(editor)

    code = client.post(UPLOAD, {"image": picture(format)}).json()["image_code"]

    name = re.fullmatch(rf"!\[Describe the image here\]\(/media/(images/[0-9a-f]{{32}}\.{format.lower()})\)", code)[1]
    with default_storage.open(name) as file:
        assert Image.open(file).format == format


@pytest.mark.parametrize(
    ("file", "status", "sentence"),
    [
        (None, 400, "Choose an image to upload."),
        (SimpleUploadedFile("x.html", b"<script>", "image/gif"), 415, "This is no PNG, JPEG, GIF or WebP image"),
        (SimpleUploadedFile("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml"), 415, "This is no"),
        (SimpleUploadedFile("x.png", b"x" * (5 * 1024 * 1024 + 1), "image/png"), 413, "The image is larger than 5 MB"),
        (SimpleUploadedFile("x.png", b"", "image/png"), 415, "This is no PNG, JPEG, GIF or WebP image"),
        ("not a file", 400, "Choose an image to upload."),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(file, status, sentence, client, editor):
    client.force_login(editor)

    response = client.post(UPLOAD, {"image": file} if file is not None else {})

    assert response.status_code == status
    assert response.json()["image"][0].startswith(sentence)
    assert not default_storage.exists("images")
