"""Reading a capture: furniture off, the preview once only, the text repaired and set as Markdown."""

import re
from dataclasses import asdict
from itertools import dropwhile

from artifacts.errors import CaptureError
from artifacts.text.addresses import SLUG
from artifacts.text.captures.capture import Capture, RelatedWork
from artifacts.text.captures.furniture import (
    ADDRESS,
    CITE_BUTTON,
    METADATA,
    METADATA_ROW,
    RELATED,
    read_metadata,
    read_provenance,
    read_related,
    unread,
)
from artifacts.text.captures.lines import Line, open_tag, read_lines
from artifacts.text.captures.sections import set_sections
from artifacts.text.infobox import END, START, Row, read_table
from artifacts.text.limits import body_problem
from artifacts.text.lint import Subject, lint_body, told
from artifacts.text.lint.infobox import lost_columns
from artifacts.text.merge_trace import with_listed_trace
from artifacts.text.repairs import Mended, repair_page
from artifacts.text.repairs.mending import counted

# Rows of the metadata that have a field of their own.
OWN_FIELDS = ("slug", "entity_type", "kg_node_id")
CUT = "..."
MOST_OF_A_PREVIEW = 5_000


def read_capture(data: bytes, name: str) -> Capture:
    """The page that a capture file holds; CaptureError with the file's name and line where it holds none or half."""
    lines = read_lines(data, name)
    if not CITE_BUTTON.fullmatch(lines[0].text):
        raise CaptureError(name, 1, "this is no capture of an artifact's page: it should begin with its cite button.")
    text, below = _split_at_metadata(lines[1:], name)
    header, body, preview_lines = _split_preview(text, name)
    metadata = read_metadata(below)
    source, public_id = _address(below, metadata, name)
    title = header[0].text if header else public_id
    body, related, notes = _lift_related(_without_title(body, title))
    notes += [f"line {line.number}: left {line.text!r} of the header card out" for line in header[1:]]
    return _finished(name, source, public_id, title, metadata, body, related, notes, below, preview_lines)


def _split_at_metadata(lines: list[Line], name: str) -> tuple[list[Line], list[Line]]:
    """What stands above and below the metadata's heading."""
    for index in range(len(lines) - 1, -1, -1):
        if METADATA.fullmatch(lines[index].text):
            return lines[:index], lines[index:]
    last = lines[-1] if lines else Line(1, "")
    raise CaptureError(name, last.number, "the file ends before the page's metadata: it was cut off, or is no capture.")


def _split_preview(lines: list[Line], name: str) -> tuple[list[Line], list[Line], int]:
    """The header card, the body, and how many lines of preview stood between them and were left out."""
    # An icon above the title is no line of the page.
    shown = list(dropwhile(lambda line: not any(map(str.isalnum, line.text)), (line for line in lines if line.text)))
    cut = next((index for index in range(1, len(shown)) if _is_cut(shown, index)), None)
    if cut is None:
        return _split_without_cut(shown, lines, name)
    # The dots can run together with the line above, or with the page's first line: `...Nusinersen`.
    number = shown[cut].number
    above, _, rest = shown[cut].text.partition(CUT)
    last = [Line(number, above)] if above else []
    first = [Line(number, rest.strip())] if rest else []
    page = first + shown[cut + 1 :]
    starts = range(max(1, cut - MOST_OF_A_PREVIEW), cut + 1)
    start = next((start for start in starts if _begins(page, shown, start, cut, last)), None)
    if start is None:
        raise CaptureError(name, number, "what stands above the line of dots is no preview of what follows.")
    body = first + [line for line in lines if line.number > number]
    return shown[:start], body, cut - start + len(last)


def _is_cut(lines: list[Line], index: int) -> bool:
    """Whether a preview ends here: a line of dots, alone or with the page's title behind it or in the next line."""
    text, title = lines[index].text, lines[0].text
    next_text = lines[index + 1].text if index + 1 < len(lines) else ""
    return text in (CUT, CUT + title) or (text.endswith(CUT) and next_text == title)


def _begins(body: list[Line], shown: list[Line], start: int, cut: int, last: list[Line]) -> bool:
    """Whether the preview from `start` to the cut is the body's beginning; its last line may be cut short."""
    if start < cut - 1 and body and shown[start].text != body[0].text:
        return False
    preview = shown[start:cut] + last
    if not preview:
        return False
    whole, last = preview[:-1], preview[-1].text
    same = [line.text for line in whole] == [line.text for line in body[: len(whole)]]
    return same and len(body) >= len(preview) and body[len(whole)].text.startswith(last)


def _split_without_cut(shown: list[Line], lines: list[Line], name: str) -> tuple[list[Line], list[Line], int]:
    """A short page shows no dots: its text stands once below the header card, or twice in full."""
    titles = [index for index, line in enumerate(shown) if index and line.text == shown[0].text]
    if not titles:
        at = shown[-1].number if shown else 2
        raise CaptureError(name, at, "the page's title stands only once: there is no text below the header.")
    first, copied = titles[0], 0
    for second in titles[1:]:
        copy = [line.text for line in shown[first:second]]
        if copy == [line.text for line in shown[second : second + len(copy)]]:
            copied = len(copy)
            break
    start = shown[first + copied].number
    return shown[:first], [line for line in lines if line.number >= start], copied


