"""Pictures: what is stored holds pixels and nothing else, and no file costs more than its size allows."""

import io
import struct
import zlib

import pytest
from PIL import Image

from artifacts.errors import ContentError
from artifacts.views import pictures
from artifacts.views.pictures import reencoded

ORIENTATION, MAKER = 0x0112, 0x010F


def encoded(image, format: str, **options) -> io.BytesIO:
    data = io.BytesIO()
    image.save(data, format, **options)
    data.seek(0)
    return data


def decoded(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def tagged(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, "Somebody's telephone"
    return exif


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_that_says(width: int, height: int) -> io.BytesIO:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00" * 100)) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + body)


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP"])
def test_what_a_camera_adds_is_gone_and_the_picture_stands_upright(format):
    data, extension = reencoded(encoded(Image.new("RGB", (40, 20), "red"), format, exif=tagged(orientation=6)))

    image = decoded(data)
    assert (extension, image.format, image.size) == (format.lower(), format, (20, 40))
    assert (dict(image.getexif()), "exif" in image.info) == ({}, False)
    assert b"telephone" not in data


def test_comments_and_texts_are_gone():
    assert b"secret" not in reencoded(encoded(Image.new("P", (4, 4)), "GIF", comment=b"secret"))[0]
    assert b"secret" not in reencoded(encoded(Image.new("RGB", (4, 4)), "JPEG", comment=b"secret"))[0]
    assert b"secret" not in reencoded(encoded(Image.new("RGB", (4, 4)), "WEBP", xmp=b"secret"))[0]


@pytest.mark.parametrize("tail", [b"<script>alert(1)</script>", b"PK\x03\x04 an archive", b"%PDF-1.4"])
@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF"])
def test_what_stands_behind_the_pixels_is_gone(format, tail):
    file = io.BytesIO(encoded(Image.new("RGB", (4, 4)), format).getvalue() + tail)

    assert tail not in reencoded(file)[0]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_stays_one(mode):
    image = decoded(reencoded(encoded(Image.new(mode, (4, 4)), "PNG"))[0])

    assert (image.format, image.size) == ("PNG", (4, 4))


def test_transparency_stays():
    image = Image.new("P", (4, 4))
    image.putpalette([0, 0, 0, 255, 0, 0])

    data, _extension = reencoded(encoded(image, "GIF", transparency=0))

    assert decoded(data).convert("RGBA").getpixel((0, 0))[3] == 0


def test_a_telephone_s_pair_of_pictures_is_shown_by_its_first():
    first, second = Image.new("RGB", (8, 4), "red"), Image.new("RGB", (8, 4), "blue")
    file = encoded(first, "MPO", save_all=True, append_images=[second])
    assert Image.open(file).format == "MPO"

    data, extension = reencoded(file)

    assert (extension, decoded(data).format, decoded(data).size) == ("jpeg", "JPEG", (8, 4))


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
def test_an_animation_keeps_its_frames_and_their_time(format):
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "green", "blue")]
    file = encoded(frames[0], format, save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=0)

    image = decoded(reencoded(file)[0])

    durations = []
    for number in range(image.n_frames):
        image.seek(number)
        image.load()
        durations.append(image.info["duration"])
    assert (image.format, durations) == (format, [100, 200, 300])


@pytest.mark.parametrize("size", [(8000, 5001), (9000, 9000), (60_000, 60_000), (2**31 - 1, 1), (1, 2**31 - 1)])
def test_a_header_that_promises_too_much_is_refused_before_anything_is_decoded(size, monkeypatch):
    def refuse(*_args):
        raise AssertionError("It was decoded.")

    file = png_that_says(*size)
    monkeypatch.setattr(Image.Image, "load", refuse)

    with pytest.raises(ContentError, match="more than 40 megapixels"):
        reencoded(file)


def test_an_animation_of_too_many_pixels_or_frames_is_refused(monkeypatch):
    frames = [Image.new("L", (100, 100), number) for number in range(20)]
    file = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    monkeypatch.setattr(pictures, "MAX_PIXELS", 150_000)
    with pytest.raises(ContentError, match="more than 40 megapixels"):
        reencoded(file)

    monkeypatch.setattr(pictures, "MAX_PIXELS", 40_000_000)
    monkeypatch.setattr(pictures, "MAX_FRAMES", 19)
    file.seek(0)
    with pytest.raises(ContentError, match="more than 500 frames"):
        reencoded(file)


def test_frames_larger_than_the_header_says_are_measured_too(monkeypatch):
    frames = [Image.new("L", (200, 200), number) for number in range(9)]
    data = bytearray(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]).getvalue())
    data[6:10] = struct.pack("<HH", 1, 1)
    monkeypatch.setattr(pictures, "MAX_PIXELS", 100_000)

    with pytest.raises(ContentError, match="more than 40 megapixels"):
        reencoded(io.BytesIO(bytes(data)))


@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF", "WEBP"])
def test_what_is_cut_off_is_refused(format):
    noise = Image.effect_noise((64, 64), 100).convert("RGB")
    data = encoded(noise, format).getvalue()

    for part in (8, 20, len(data) // 2):
        with pytest.raises(ContentError, match="damaged"):
            reencoded(io.BytesIO(data[:part]))


@pytest.mark.parametrize("format", ["BMP", "TIFF", "ICO", "PPM", "PDF"])
def test_other_formats_are_refused_whatever_they_are_called(format):
    with pytest.raises(ContentError, match="This is no PNG, JPEG, GIF or WebP image"):
        reencoded(encoded(Image.new("RGB", (16, 16)), format))


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"GIF89a<script>", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBP"])
def test_what_only_begins_like_a_picture_is_refused(data):
    with pytest.raises(ContentError, match="This is no PNG, JPEG, GIF or WebP image"):
        reencoded(io.BytesIO(data))
