"""Rules of sources: paragraphs, rows and evidence that name none, and the share of an artifact that names one."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from artifacts.errors import marked as _
from artifacts.text.databases import database_of
from artifacts.text.lint.findings import FIELD, INFO, ROW, WARNING, Finding, rule
from artifacts.text.lint.infobox import plain
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
LINKED = re.compile(r"!?\[[^\[\]\n]{0,300}\]\([^()\s]{1,2000}\)|\[\[[^\[\]\n]{1,300}\]\]|https?://\S+")
WORD = re.compile(r"[^\W\d_]{2,}")
# Fewer words beside links are a caption, a label or a list of links.
LEAST_WORDS = 8


class Claim(NamedTuple):
    """A paragraph, with the list that it leads in, and whether a source stands in it."""

    start: int
    words: str
    sourced: bool


class Coverage(NamedTuple):
    """Of the paragraphs and rows that claim something, and of evidence, how many there are and name a source."""

    claims: int
    sourced: int

    @property
    def percent(self) -> int | None:
        """The share that names a source, rounded down; None where nothing claims anything."""
        return 100 * self.sourced // self.claims if self.claims else None


def claims_in(subject) -> Iterator[Claim]:
    """The paragraphs, lists and tables that claim something, in order."""
    waiting = None
    for start, block in _blocks(subject):
        sourced = MARK.search(block) is not None or FOOTNOTE.search(block) is not None
        led_in = waiting is not None and (LIST.match(block) or block.lstrip().startswith("|"))
        if led_in:
            waiting = waiting._replace(sourced=waiting.sourced or sourced)
            continue
        if waiting:
            yield waiting
        claim = Claim(start, block, sourced) if _says_enough(block) else None
        leads_in = MARK.sub("", block).rstrip().endswith(":")
        waiting = (claim or Claim(start, block, sourced)) if leads_in else None
        if claim and not leads_in:
            yield claim
    if waiting:
        yield waiting


def _blocks(subject) -> Iterator[tuple[int, str]]:
    """What blank lines and headings part, code blanked out, in the sections that may claim something."""
    lines: list[str] = []
    start, at, silent = 0, 0, 0
    for line in [*subject.bare.split("\n"), ""]:
        heading = HEADING.fullmatch(line)
        if (heading or not line.strip()) and lines:
            if not silent and not NOTE.match(lines[0]):
                yield start, "\n".join(lines)
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
    return len(WORD.findall(LINKED.sub(" ", MARK.sub(" ", block)))) >= LEAST_WORDS


def row_claims(subject) -> Iterator[tuple[int, dict, bool]]:
    """The rows that claim a fact, and whether they name its source; an identifier is its own."""
    for number, row in enumerate(subject.rows):
        if row.get("kind", "pair") != "pair" or not row.get("value", "").strip():
            continue
        if database_of(plain(row.get("label", ""))) is None:
            cells = row.get("label", "") + row["value"]
            yield number, row, bool(row.get("citekeys")) or MARK.search(cells) is not None


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
    return bool(piece.get("reference")) or MARK.search(piece.get("claim", "")) is not None


def coverage(content: dict) -> Coverage:
    """Of a page its paragraphs and rows, of an analysis its paragraphs, of a hypothesis its evidence."""
    subject = Subject(content)
    sourced = [_has_reference(piece) for piece in subject.evidence]
    if subject.kind in ("page", "analysis"):
        sourced += [claim.sourced for claim in claims_in(subject)]
        sourced += [named for _number, _row, named in row_claims(subject)]
    return Coverage(len(sourced), sum(sourced))
