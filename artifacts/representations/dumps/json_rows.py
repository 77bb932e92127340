"""JSON read strictly: what two programs would read differently, or a database cannot hold, is refused by a sentence."""

import json
import re
from math import isfinite

from artifacts.errors import DumpError

MAX_DEPTH = 50
MAX_PARTS = 100_000
MAX_DIGITS = 300
# Escapes that may stand for what cannot be stored; whether they do is seen in the values.
SUSPECT = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
NESTED = (dict, list)
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def read_json(raw: bytes):
    """The value that a text in UTF-8 stands for; DumpError with a sentence where it is none that can be stored."""
    value = parse_json(raw)
    check_texts_of(raw, value)
    return value


def parse_json(raw: bytes):
    """The value, whose texts may yet hold what cannot be stored."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise DumpError(
            f"Byte {error.start + 1}, 0x{raw[error.start]:02x}, is no UTF-8: write the file in UTF-8, or mend it there."
        ) from error
    value = _loaded(text)
    check_depth(value)
    return value


def check_texts_of(raw: bytes, value) -> None:
    """DumpError where a text in the value holds what cannot be stored; looked for where its source gives cause."""
    if SUSPECT.search(raw):
        check_texts(value)


def _loaded(text: str):
    if text.count("{") + text.count("[") > MAX_PARTS:
        raise DumpError(f"It holds more than {MAX_PARTS:,} opening brackets.")
    try:
        return DECODER.decode(text)
    except json.JSONDecodeError as error:
        said = f"{error.msg[:1].lower()}{error.msg[1:]}".removesuffix(" at")
        raise DumpError(f"It is no JSON: {said} (character {error.pos + 1}).") from error
    except RecursionError as error:
        raise DumpError(f"It is nested more than {MAX_DEPTH} levels deep.") from error


def check_depth(value) -> None:
    level, depth = [value] if isinstance(value, NESTED) else [], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise DumpError(f"It is nested more than {MAX_DEPTH} levels deep.")
        parts = (whole.values() if isinstance(whole, dict) else whole for whole in level)
        level = [part for some in parts for part in some if isinstance(part, NESTED)]


def check_texts(value) -> None:
    """DumpError where a text holds what no database can: a NUL, or half of a surrogate pair."""
    fields = value.items() if isinstance(value, dict) else [("", value)]
    left = [(str(name), part) for name, whole in fields for part in (name, whole)]
    while left:
        name, part = left.pop()
        if isinstance(part, dict):
            left += [(name, inner) for inner in (*part, *part.values())]
        elif isinstance(part, list):
            left += [(name, inner) for inner in part]
        elif isinstance(part, str) and (found := UNSTORABLE.search(part)):
            what = "a NUL character" if found[0] == "\x00" else "half of a surrogate pair"
            raise DumpError(f"The field {name[:80]!r} holds {what} (character {found.start() + 1}): remove it.")


def _object(pairs: list) -> dict:
    row = dict(pairs)
    if len(row) != len(pairs):
        seen = set()
        twice = next(name for name, _value in pairs if name in seen or seen.add(name))
        raise DumpError(f"The field {twice[:80]!r} stands twice in one object.")
    return row


def _constant(name: str):
    raise DumpError(f"{name} is no number that can be stored: write null.")


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise DumpError(f"A number has more than {MAX_DIGITS} digits.")
    return int(digits)


def _real(digits: str) -> float:
    if not isfinite(number := float(digits)):
        raise DumpError(f"The number {digits[:40]} is too large.")
    return number


DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer, parse_float=_real)
