"""The picture beside a shared link: drawn alike each time, within its edges, and without what the font cannot write."""

import io

import pytest
from PIL import Image, ImageChops

from artifacts.representations.picture import (
    EDGE,
    FOOT,
    MOST_SIGNS,
    PAPER,
    SIZE,
    WIDTH,
    Picture,
    draw,
    fitted,
    wrapped,
    writable,
)

TITLE = "Earlier SMN restoration preserves motor neurons that later treatment cannot rescue"


def image(**told):
    given = {"kind": "Gene", "title": TITLE, "sentence": "It is so. " * 20, "site": "SciDEX"} | told
    return Image.open(io.BytesIO(draw(Picture(**given)))).convert("RGB")


def is_empty(picture, box: tuple) -> bool:
    part = picture.crop(box)
    return ImageChops.difference(part, Image.new("RGB", part.size, PAPER)).getbbox() is None


def test_it_is_the_same_bytes_each_time():
    picture = Picture("Gene", TITLE, "One sentence.", "SciDEX", "0.74 high", "high")

    assert draw(picture) == draw(picture)
    assert len(draw(picture)) < 60_000


@pytest.mark.parametrize(
    "title",
    [
        *("", "A", TITLE, "W" * 1000, "MMMM " * 100, "a-" * 500, "TGF-β1 → Aβ₄₂ ≥ 5 µm²", "Ελληνικά и кириллица"),
        *("<script>alert(1)</script>", "a\n\nb\tc\x07", "ﬁ \u202e \u200b x"),
    ],
)
def test_no_title_leaves_its_room(title):
    picture = image(title=title)

    assert picture.size == SIZE
    assert is_empty(picture, (WIDTH - EDGE + 8, 0, WIDTH, SIZE[1]))
    assert is_empty(picture, (EDGE, FOOT - 14, WIDTH, FOOT - 2))


@pytest.mark.parametrize("title", ["中文标题", "אלפא", "العربية", "SMN1 😀", "e\u0301\u0323\u0330", "𝛼-synuclein"])
def test_a_title_that_cannot_be_written_is_left_out_whole(title):
    assert image(title=title, sentence="").tobytes() == image(title="", sentence="").tobytes()


def test_what_nobody_sees_is_no_reason_to_leave_a_title_out():
    assert writable(" a\u00ad\u200bb\n c\x07") == "ab c"
    assert writable("Bu\u0308rglen") == "Bürglen"
    assert len(writable("a" * 5000)) == MOST_SIGNS


def test_a_title_is_as_large_as_leaves_it_few_lines():
    sizes = [fitted(title)[0] for title in ("SMN1", TITLE, TITLE + " in most children, and in adults")]

    assert sizes == [78, 64, 52]


def test_what_has_no_room_ends_with_an_ellipsis():
    lines = wrapped("word, " * 200, 32, 3)

    assert (len(lines), lines[-1].endswith("word…")) == (3, True)
    assert wrapped("", 32, 3) == wrapped("word", 32, 0) == []


def test_a_hypothesis_bears_its_score_and_nothing_else_does():
    corner = (WIDTH // 2, FOOT - 10, WIDTH, SIZE[1])

    assert is_empty(image(), corner)
    assert not is_empty(image(score="0.74 high", level="high"), corner)
