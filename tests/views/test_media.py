"""Uploaded pictures: public once a page shows them, for staff before, and nothing else is served."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from lxml import html
from PIL import Image

from artifacts.domain.withdraw import withdraw
from tests.helpers import edit, make_page, someone

pytestmark = pytest.mark.django_db


def test_a_picture_is_public_once_a_page_shows_it(client, editor):
    path = "/media/" + default_storage.save("images/a1.png", ContentFile(b"pixels"))
    page = make_page(body=f"![A]({path})", live=False)
    assert client.get(path).status_code == 404
    client.force_login(editor)
    assert (client.get(path).status_code, client.get(path)["Cache-Control"]) == (200, "private, no-store")
    client.logout()

    edit(page, body=f"![B]({path})", live=True)
    response = client.get(path)
    assert (response.status_code, b"".join(response)) == (200, b"pixels")
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"

    withdraw(page, by=someone(), reason="Wrong.")
    assert client.get(path).status_code == 404


def test_only_pictures_are_served_and_only_from_their_folder(client, editor, settings):
    names = {"images/a.html", "images/a.svg", "images/a.png"}
    for name in names:
        default_storage.save(name, ContentFile(b"x"))
    (settings.MEDIA_ROOT.parent / "secret.png").write_bytes(b"x")
    client.force_login(editor)
    paths = [
        *("/media/images/a.html", "/media/images/a.svg", "/media/../secret.png", "/media/images/../../secret.png"),
        *("/media/%2e%2e/secret.png", "/media//etc/passwd", "/media/images", "/media/", "/media/images/b.png"),
        *("/media/..%2fsecret.png", "/media/images\\..\\..\\secret.png", f"/media/{'x' * 5000}.png"),
    ]

    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    assert client.get("/media/images/a.png").status_code == 200


def test_a_page_says_how_large_its_pictures_are(client):
    data = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(data, "PNG")
    for name, content in (("images/a b.png", data.getvalue()), ("images/broken.png", b"x")):
        default_storage.save(name, ContentFile(content))
    names = ("images/a%20b.png", "images/a%20b.png?x", "images/broken.png", "images/none.png", "%00.png", "", "#a")
    page = make_page(body="\n\n".join(f"![A](/media/{name})" for name in names))

    images = html.fromstring(client.get(page.get_absolute_url()).content).xpath("//div[@class='prose']//img")

    sizes = [(image.get("width"), image.get("height")) for image in images]
    assert sizes == [("40", "20")] * 2 + [(None, None)] * 5
