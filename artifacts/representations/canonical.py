"""Canonical JSON: one spelling per value, so that equal content has equal bytes and equal hashes on both databases."""

import hashlib
import json
import unicodedata

from artifacts.errors import ContentError
from artifacts.errors import marked as _

MAX_DEPTH = 50
MAX_BITS = 2000


def normalised(value, depth: int = 0):
    """NFC strings, LF line ends, whole floats as integers (jsonb knows no difference); refuses what JSON lacks."""
    if depth > MAX_DEPTH:
        raise ContentError(_("The data is nested more than {most} levels deep."), most=MAX_DEPTH)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            raise ContentError(_("A number must be finite: NaN and Infinity cannot be stored."))
        return int(value) if value.is_integer() else value
    if isinstance(value, dict):
        return {_text(str(key)): normalised(item, depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [normalised(item, depth + 1) for item in value]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if value.bit_length() > MAX_BITS:
            raise ContentError(_("A number has more digits than can be stored."))
        return value
    raise ContentError(_("A value of type {name} cannot be stored."), name=type(value).__name__)


def _text(value: str) -> str:
    if "\x00" in value:
        raise ContentError(_("The text holds a NUL character: remove it."))
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ContentError(_("The text holds half of a surrogate pair: remove that character.")) from error
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))


def canonical(value) -> bytes:
    """A normalised value as bytes: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def sha256(value) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()
