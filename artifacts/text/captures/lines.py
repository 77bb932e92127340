"""The lines of a capture file, from bytes: numbered, and refused with name and line where they cannot be one."""

import re
from typing import NamedTuple

from artifacts.errors import CaptureError

MAX_BYTES = 8 * 1024 * 1024
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
OPEN_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]{0,1000}|/)?$")


class Line(NamedTuple):
    number: int
    text: str


def read_lines(data: bytes, name: str) -> list[Line]:
    """Every line without white space at its end; CaptureError where the file is no UTF-8 text or ends inside a tag."""
    if len(data) > MAX_BYTES:
        raise CaptureError(name, 1, "the file is larger than 8 MiB, which no captured page is.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CaptureError(
            name, line, f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8 and try again."
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if control := CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise CaptureError(name, line, f"a control character (0x{ord(control[0]):02x}) stands here; remove it.")
    lines = [Line(number, line.rstrip()) for number, line in enumerate(text.split("\n"), 1)]
    while lines and not lines[-1].text:
        lines.pop()
    if not lines:
        raise CaptureError(name, 1, "the file is empty.")
    # The last thing on a page is furniture; a file that ends in a tag was cut off on its way here.
    if tag := open_tag(lines[-1].text):
        raise CaptureError(name, lines[-1].number, f"the file ends inside the tag {tag!r}: it was cut off.")
    return lines


def open_tag(text: str) -> str:
    """The beginning of the tag that a line ends inside of, or nothing."""
    match = OPEN_TAG.search(text)
    return match[0][:40] if match else ""
