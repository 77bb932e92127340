"""Malformed records of a synthetic corpus: lines that no importer may take, nor stop at, made of good ones."""

import json
from collections.abc import Callable
from functools import cache

from artifacts.text.corpus.names import hexes

HUGE, RATE_OF_HUGE = 20_000_000, 0.003


@cache
def huge_text() -> bytes:
    """Digits by the million; the same word again and again would look like a bomb where it is packed."""
    return b" ".join(hexes(number, 15).encode() for number in range(HUGE // 16))


def cut_off(line: bytes, row: dict) -> bytes:
    return line[: len(line) // 2]


def latin_1(line: bytes, row: dict) -> bytes:
    return json.dumps(row | {"note": "Grün"}, ensure_ascii=False).encode("latin-1", "replace")


def utf_16(line: bytes, row: dict) -> bytes:
    return line[:200].decode("utf-8", "ignore").replace("\n", " ").encode("utf-16-le").replace(b"\n", b"")


def missing_id(line: bytes, row: dict) -> bytes:
    return _line({name: value for name, value in row.items() if name not in IDS})


def wrong_types(line: bytes, row: dict) -> bytes:
    return _line({name: [value] if name in IDS else {"is": value} for name, value in row.items()})


def no_object(line: bytes, row: dict) -> bytes:
    return _line(list(row))


def not_a_number(line: bytes, row: dict) -> bytes:
    return _line(row | {"confidence": float("nan"), "quality_score": float("inf")})


def key_twice(line: bytes, row: dict) -> bytes:
    first = next(iter(row))
    return line[:-1] + b', "%s": "another"}' % first.encode()


def deep_nesting(line: bytes, row: dict) -> bytes:
    return line[:-1] + b', "note": ' + b"[" * 20_000 + b"]" * 20_000 + b"}"


def nul_character(line: bytes, row: dict) -> bytes:
    return line[:-1] + b', "note": "\\u0000"}'


def lone_surrogate(line: bytes, row: dict) -> bytes:
    return line[:-1] + b', "note": "\\ud800"}'


def huge_line(line: bytes, row: dict) -> bytes:
    return line[:-1] + b', "content_md": "' + huge_text()


def plain_words(line: bytes, row: dict) -> bytes:
    return b"-- 1 row affected"


IDS = ("id", "source", "subject")
MALFORMED: dict[str, Callable[[bytes, dict], bytes]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        *(cut_off, latin_1, utf_16, missing_id, wrong_types, no_object, not_a_number, key_twice, deep_nesting),
        *(nul_character, lone_surrogate, huge_line, plain_words),
    )
}
SMALL = tuple(spoil for spoil in MALFORMED.values() if spoil is not huge_line)


def malformed(line: bytes, row: dict, chance) -> bytes:
    """A bad line in the likeness of a good one; neither ends in a line break. Huge ones are few."""
    spoil = huge_line if chance.random() < RATE_OF_HUGE else chance.choice(SMALL)
    return spoil(line, row)


def _line(value) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
