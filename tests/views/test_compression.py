"""Compression: public pages are sent in what the asker takes, each with a tag of its own."""

import gzip

import brotli
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.helpers import make_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("identity", None),
        ("", None),
        (",;q=,br;q=x" + ",gzip" * 1000, "br"),
    ],
)
def test_a_page_comes_in_what_the_asker_takes(client, accepted, encoding):
    address = make_page("smn1", body="Words. " * 300).get_absolute_url()
    plain = client.get(address).content

    response = client.get(address, headers={"accept-encoding": accepted})

    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert response.headers.get("Content-Encoding") == encoding
    assert unpack(response.content) == plain
    assert "Accept-Encoding" in response["Vary"]


def test_each_compression_has_a_tag_of_its_own_that_is_recognised(client):
    address = make_page("smn1").get_absolute_url()
    brotlied = {"accept-encoding": "br"}
    tags = {client.get(address)["ETag"], client.get(address, headers=brotlied)["ETag"]}

    again = client.get(address, headers={**brotlied, "if-none-match": client.get(address, headers=brotlied)["ETag"]})

    assert len(tags) == 2
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address, headers={"if-none-match": again["ETag"]}).status_code == 200


def test_lists_are_compressed_too(client):
    make_page("smn1")

    assert client.get("/", headers={"accept-encoding": "gzip"})["Content-Encoding"] == "gzip"


def test_pictures_are_sent_as_they_are(client):
    path = default_storage.save("images/cell.png", ContentFile(b"png" * 1000))
    make_page("smn1", body=f"![A cell](/media/{path})")

    response = client.get(f"/media/{path}", headers={"accept-encoding": "gzip"})

    assert b"".join(response.streaming_content) == b"png" * 1000
    assert "Content-Encoding" not in response
