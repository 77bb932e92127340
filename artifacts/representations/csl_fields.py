"""A work's CSL-JSON as plain fields to edit: what a field does not show, or nobody changed, stays as it is."""

import json
import re
from collections import defaultdict

from artifacts.errors import ContentError
from artifacts.errors import marked as _
from artifacts.representations.csl import date_parts

# The plain fields that are one text each, by their name in CSL-JSON.
TEXTS = {
    "type": "type",
    "title": "title",
    "container": "container-title",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "publisher": "publisher",
}
DATE = re.compile(r"(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def plain_fields(csl) -> dict[str, str]:
    """Each plain field as one types it: authors one a line, `Lefebvre, Suzie`, and the date as `1995-01-13`."""
    csl = csl if isinstance(csl, dict) else {}
    texts = {name: _text(csl.get(member)) for name, member in TEXTS.items()}
    return {**texts, "authors": "\n".join(map(_spelled, _authors(csl))), "date": _date(csl.get("issued"))}


def with_plain_fields(csl: dict, changes: dict[str, str]) -> dict:
    """The record with the fields that were changed; ContentError for a date that is none."""
    shown, changed = plain_fields(csl), dict(csl)
    for name, text in changes.items():
        if text == shown[name]:
            continue
        member = {"authors": "author", "date": "issued"}.get(name) or TEXTS[name]
        if not text:
            changed.pop(member, None)
        elif name == "authors":
            changed[member] = _read_authors(text, _authors(csl))
        elif name == "date":
            changed[member] = _read_date(text, csl.get("issued"))
        else:
            changed[member] = text
    return changed


def _text(value) -> str:
    return " ".join(str(value).split()) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _authors(csl: dict) -> list:
    given = csl.get("author")
    return given if isinstance(given, list) else []


def _spelled(name) -> str:
    """`van den Berg, Leonard, Jr.`; a group by its name; what is no name as its JSON."""
    texts = (
        {part: _text(text) for part, text in name.items() if isinstance(text, str)} if isinstance(name, dict) else {}
    )
    family = " ".join(filter(None, [texts.get("non-dropping-particle"), texts.get("family")]))
    if family:
        return ", ".join(filter(None, [family, texts.get("given"), texts.get("suffix")]))
    return texts.get("literal") or json.dumps(name, ensure_ascii=False)


def _read_authors(text: str, known: list) -> list:
    """A line that stood there before is the name it was, whatever else that name holds."""
    by_spelling = defaultdict(list)
    for name in known:
        by_spelling[_text(_spelled(name))].append(name)
    lines = [_text(line) for line in text.split("\n")]
    return [by_spelling[line].pop(0) if by_spelling[line] else _read_name(line) for line in lines if line]


def _read_name(line: str) -> dict:
    family, *rest = (part.strip() for part in line.split(",", 2))
    if not rest or not family:
        return {"literal": line}
    return {"family": family} | dict(zip(("given", "suffix"), filter(None, rest), strict=False))


def _date(issued) -> str:
    if parts := date_parts(issued):
        year, *rest = parts
        return "-".join([str(year), *(f"{part:02}" for part in rest)])
    texts = [issued.get(name) for name in ("raw", "literal")] if isinstance(issued, dict) else [issued]
    return next((text for text in map(_text, texts) if text), "")


def _read_date(text: str, issued) -> dict:
    match = DATE.fullmatch(text)
    parts = [int(part) for part in match.groups() if part] if match else []
    if not parts or date_parts({"date-parts": [parts]}) != parts:
        raise ContentError(_("{text!r} is no date of a work: write 1995, 1995-01 or 1995-01-13."), text=text[:60])
    others = issued if isinstance(issued, dict) else {}
    spans = others.get("date-parts")
    ends = spans[1:] if isinstance(spans, list) else []
    kept = {name: value for name, value in others.items() if name not in ("raw", "literal")}
    return {**kept, "date-parts": [parts, *ends]}
