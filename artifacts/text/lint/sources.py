"""Rules of sources: paragraphs, rows and evidence that name none, what editors doubt, and the share with a source."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from artifacts.errors import marked as _
from artifacts.text.databases import database_of
from artifacts.text.doubts import DISPUTED, NEEDS_SOURCE, doubts_in, needs_source, without_doubts
from artifacts.text.lint.findings import FIELD, INFO, ROW, WARNING, Finding, once, rule
from artifacts.text.lint.infobox import plain
from artifacts.text.lint.links import TEXTS
from artifacts.text.lint.subject import Subject
from artifacts.text.lint.texts import excerpt
from artifacts.text.marks import MARK
from artifacts.text.outline import HEADING

# Sections that lead elsewhere, and claim nothing themselves.
NO_CLAIMS = re.compile(
    r"(?:see also|external links?|references?|further reading|sources|related .{1,40}|notes"
    r"|abbreviations|.{1,40} resources)",
    re.IGNORECASE,
)
FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,100}\]")
NOTE = re.compile(r" {0,3}\[\^[^\[\]\s]{1,100}\]:")
LIST = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
LINKED = re.compile(
    r"!?\[[^\[\]\n]{0,300}\]\([^()\s]{1,2000}(?:[ \t]+\"[^\"\n]{0,300}\")?\)|\[\[[^\[\]\n]{1,300}\]\]|https?://\S+"
)
WORD = re.compile(r"[^\W\d_]{2,}")
# How far back the words are looked for that a mark of doubt belongs to.
LONGEST_LEAD = 200
# Fewer words beside links are a caption, a label or a list of links.
LEAST_WORDS = 8


class Claim(NamedTuple):
    """A paragraph with the list that it leads in, and the lines of both, counted from 0.

    `cited` where a source stands in it, `wanting` where an editor marked that one is needed all the same.
    """

    start: int
    words: str
    lines: list[int]
    cited: bool
    wanting: bool

    @property
    def sourced(self) -> bool:
        return self.cited and not self.wanting


class Coverage(NamedTuple):
    """Of the paragraphs and rows that claim something, and of evidence, how many there are and name a source."""

    claims: int
    sourced: int

    @property
    def percent(self) -> int | None:
        """The share that names a source, rounded down; None where nothing claims anything."""
        return 100 * self.sourced // self.claims if self.claims else None


class Unsourced(NamedTuple):
    """What names no source: lines of the text, infobox rows and pieces of evidence, all counted from 0."""

    coverage: Coverage
    lines: frozenset[int]
    rows: frozenset[int]
    evidence: frozenset[int]


@once
def claims_in(subject) -> Iterator[Claim]:
    """The paragraphs, lists and tables that claim something, in order."""
    waiting = None
    for claim in _blocks(subject):
        block = claim.words
        led_in = waiting is not None and (LIST.match(block) or block.lstrip().startswith("|"))
        if led_in:
            waiting.lines.extend(claim.lines)
            waiting = waiting._replace(cited=waiting.cited or claim.cited, wanting=waiting.wanting or claim.wanting)
            continue
        if waiting:
            yield waiting
        leads_in = without_doubts(MARK.sub("", block)).rstrip().endswith(":")
        waiting = claim if leads_in else None
        if not leads_in and _says_enough(block):
            yield claim
    if waiting:
        yield waiting


def _blocks(subject) -> Iterator[Claim]:
    """What blank lines and headings part, code blanked out, in the sections that may claim something."""
    lines: list[str] = []
    start, at, silent = 0, 0, 0
    for number, line in enumerate([*subject.bare.split("\n"), ""]):
        heading = HEADING.fullmatch(line) if "#" in line else None
        if (heading or not line.strip()) and lines:
            if not silent and not NOTE.match(lines[0]):
                block = "\n".join(lines)
                cited = MARK.search(block) is not None or FOOTNOTE.search(block) is not None
                yield Claim(start, block, list(range(number - len(lines), number)), cited, needs_source(block))
            lines = []
        if heading:
            level = len(heading[1])
            if not silent or level <= silent:
                silent = level if NO_CLAIMS.fullmatch(heading[2].strip(" #")) else 0
        elif line.strip():
            start = start if lines else at
            lines.append(line)
        at += len(line) + 1


def _says_enough(block: str) -> bool:
    # Most paragraphs do before anything in them is linked, cited or doubted.
    if len(WORD.findall(block.partition("[")[0].partition("{")[0].partition("http")[0])) >= LEAST_WORDS:
        return True
    return len(WORD.findall(LINKED.sub(" ", MARK.sub(" ", without_doubts(block))))) >= LEAST_WORDS


@once
def row_claims(subject) -> Iterator[tuple[int, dict, bool]]:
    """The rows that claim a fact, and whether they name its source; an identifier is its own."""
    for number, row in enumerate(subject.rows):
        if row.get("kind", "pair") != "pair" or not row.get("value", "").strip():
            continue
        if database_of(plain(row.get("label", ""))) is None:
            cells = row.get("label", "") + row["value"]
            cited = bool(row.get("citekeys")) or MARK.search(cells) is not None
            yield number, row, cited and not needs_source(cells)


@rule(
    "paragraph-without-source",
    INFO,
    _("“{words}” names no source: cite the work that it rests on."),
    ("page", "analysis"),
)
def paragraph_without_source(subject):
    return [
        subject.text.found(claim.start, words=excerpt(claim.words)) for claim in claims_in(subject) if not claim.sourced
    ]


@rule("row-without-source", INFO, _("The row “{label}” names no source: put a citekey into its sources."))
def row_without_source(subject):
    return [
        Finding("", ROW, str(number + 1), {"label": plain(row.get("label", "")) or excerpt(plain(row["value"]))})
        for number, row, sourced in row_claims(subject)
        if not sourced
    ]


@rule(
    "evidence-without-reference",
    WARNING,
    _("The evidence “{words}” names no reference: choose the work that it comes from."),
    ("hypothesis",),
)
def evidence_without_reference(subject):
    return [
        Finding("", FIELD, "evidence", {"words": excerpt(piece.get("claim", "")), "number": number})
        for number, piece in enumerate(subject.evidence, 1)
        if not _has_reference(piece)
    ]


def _has_reference(piece: dict) -> bool:
    claim = piece.get("claim", "")
    return (bool(piece.get("reference")) or MARK.search(claim) is not None) and not needs_source(claim)


@rule(
    "needs-source",
    INFO,
    _("An editor marked “{words}” as in need of a source: cite one, and take the mark out."),
    TEXTS,
)
def needs_a_source(subject):
    return _marked(subject, NEEDS_SOURCE)


@rule(
    "disputed",
    INFO,
    _("An editor marked “{words}” as disputed{reason}: settle it, and take the mark out."),
    TEXTS,
)
def disputed(subject):
    return _marked(subject, DISPUTED)


def _marked(subject, kind: str):
    """Each statement that bears a mark of a kind, named by the words before it."""
    for text in subject.texts:
        for at, doubt in doubts_in(text.bare):
            if doubt.kind == kind:
                reason = f" ({doubt.reason})" if doubt.reason else ""
                yield text.found(at, words=_words_before(text.bare, at), reason=reason)


def _words_before(bare: str, at: int) -> str:
    """The last words of the line that ends here."""
    words = MARK.sub("", bare[max(0, at - LONGEST_LEAD) : at].rpartition("\n")[2]).split()
    return ("… " if len(words) > LEAST_WORDS else "") + " ".join(words[-LEAST_WORDS:])


def unsourced(subject: Subject) -> Unsourced:
    """Of a page its paragraphs and rows, of an analysis its paragraphs, of a hypothesis its evidence."""
    evidence = {number: _has_reference(piece) for number, piece in enumerate(subject.evidence)}
    claims, rows = (), {}
    if subject.kind in ("page", "analysis"):
        claims = claims_in(subject)
        rows = {number: named for number, _row, named in row_claims(subject)}
    named = [*evidence.values(), *(claim.sourced for claim in claims), *rows.values()]
    return Unsourced(
        Coverage(len(named), sum(named)),
        frozenset(line for claim in claims if not claim.sourced for line in claim.lines),
        frozenset(number for number, sourced in rows.items() if not sourced),
        frozenset(number for number, sourced in evidence.items() if not sourced),
    )


def coverage(subject: Subject) -> Coverage:
    """The share that names a source, as editors and readers are both told it."""
    return unsourced(subject).coverage
