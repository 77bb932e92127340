"""CSL-JSON read: a list of works, one work, or the `items` that Zotero and others wrap around them."""

import json
import re
from collections.abc import Iterator
from itertools import takewhile

from artifacts.errors import IntakeError
from artifacts.errors import marked as _
from artifacts.representations.csl import NAMES, TEXTS
from artifacts.representations.intake.entry import Entry, Note
from artifacts.representations.intake.fields import Gathering, person
from artifacts.text.work_texts import line_of, plain

PLAIN = [field for field in TEXTS if field not in ("type", "page", "DOI", "PMID", "PMCID", "URL")]
TYPE = re.compile(r"[a-z][a-z_-]{1,39}")
SPACE = re.compile(r"[ \t\r\n]*")
# Zotero keeps what CSL has no field for in the note, a line each: `PMID: 29091570`.
NOTED = re.compile(r"^(PMID|PMCID|DOI)\s*:\s*(\S+)", re.MULTILINE | re.IGNORECASE)


def read_csl_json(text: str) -> Iterator[Entry | Note]:
    for number, (item, line) in enumerate(_items(text), 1):
        if isinstance(item, dict):
            yield _gathered(item, line, number).entry()
        else:
            yield Note(line, _("This is no object with the fields of a work and is left out."))


def _items(text: str) -> list[tuple[object, int]]:
    """The works of a file and the lines that they begin in."""
    text = text.lstrip("\ufeff")
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise IntakeError(
            _("This is no JSON: line {line} is not as it should be ({reason})."), line=error.lineno, reason=error.msg
        ) from error
    except (RecursionError, ValueError) as error:
        raise IntakeError(_("This JSON is nested too deep, or a number in it is too long.")) from error
    if isinstance(data, dict) and "items" not in data:
        return [(data, 1)]
    items = data["items"] if isinstance(data, dict) else data
    if not isinstance(items, list):
        raise IntakeError(_('CSL-JSON is a list of works, or an object with a list of them as its "items".'))
    return list(zip(items, _lines(text, len(items), inside=isinstance(data, dict)), strict=True))


def _lines(text: str, count: int, *, inside: bool) -> list[int]:
    """The line of each item: the list is walked once more, value by value."""
    start = re.search(r'"items"\s*:\s*\[', text) if inside else re.search(r"\[", text)
    if start is None:
        return [1] * count
    decoder, at, line, lines = json.JSONDecoder(), start.end(), 1, []
    line += text.count("\n", 0, at)
    for _number in range(count):
        begin = SPACE.match(text, at).end()
        line += text.count("\n", at, begin)
        lines.append(line)
        try:
            _value, end = decoder.raw_decode(text, begin)
        except ValueError:
            # Another list by that name stood before it.
            return [1] * count
        end = SPACE.match(text, end).end()
        line += text.count("\n", begin, end + 1)
        at = end + 1
    return lines


def _gathered(item: dict, line: int, number: int) -> Gathering:
    kind = line_of(item.get("type"))
    key = item.get("citation-key") or item.get("citationKey") or item.get("id")
    gathering = Gathering(number, line, line_of(key), kind if TYPE.fullmatch(kind) else "document")
    for field in PLAIN:
        gathering.text(field, _one(item.get(field)))
    gathering.text("container-title-short", _one(item.get("journalAbbreviation")))
    gathering.pages(_one(item.get("page")))
    for field in NAMES:
        names = item.get(field)
        complete = item.get("author_list_complete") is not False
        gathering.names(field, [_name(name) for name in names] if isinstance(names, list) else [], complete=complete)
    for field in ("issued", "accessed"):
        _date(gathering, field, item.get(field))
    noted = {name.lower(): value for name, value in NOTED.findall(str(item.get("note") or "")[:5000])}
    for scheme in ("doi", "pmid", "pmcid"):
        gathering.identifier(scheme, _one(item.get(scheme.upper())))
        gathering.identifier(scheme, noted.get(scheme, ""))
    gathering.address(_one(item.get("URL")))
    return gathering


def _one(value):
    """Crossref's own JSON has lists of one where CSL has a text."""
    return value[0] if isinstance(value, list) and value else value


def _name(name) -> dict:
    if isinstance(name, str):
        return person(name)
    if not isinstance(name, dict):
        return {}
    parts = ("family", "given", "literal", "suffix", "non-dropping-particle", "dropping-particle")
    found = {part: plain(name.get(part)) for part in parts}
    if found["family"] or found["literal"]:
        return found
    return {"literal": found["given"] or plain(name.get("name"))}


def _date(gathering: Gathering, field: str, date) -> None:
    if not isinstance(date, dict):
        gathering.date(field, date)
        return
    parts = date.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and (numbers := _numbers(parts[0])):
        gathering.csl.setdefault(field, {"date-parts": [numbers]})
        return
    gathering.date(field, date.get("raw") or date.get("literal"))


def _numbers(parts: list) -> list[int]:
    """Year, month and day up to the first that is no number; Zotero writes them as text."""
    spelled = [line_of(part) for part in parts[:3]]
    return [int(part) for part in takewhile(re.compile(r"-?[0-9]{1,5}").fullmatch, spelled)]
