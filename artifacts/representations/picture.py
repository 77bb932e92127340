"""The picture beside a shared link: 1200 by 630 pixels of PNG, drawn alike on every machine."""

import io
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = WIDTH, HEIGHT = 1200, 630
EDGE = 80
ROOM = WIDTH - 2 * EDGE
FONTS = Path(__file__).parent / "fonts"
PAPER, INK, SOFT, ACCENT = "#fdfdfb", "#1c2226", "#5a656c", "#0b5c6b"
LEVELS = {"high": ("#1c6b3c", "#e0f1e4"), "medium": ("#7a4d00", "#fcefcf"), "low": ("#4d565c", "#e9ebec")}
# A title is set as large as leaves it few enough lines: size, lines.
TITLE_SIZES = ((78, 2), (64, 3), (52, 4))
SENTENCE_SIZE, SCORE_SIZE = 32, 34
FOOT = HEIGHT - 96
# No title of use is longer, and none costs more.
MOST_SIGNS = 400


@dataclass(frozen=True)
class Picture:
    """What is told; of a hypothesis its score as `0.74 high` too, and the level of that."""

    kind: str
    title: str
    sentence: str
    site: str
    score: str = ""
    level: str = ""


def draw(picture: Picture) -> bytes:
    """The picture as PNG. What the font cannot write is left out whole: half a title would look broken."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 20, HEIGHT), fill=ACCENT)
    pen.text((EDGE, 62), writable(picture.kind), font=font(32, bold=True), fill=ACCENT)
    y = 122
    size, lines = fitted(writable(picture.title))
    for line in lines:
        pen.text((EDGE, y), line, font=font(size, bold=True), fill=INK)
        y += round(size * 1.2)
    y += 22
    step = round(SENTENCE_SIZE * 1.4)
    for line in wrapped(writable(picture.sentence), SENTENCE_SIZE, min(3, (FOOT - 20 - y) // step)):
        pen.text((EDGE, y), line, font=font(SENTENCE_SIZE), fill=SOFT)
        y += step
    image.paste(icon(), (EDGE, FOOT))
    pen.text((EDGE + 72, FOOT + 26), writable(picture.site), font=font(34, bold=True), fill=INK, anchor="lm")
    if picture.score:
        badge(pen, writable(picture.score), picture.level)
    output = io.BytesIO()
    image.save(output, format="PNG")
    return output.getvalue()


def badge(pen, text: str, level: str) -> None:
    """The score at the foot, in the colours of its level."""
    ink, ground = LEVELS[level]
    width = length(text, SCORE_SIZE, bold=True)
    right, middle = WIDTH - EDGE, FOOT + 26
    pen.rounded_rectangle((right - width - 56, middle - 32, right, middle + 32), radius=32, fill=ground)
    pen.text((right - 28, middle), text, font=font(SCORE_SIZE, bold=True), fill=ink, anchor="rm")


@cache
def font(size: int, *, bold: bool = False):
    name = "DejaVuSansCondensed-Bold.ttf" if bold else "DejaVuSansCondensed.ttf"
    # The basic layout is the same wherever Pillow runs; it shapes no script, but the font has none that needs it.
    return ImageFont.truetype(FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


def writable(text: str) -> str:
    """The text in one line without signs that nobody sees; nothing where the font lacks a sign of it."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))[:MOST_SIGNS]
    text = "".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cf"))
    return text if all(sign == " " or _has(sign) for sign in set(text)) else ""


def _has(sign: str) -> bool:
    """Whether both fonts hold a sign: one that they lack is drawn with no height."""
    return all(font(SENTENCE_SIZE, bold=bold).getmask(sign).size[1] > 0 for bold in (False, True))


def fitted(title: str) -> tuple[int, list[str]]:
    """The largest size in which a title needs few enough lines, and those; cut short where none does."""
    for size, most in TITLE_SIZES:
        lines = wrapped(title, size, most, bold=True)
        if " ".join(lines) == title:
            break
    return size, lines


def wrapped(text: str, size: int, most: int, *, bold: bool = False) -> list[str]:
    """The text in at most so many lines of the room, with … where it goes on; a word that is too long is broken."""
    words, lines = text.split(" ")[::-1] if text else [], []
    while words and len(lines) < most:
        line = fitting(words[-1], size, bold)
        rest = words.pop()[len(line) :]
        if rest:
            words.append(rest)
        while not rest and words and length(f"{line} {words[-1]}", size, bold) <= ROOM:
            line = f"{line} {words.pop()}"
        lines.append(line)
    if words and lines:
        lines[-1] = fitting(lines[-1], size, bold, ROOM - length("…", size, bold)).rstrip(" ,.;:") + "…"
    return lines


def fitting(text: str, size: int, bold: bool, room: float = ROOM) -> str:
    """As much of the beginning of a text as has room."""
    ends = accumulate(_advance(sign, size, bold) for sign in text)
    return text[: sum(end <= room for end in ends)]


def length(text: str, size: int, bold: bool) -> float:
    return sum(_advance(sign, size, bold) for sign in text)


@cache
def _advance(sign: str, size: int, bold: bool) -> float:
    # Signs are measured one by one and once for all: Pillow needs a millisecond for a long line.
    return font(size, bold=bold).getlength(sign)


@cache
def icon():
    """The site's mark (static/icon.svg): drawn four times as large, then made smaller, so that its lines are smooth."""
    scale = 9
    image = Image.new("RGB", (24 * scale, 24 * scale), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, 24 * scale - 1, 24 * scale - 1), radius=5 * scale, fill=ACCENT)
    steps = [n / 60 for n in range(61)]
    strands = [[(7 + 10 * (3 * t * t - 2 * t**3), 5 + 14 * (1.5 * t * (1 - t) + t**3)) for t in steps]]
    strands += [[(24 - x, y) for x, y in strands[0]], [(8.4, 8), (15.6, 8)], [(8.4, 16), (15.6, 16)]]
    for strand in strands:
        points = [(x * scale, y * scale) for x, y in strand]
        pen.line(points, fill="white", width=round(1.8 * scale), joint="curve")
        for x, y in (points[0], points[-1]):
            pen.circle((x, y), 0.9 * scale, fill="white")
    return image.resize((54, 54), Image.Resampling.LANCZOS)
