"""Rules of citations: keys that lead nowhere, marks that stand where nothing is cited, and styles that mix."""

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import NamedTuple

from artifacts.errors import marked as _
from artifacts.text.citations import leads_by_itself
from artifacts.text.identifiers import find_identifier
from artifacts.text.lint.findings import ERROR, REFERENCE, WARNING, Edit, Finding, rule
from artifacts.text.lint.links import TEXTS
from artifacts.text.lint.texts import excerpt
from artifacts.text.marks import MARK, read_mark
from artifacts.text.sentences import ABBREVIATIONS

LINE_ENDS = re.compile(r"[ \t]*(?:\n|$)")
MOST_BLANKS = 80
SEPARATOR = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*")
LAST_WORD = re.compile(r"([\w.]+)\.$")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
NUMBERED_KEY = re.compile(r"(?:pmid|pmc|pmcid|doi|arxiv|isbn)[:_-]?\w", re.IGNORECASE)
DEFINITION = re.compile(rf"[ \t]*{MARK.pattern}:[ \t]*\S")
PUBMED = r"https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(?P<pmid>\d{1,8})/?"
PUBMED_LINK = re.compile(rf"\[(?P<number>\d{{1,3}})\]\({PUBMED}\)")
FOOTNOTE = re.compile(r"\[\^(?P<name>[^\[\]\s^]{1,100})\](?P<defines>:)?")
BARE_NUMBER = re.compile(r"(?<=[\w.,;:)%])[ \t]?\[\d{1,3}(?:[ \t]?[,–-][ \t]?\d{1,3}){0,20}+\](?![(\[:])")
BRACKETED = re.compile(r"\[\d")
SOURCE = re.compile(r"\bdoi\b|\bpmid\b|pubmed|https?://|\bet al\b|\b(?:19|20)\d\d[a-z]?[.;):]", re.IGNORECASE)


class Displaced(NamedTuple):
    """A mark, and where the blanks before it begin."""

    mark: str
    start: int
    mark_at: int

    @property
    def end(self) -> int:
        return self.mark_at + len(self.mark)


def displaced(text) -> list[Displaced]:
    """The marks that stand behind a sentence's end with a blank between, as a script leaves them."""
    found = []
    for match in MARK.finditer(text.bare) if "[@" in text.bare else ():
        before, start = text.bare[max(0, match.start() - MOST_BLANKS) : match.start()], match.start()
        start -= len(before) - len(before.rstrip(" \t"))
        sign = text.bare[start - 1 : start]
        if (
            start == match.start()
            or not sign
            or sign not in ".:!?)]*"
            or text.bare.startswith((".", ",", ";", ":"), match.end())
        ):
            continue
        # Behind a bracket a sentence may go on, and its source be meant for what stands in the bracket.
        if (sign in ".:!?" or LINE_ENDS.match(text.bare, match.end())) and not _is_abbreviated(text.bare, start):
            found.append(Displaced(match[0], start, match.start()))
    return found


def _is_abbreviated(text: str, end: int) -> bool:
    """Whether the full stop before a place is that of `et al.` or `e.g.`, which end no sentence."""
    word = LAST_WORD.search(text, max(0, end - 20), end)
    return word is not None and word[1].lower() in ABBREVIATIONS | {"e.g", "i.e", "eg", "ie", "see"}


def trailing_marks(line: str) -> tuple[int, str]:
    """Where the marks begin that end a line, and these; the line's end and nothing where it ends otherwise."""
    end = start = len(line.rstrip())
    for match in reversed(list(MARK.finditer(line)) if line.rstrip().endswith("]") else []):
        if match.end() != start:
            break
        start = match.start()
    return start, line[start:end]


@rule(
    "displaced-citation",
    ERROR,
    _("{mark} stands behind the sentence, not in it, and the text cites it where it belongs too: remove it here."),
    TEXTS,
)
def displaced_citation(subject):
    """Only where each key is cited attached to words elsewhere: the only use of a key stays."""
    behind = {text.path: displaced(text) for text in subject.texts}
    uses = Counter(use.key for use in subject.uses)
    for matches in behind.values():
        uses.subtract(cited.key for one in matches for cited in read_mark(one.mark))
    for text in subject.texts:
        for one in behind[text.path]:
            if all(uses[cited.key] > 0 for cited in read_mark(one.mark)):
                yield text.found(one.mark_at, (one.start, one.end, ""), mark=one.mark)


@rule(
    "citation-in-table-head",
    ERROR,
    _("{mark} stands behind the line that parts a table's head from its rows, so that no table is shown: move it."),
    TEXTS,
)
def citation_in_table_head(subject):
    """Moved into the last cell of the head, where the whole table's source belongs."""
    head = (0, "")
    for start, line in subject.text.lines():
        at, marks = trailing_marks(line)
        if marks and SEPARATOR.fullmatch(line[:at]):
            edits = _into_last_cell(*head, marks)
            gone = start + len(line[:at].rstrip()), start + at + len(marks), ""
            yield subject.text.found(start, *[*edits, gone] * bool(edits), mark=marks)
        head = (start, line)


def _into_last_cell(start: int, row: str, marks: str) -> list[tuple[int, int, str]]:
    """The splice that puts marks at the end of a row's last cell; none where the row has no bar behind it."""
    row = row.rstrip()
    if not row.endswith("|") or row.count("|") < 2:
        return []
    at = start + len(row[:-1].rstrip())
    return [(at, at, marks)]


