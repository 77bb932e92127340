"""Figures: a picture that stands alone, its title the caption: `![cells](/media/a.png "Neurons. Credit: A. B.")`."""

import functools
import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from artifacts.text.addresses import is_stored

CREDIT = "Credit:"
# What a text names of the pictures that are stored here.
STORED_PICTURE = re.compile(r"/media/([^\s?#()<>\"'\\]{1,500})")
KINDS = ("png", "jpeg", "gif", "webp")


def name_figures(tokens: list[Token]) -> None:
    """Make figures of the paragraphs that hold nothing but one picture with a title."""
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "paragraph_open" or opening.hidden or len(inline.children or ()) != 1:
            continue
        picture = inline.children[0]
        title = str(picture.attrs.get("title", "")).strip() if picture.type == "image" else ""
        if title and is_stored(str(picture.attrs.get("src", ""))):
            opening.type, closing.type = "figure_open", "figure_close"
            closing.content = title
            del picture.attrs["title"]


def caption_html(title: str) -> str:
    """The caption, emphasis in it, and behind it whom the picture is owed to."""
    words, marked, credit = title.rpartition(CREDIT)
    words, credit = (words, credit) if marked else (credit, "")
    shown = _emphasis().renderInline(words.strip())
    if credit.strip():
        shown += f' <small class="credit">{_emphasis().renderInline(credit.strip())}</small>'
    return f"<figcaption>{shown.strip()}</figcaption>"


def is_picture(name: str) -> bool:
    """Whether a stored file may be shown as a picture, by its name, and lies where pictures lie."""
    within = not name.startswith("/") and not {"", ".", ".."} & set(name.split("/"))
    return within and name.rpartition(".")[2] in KINDS


@functools.cache
def _emphasis() -> MarkdownIt:
    return MarkdownIt("zero").enable("emphasis")
