"""Pictures as they are stored: decoded and encoded anew, turned upright, without anything else that the file held."""

import io
import struct
import zlib
from warnings import catch_warnings, simplefilter

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, ImageSequence

from artifacts.errors import ContentError

MAX_PIXELS = 40_000_000
MAX_FRAMES = 500
FORMATS = {"PNG": "png", "JPEG": "jpeg", "GIF": "gif", "WEBP": "webp"}
KEPT = ("transparency", "duration", "loop", "disposal", "blend")
# What Pillow is known to raise on damaged files.
DAMAGED = (OSError, EOFError, SyntaxError, ValueError, LookupError, TypeError, OverflowError, struct.error, zlib.error)


def reencoded(file) -> tuple[bytes, str]:
    """A picture's pixels in its own format, and the extension of that; ContentError with a sentence."""
    try:
        with catch_warnings():
            simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(file, formats=list(FORMATS))
            # A telephone's picture of several is shown by its first.
            name = "JPEG" if image.format == "MPO" else image.format
            return _encoded(_frames(image, animated=name != "JPEG"), name), FORMATS[name]
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ContentError(_("The image has more than 40 megapixels: make it smaller and try again.")) from error
    except DAMAGED as error:
        raise ContentError(_("This is no PNG, JPEG, GIF or WebP image, or a damaged one.")) from error


def _frames(image, *, animated: bool) -> list:
    """The frames upright, each measured before it is decoded: a header may promise less than the file holds."""
    frames, pixels = [], 0
    for frame in ImageSequence.Iterator(image):
        pixels += frame.width * frame.height
        if pixels > MAX_PIXELS:
            raise ContentError(_("The image has more than 40 megapixels: make it smaller and try again."))
        if len(frames) == MAX_FRAMES:
            raise ContentError(_("The image has more than 500 frames: make it shorter and try again."))
        upright = ImageOps.exif_transpose(frame)
        upright.info = {key: value for key, value in frame.info.items() if key in KEPT}
        frames.append(upright)
        if not animated:
            break
    return frames


def _encoded(frames: list, name: str) -> bytes:
    output, image = io.BytesIO(), frames[0]
    options = {"quality": 90} if name in ("JPEG", "WEBP") else {}
    if len(frames) > 1:
        durations = [frame.info.get("duration", 100) for frame in frames]
        options |= {"save_all": True, "append_images": frames[1:], "duration": durations}
        options |= {"loop": image.info["loop"]} if "loop" in image.info else {}
    image.save(output, format=name, **options)
    return output.getvalue()
