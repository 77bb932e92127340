"""Ordering: titles as people look for them, by letter whatever its case or accent, and numbers by their size."""

import re
import string
import unicodedata

NUMBER = re.compile(r"([0-9]+)")
NUMBERS, OTHERS = "0-9", "other"
# The places of an alphabetical list, in its order: what begins otherwise, as α-synuclein does, stands last.
INITIALS = (*string.ascii_uppercase, NUMBERS, OTHERS)


def natural_key(title: str) -> tuple:
    """Sorts `SMN2` before `SMN10`, and `élan` between `ELAC2` and `ELAVL4`."""
    words = NUMBER.split(_bare(title).casefold())
    # Text and number alternate, so that like is compared with like.
    return [(text, int(number)) for text, number in zip(words[::2], [*words[1::2], "-1"], strict=True)], title


def initial_of(character: str) -> str:
    """The place in an alphabetical list of what begins with a character: `A` to `Z`, `0-9` or `other`."""
    bare = _bare(character).upper()[:1]
    if bare.isascii() and bare.isalpha():
        return bare
    return NUMBERS if bare.isascii() and bare.isdigit() else OTHERS


def _bare(text: str) -> str:
    """Without accents."""
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
