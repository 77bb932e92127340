"""The upload of images: re-encoded, or refused with a sentence."""

import io
import re

import pytest
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/markdown/upload/"


def picture(format="PNG", size=(4, 2), **options) -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", size, "red").save(data, format, **options)
    return SimpleUploadedFile(f"a.{format.lower()}", data.getvalue(), f"image/{format.lower()}")


def test_an_upload_is_for_editors_by_post_with_a_token(client, editor, stranger):
    without = get_user_model().objects.create_user("without", is_staff=True)

    assert client.get(UPLOAD).status_code == 405
    assert client.post(UPLOAD)["Location"].startswith("/admin/login/")
    client.force_login(stranger)
    assert client.post(UPLOAD)["Location"].startswith("/admin/login/")
    client.force_login(without)
    assert client.post(UPLOAD).status_code == 403
    checked = Client(enforce_csrf_checks=True)
    checked.force_login(editor)
    assert checked.post(UPLOAD, {"image": picture()}).status_code == 403


@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_is_stored_under_a_name_of_ours_and_its_path_is_told(format, client, editor):
    client.force_login(editor)

    path = client.post(UPLOAD, {"image": picture(format)}).json()["path"]

    name = re.fullmatch(rf"/media/(images/[0-9a-f]{{32}}\.{format.lower()})", path)[1]
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