@rule(
    "citation-behind-row",
    ERROR,
    _("{mark} stands behind the last cell of a table's row, where readers do not see it: move it into the cell."),
    TEXTS,
)
def citation_behind_row(subject):
    for start, line in subject.text.lines():
        at, marks = trailing_marks(line) if line.lstrip().startswith("|") else (0, "")
        row = line[:at].rstrip()
        if marks and not SEPARATOR.fullmatch(row) and (edits := _into_last_cell(start, row, marks)):
            yield subject.text.found(start, *edits, (start + len(row), start + at + len(marks), ""), mark=marks)


@rule("unresolved-citation", ERROR, _("No reference is chosen for the citekey {key}: choose the work."), TEXTS)
def unresolved_citation(subject):
    used = dict.fromkeys(use.key for use in subject.uses)
    used |= dict.fromkeys(key for row in subject.rows for key in row.get("citekeys", []))
    for key in used:
        if subject.works is None:
            found = subject.content.get("citations", {}).get(key) or leads_by_itself(key)
        else:
            found = subject.works.get(key)
        if not found:
            yield Finding("", REFERENCE, key, {"key": key})


@rule("unused-citation", WARNING, _("Nothing cites the citekey {key}: cite it, or remove it from the list."))
def unused_citation(subject):
    used = {use.key for use in subject.uses} | {key for row in subject.rows for key in row.get("citekeys", [])}
    for key in subject.content.get("citations", {}):
        if key not in used:
            yield Finding("", REFERENCE, key, {"key": key})


@rule(
    "key-without-year",
    WARNING,
    _("The citekey {key} names no year, and may not stand for any work: use the first author and the year."),
)
def key_without_year(subject):
    for key in subject.content.get("citations", {}):
        if not YEAR.search(key) and not NUMBERED_KEY.match(key) and not leads_by_itself(key):
            yield Finding("", REFERENCE, key, {"key": key})


@rule(
    "two-keys-one-work",
    WARNING,
    _("The citekeys {key} and {other} stand for one work: use one of them throughout."),
)
def two_keys_one_work(subject):
    """Mended by the key that comes first, in the text and in the rows."""
    first: dict[str, str] = {}
    for key in subject.citekeys:
        work = (subject.works or {}).get(key)
        public_id = work.public_id if work else subject.content.get("citations", {}).get(key)
        other = first.setdefault(public_id, key) if public_id else key
        if other != key:
            yield Finding("", REFERENCE, key, {"key": key, "other": other}, tuple(_renaming(subject, key, other)))


def _renaming(subject, key: str, other: str):
    for use in subject.uses:
        if use.key == key:
            yield Edit(use.text.path, use.start, use.end, other)
    for number, row in enumerate(subject.rows):
        for place, name in enumerate(row.get("citekeys", [])):
            if name == key:
                yield Edit(("infobox", number, "citekeys", place), 0, len(key), other)


@rule(
    "mixed-citation-styles",
    WARNING,
    _("{mark} cites in another style than the rest of the text, and is not in its list of references: write a mark."),
    TEXTS,
)
def mixed_citation_styles(subject):
    """Numbered links to PubMed become marks of that work; notes and bare numbers are a person's to resolve."""
    if not subject.uses:
        return
    for text in subject.texts:
        for match in PUBMED_LINK.finditer(text.bare) if "ncbi.nlm.nih.gov" in text.bare else ():
            mark = f"[@PMID:{match['pmid'].lstrip('0')}]" if int(match["pmid"]) else ""
            edits = [(match.start(), match.end(), mark)] if mark else []
            yield text.found(match.start(), *edits, mark=match[0])
        for match in BARE_NUMBER.finditer(text.bare) if BRACKETED.search(text.bare) else ():
            yield text.found(match.start(), mark=match[0].strip())
    yield from _footnotes_that_cite(subject.text)


def _footnotes_that_cite(text):
    """Notes that hold nothing but a source, and references to notes that are not there; each name once."""
    if "[^" not in text.bare:
        return
    notes = defaultdict(str)
    for _start, line in text.lines():
        match = FOOTNOTE.match(line.lstrip())
        if match and match["defines"]:
            notes[match["name"]] = line
    told = set()
    for match in FOOTNOTE.finditer(text.bare):
        name = match["name"]
        if match["defines"] or name in told:
            continue
        if name not in notes or SOURCE.search(notes[name]):
            told.add(name)
            yield text.found(match.start(), mark=match[0])


@rule(
    "definition-in-prose",
    WARNING,
    _("“{words}” defines a reference in the middle of the text: make it a reference, and take the line out."),
    TEXTS,
)
def definition_in_prose(subject):
    for start, line in subject.text.lines():
        if "[@" in line and DEFINITION.match(line):
            yield subject.text.found(start, words=excerpt(line, 6))


@rule(
    "suspicious-citekey",
    WARNING,
    _("The citekey {key} is no identifier that a work can have: look the work up."),
)
def suspicious_citekey(subject):
    for key in subject.citekeys:
        if ":" in key and _names_no_work(key):
            yield Finding("", REFERENCE, key, {"key": key})


def _names_no_work(key: str) -> bool:
    identifier = find_identifier(key)
    return identifier is None or (identifier.scheme == "pmid" and is_run(identifier.value))


def is_run(digits: str) -> bool:
    """Whether a number is made up: five digits and more that count up or down, or one digit throughout."""
    if len(digits) < 5:
        return False
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(digits)}
    return steps in ({0}, {1}, {9})