def _address(below: list[Line], metadata: dict, name: str) -> tuple[str, str]:
    """Where the page was captured, and its id there; the address is empty where the embed box is missing."""
    # The first, since the last may have been cut short.
    found = next((match for line in below for match in ADDRESS.finditer(line.text)), None)
    if found is not None:
        return f"{found[1]}/artifact/{found[2]}", found[2]
    last, slug = below[-1], metadata.get("slug")
    if last.text.startswith("|") and not METADATA_ROW.fullmatch(last.text):
        raise CaptureError(name, last.number, "the file ends inside a row of the metadata: it was cut off.")
    if isinstance(slug, str) and SLUG.fullmatch(slug):
        return "", f"wiki-{slug}"
    raise CaptureError(name, last.number, "neither the embed box nor the metadata tells the page's id.")


def _without_title(body: list[Line], title: str) -> list[Line]:
    first = next((index for index, line in enumerate(body) if line.text), 0)
    return body[first + 1 :] if body and body[first].text == title else body


def _lift_related(body: list[Line]) -> tuple[list[Line], list[RelatedWork], list[str]]:
    """The body without its lists of related hypotheses and analyses, which become relations."""
    kept, related, notes, inside = [], [], [], False
    for line in body:
        if RELATED.fullmatch(line.text):
            inside = True
        elif inside and not line.text:
            continue
        elif inside and (work := read_related(line.text)) is not None:
            related.append(work)
        elif inside and line.text.startswith("From the "):
            continue
        elif inside and re.match(r"[-*]\s", line.text):
            notes.append(f"line {line.number}: left out {line.text[:80]!r}, which names no hypothesis or analysis")
        else:
            inside = False
            kept.append(line)
    return kept, related, notes


def _finished(name, source, public_id, title, metadata, lines, related, notes, below, preview_lines) -> Capture:
    lines, rows, lost = _split_infobox(lines, name)
    body, undecided = set_sections(lines)
    entity_type, wiki_row = str(metadata.get("entity_type") or ""), metadata.get("wiki_page_id")
    slug = str(metadata.get("slug") or public_id.removeprefix("wiki-"))
    content, mended = _repaired(title, slug, entity_type, body, rows)
    repairs = [f"left out the preview ({counted(preview_lines, 'line')})"] if preview_lines else []
    repairs += [one.told for one in mended]
    if related:
        repairs.append(f"lifted {counted(len(related), 'related work')} from the text")
    left = [f"line {line.number}: {line.text[:80]!r} was not understood and left out" for line in unread(below)]
    if not source:
        left.append("the embed box is missing: if the page had one, the file was cut off")
    return Capture(
        public_id=public_id,
        source=source,
        title=content["title"],
        slug=slug,
        entity_type=entity_type or "general",
        kg_node_id=str(metadata.get("kg_node_id") or ""),
        body=content["body"],
        metadata=_kept_metadata(metadata),
        addresses=(str(wiki_row),) if wiki_row else (),
        infobox=tuple(Row(**{**row, "citekeys": tuple(row["citekeys"])}) for row in content["infobox"]),
        works=tuple(work for one in mended for work in one.works),
        related=tuple(related),
        provenance=tuple(read_provenance(below)),
        repairs=tuple(repairs),
        findings=() if body_problem(content["body"]) else tuple(lint_body(content["body"], entity_type)),
        remarks=(*map(told, lost_columns.check(Subject(content))), *lost, *undecided, *notes, *left),
    )


def _repaired(title: str, slug: str, entity_type: str, body: str, rows: tuple[Row, ...]) -> tuple[dict, list[Mended]]:
    infobox = [{**asdict(row), "citekeys": list(row.citekeys)} for row in rows]
    return repair_page(
        {"kind": "page", "title": title, "slug": slug, "entity_type": entity_type, "body": body, "infobox": infobox}
        | {"citations": {}}
    )


def _split_infobox(lines: list[Line], name: str) -> tuple[list[Line], tuple[Row, ...], list[str]]:
    """The lines without the infobox's table, its rows, and notes on what the rows could not keep."""
    kept, table, rows, lost = [], [], [], []
    for line in lines:
        if not table and not START.search(line.text):
            kept.append(line)
            continue
        table.append(line)
        if END.search(line.text):
            read, notes = read_table("\n".join(one.text for one in table))
            rows, lost, table = rows + read, lost + notes, []
    if table:
        raise CaptureError(name, table[0].number, "the infobox's table is not closed: the page was cut off inside it.")
    if kept and (tag := open_tag(kept[-1].text)):
        raise CaptureError(name, kept[-1].number, f"the text ends inside the tag {tag!r}: the page was cut off there.")
    return kept, tuple(rows), lost


def _kept_metadata(metadata: dict) -> dict:
    """What an import keeps of the metadata; a merge trace is a list of objects."""
    return with_listed_trace({key: value for key, value in metadata.items() if key not in OWN_FIELDS})
