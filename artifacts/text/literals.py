"""Literals: values that a program printed in its own notation, such as `None` or `{'merged_at': '2026-05-13'}`."""

import ast
import re
from math import isfinite

MAX_LENGTH = 10_000
MAX_BRACKETS = 50
MAX_BITS = 128
UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
WORDS = {"None": None, "True": True, "False": False, "nan": None, "null": None}
NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?")


def read_literal(text: str):
    """The value that the text stands for; what is no literal stays text."""
    text = text.strip()
    if text in WORDS:
        return WORDS[text]
    if NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    quoted = len(text) > 1 and text[0] in "\"'" and text[0] == text[-1]
    nested = text.startswith(("{", "[", "(")) and sum(map(text.count, "{[(")) <= MAX_BRACKETS
    if not (quoted or nested) or len(text) > MAX_LENGTH:
        return text
    try:
        return _plain(ast.literal_eval(text))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return text


def _plain(value):
    """Tuples and sets as lists, keys as text: what JSON can hold."""
    if isinstance(value, dict):
        return {_plain(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(_plain(str(item)) for item in value)
    if isinstance(value, int) and value.bit_length() > MAX_BITS:
        raise ValueError("a number of too many digits")
    if isinstance(value, float) and not isfinite(value):
        raise ValueError("no finite number")
    if isinstance(value, str) and UNSTORABLE.search(value):
        raise ValueError("characters that cannot be stored")
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)
