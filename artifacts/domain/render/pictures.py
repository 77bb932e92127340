"""Sizes of stored pictures, so that a page keeps their place until they arrive."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from PIL import Image

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
SOURCE = re.compile(r"/media/([^?#]+)")
# What no picture, a damaged one, or a path that leads out of the store raises.
UNREADABLE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError, SuspiciousFileOperation)


def stored_path(source: str) -> str:
    """Where a picture of ours lies, as its source spells it: `images/a.png` of `/media/images/a.png`; else nothing."""
    match = SOURCE.match(source)
    return match[1] if match else ""


def sizes_of(sources: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Width and height in pixels by the source of a picture; what cannot be read is left out.

    Only the heads of the files are read.
    """
    sizes = {}
    for source in sources:
        try:
            with default_storage.open(unquote(stored_path(source))) as file, Image.open(file, formats=FORMATS) as image:
                sizes[source] = image.size
        except UNREADABLE:
            continue
    return sizes
