"""Definitions: works that stand in the text where a mark should be, such as `[@key]: …`, `[1](pubmed…)` and `[^6]`."""

import re
from collections.abc import Iterable

from artifacts.text.citekeys import author_year
from artifacts.text.lint.citations import FOOTNOTE, PUBMED_LINK, is_run
from artifacts.text.lint.findings import Edit, apply_edits
from artifacts.text.marks import KEY
from artifacts.text.repairs.mending import Fix, Page
from artifacts.text.repairs.sources import is_told_apart, source_of

DEFINED = re.compile(rf" {{0,3}}(?:\[@(?P<key>{KEY})\]|\[\^(?P<note>[^\[\]\s^]{{1,100}})\]):[ \t]+(?P<source>\S.*)")
GOES_ON = re.compile(r"[ \t]*[^\s#|>]")
# Blanks and a sign of a list, before the first word of a line.
LONGEST_HEAD = 80
FIRST_AUTHOR = re.compile(r"(?P<family>.+?) [A-Z]{1,4}\b")


def lift_definitions(page: Page) -> Fix | None:
    """`[@dickson2002]: [Dickson DW (2002)](https://pubmed…)`: the line goes, and its work with its key is told."""
    if page.kind != "page" or "]:" not in page.body:
        return None
    edits, places, works = [], [], {}
    for match, start, end in _definitions(page, "key"):
        key, fields = match["key"], source_of(match["source"])
        # A key that leads somewhere may mean another work.
        if fields is None or page.content.get("citations", {}).get(key) or works.get(key, fields) != fields:
            continue
        works[key] = fields
        edits.append(Edit(page.text.path, start, end, ""))
        places.append(match[0])
    return _cited(page, edits, places, works)


def cite_pubmed_links(page: Page) -> Fix | None:
    """`[1](https://pubmed…/32956555/)` as `[@pmid32956555]`; at the head of a line it is an entry of a list."""
    if page.kind != "page" or "pubmed" not in page.all_text:
        return None
    edits, places, works = [], [], {}
    for text in page.texts:
        for match in PUBMED_LINK.finditer(text.bare):
            pmid = match["pmid"].lstrip("0")
            head = text.bare[max(0, match.start() - LONGEST_HEAD) : match.start()].rpartition("\n")[2]
            if not pmid or is_run(pmid) or not head.strip(" \t-*+>"):
                continue
            works[f"pmid{pmid}"] = {"pmid": pmid}
            edits.append(Edit(text.path, match.start(), match.end(), f"[@pmid{pmid}]"))
            places.append(match[0])
    return _cited(page, edits, places, works)


def cite_footnotes(page: Page) -> Fix | None:
    """`[^6]` as a mark where its note holds a work and nothing else; the note goes. A note that is not there stays."""
    if page.kind != "page" or "[^" not in page.body or "]:" not in page.body:
        return None
    notes = {}
    for match, start, end in _definitions(page, "note"):
        # Of two notes of one name the first counts.
        notes.setdefault(match["note"], (match, start, end))
    keys, works = {}, {}
    for name, (match, _start, _end) in notes.items():
        fields = source_of(match["source"])
        key = _key_of(fields) if fields and is_told_apart(fields) else ""
        # The key of a PMID is one work, whatever else is said of it.
        if key and (key.startswith("pmid") or key not in page.citekeys and works.get(key, fields) == fields):
            keys[name] = key
            works.setdefault(key, fields)
    edits, places, used = [], [], {}
    for match in FOOTNOTE.finditer(page.bare):
        if match["name"] in keys and not match["defines"]:
            used[match["name"]] = True
            edits.append(Edit(page.text.path, match.start(), match.end(), f"[@{keys[match['name']]}]"))
    for name in used:
        match, start, end = notes[name]
        edits.append(Edit(page.text.path, start, end, ""))
        places.append(match[0])
    cited = {keys[name] for name in used}
    return _cited(page, edits, places, {key: work for key, work in works.items() if key in cited})


def _definitions(page: Page, group: str) -> Iterable[tuple[re.Match, int, int]]:
    """Each line that defines a key or a note whole, with the stretch of the text that goes with it."""
    lines = page.bare.split("\n")
    at, gone = 0, 0
    for number, line in enumerate(lines):
        start, at = at, at + len(line) + 1
        match = DEFINED.fullmatch(page.body, start, start + len(line)) if "]:" in line else None
        if match is None or match[group] is None or match["source"].strip() not in line:
            continue
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if GOES_ON.match(following) and not DEFINED.fullmatch(following):
            continue
        alone = not following.strip() and (not number or not lines[number - 1].strip())
        # Of the blank lines around a paragraph one goes with it; at the end of the text it is the one before.
        end = min(at + alone, len(page.body))
        if end == len(page.body):
            start = max(gone, len(page.body[:start].rstrip("\n")))
        gone = end
        yield match, start, end


def _key_of(fields: dict) -> str:
    if fields.get("pmid"):
        return f"pmid{fields['pmid']}"
    author = FIRST_AUTHOR.match(str(fields.get("authors", "")))
    return author_year(author["family"], fields.get("year")) if author and fields.get("year") else ""


def _cited(page: Page, edits: list[Edit], places: list[str], works: dict) -> Fix | None:
    if not edits:
        return None
    content = apply_edits(page.content, edits)
    content["citations"] = {**dict.fromkeys(works), **content.get("citations", {})}
    told = {key: fields for key, fields in works.items() if not content["citations"][key]}
    return Fix(content, tuple(places), tuple(places), tuple(told.items()))
