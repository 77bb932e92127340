"""Rules of infoboxes: swallowed tables, identifiers that break their pattern, numbers that the text contradicts."""

import re
from typing import NamedTuple

from artifacts.errors import marked as _
from artifacts.text.cell_identifiers import identifiers_of
from artifacts.text.databases import database_of
from artifacts.text.infobox import Row
from artifacts.text.lint.citations import is_run
from artifacts.text.lint.findings import ROW, WARNING, Edit, Finding, rule
from artifacts.text.lint.table_heads import is_head, subjects_of
from artifacts.text.marks import MARK

LINK_WORDS = re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\s]{1,2000}\)")
SIGNS = re.compile(r"[*_`]+|<[^<>]{0,300}>")
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
UNITS = (
    r"%|kDa|Da|kbp?|Mbp?|Gbp?|bp|nt|aa|amino acids?|residues?|exons?|introns?|years?|months?|weeks?|days?|hours?"
    r"|minutes?|mg/kg|mg|µg|μg|ng|pg/mL|ng/mL|mL|µL|μL|kg|nM|µM|μM|mM|mm|cm|nm|µm|μm|°C|patients?|participants?|doses?"
)
QUANTITY = re.compile(rf"(?<![\w.,–-])(?P<number>{NUMBER})(?:\s?|-)(?P<unit>{UNITS})(?![\w/])")
TOKEN = re.compile(r"\w+|[.!?;]\s")
SENTENCE_END = re.compile(r"[.!?;:]\s|\n")
# How far before its number a label stands in a sentence.
REACH = 60
WORD = re.compile(r"\w+")
MOST_LABEL_WORDS = 5


def _row(number: int, params: dict, *edits: Edit) -> Finding:
    return Finding("", ROW, str(number + 1), params, edits)


def _heads(subject):
    """Rows that are the head of a table which the infobox swallowed."""
    subjects = subjects_of(subject.content.get("title", ""))
    for number, row in enumerate(subject.rows):
        if is_head(Row("pair", row.get("label", ""), row.get("value", "")), subjects):
            yield number, row


@rule(
    "swallowed-table",
    WARNING,
    _("“{label}, {value}” is the head of a table that was swallowed from the text: make it a sub-header."),
)
def swallowed_table(subject):
    for number, row in _heads(subject):
        if row.get("kind", "pair") == "pair":
            edit = Edit(("infobox", number, "kind"), 0, len("pair"), "subheader")
            yield _row(number, {"label": row["label"], "value": row["value"]}, *[edit] * ("kind" in row))


@rule(
    "lost-columns",
    WARNING,
    _("The rows below “{label}, {value}” were a table of the text: put its other columns back, there or here."),
)
def lost_columns(subject):
    for number, row in _heads(subject):
        if row.get("kind") == "subheader":
            yield _row(number, {"label": row["label"], "value": row["value"]})


def plain(cell: str) -> str:
    """A cell in plain words: links as theirs, no marks."""
    return SIGNS.sub("", LINK_WORDS.sub(r"\1", MARK.sub("", cell))).strip()


@rule(
    "suspicious-identifier",
    WARNING,
    _("“{value}” is no identifier of {database}: look it up there; one looks like {example}."),
)
def suspicious_identifier(subject):
    for number, row in enumerate(subject.rows):
        label, value = row.get("label", ""), plain(row.get("value", ""))
        database = database_of(plain(label)) if row.get("kind", "pair") == "pair" else None
        if database is None or not value:
            continue
        if not any(one.valid for one in identifiers_of(plain(label), value)) and not database.pattern.match(value):
            params = {"value": value[:80], "database": database.name, "example": database.example}
            yield _row(number, params)


PMID = re.compile(r"\bPMIDs?:?[ \t]*(?P<value>[\w-]{1,40})", re.IGNORECASE)


@rule("suspicious-pmid", WARNING, _("“{words}” is no PMID of a work: look the work up in PubMed."))
def suspicious_pmid(subject):
    """Words for a number, nine digits and more, and digits in a row."""
    for text in subject.texts:
        for match in PMID.finditer(MARK.sub(lambda mark: " " * len(mark[0]), text.bare)):
            value = match["value"]
            spelled = ":" in match[0] and not value.isdigit()
            if spelled or value.isdigit() and (len(value) > 8 or is_run(value)):
                yield text.found(match.start(), words=match[0])


class Quantity(NamedTuple):
    number: float
    unit: str
    written: str


@rule(
    "number-against-text",
    WARNING,
    _("The infobox says {label}: {value}, the text {other}: find out which is right."),
)
def number_against_text(subject):
    """A quantity of one unit that stands behind the row's own label in a sentence, and never as the row has it."""
    wanted = {}
    for number, row in enumerate(subject.rows):
        words = tuple(word.casefold() for word in WORD.findall(plain(row.get("label", ""))))
        quantities = _quantities(plain(row.get("value", "")))
        if row.get("kind", "pair") == "pair" and 0 < len(words) <= MOST_LABEL_WORDS and len(quantities) == 1:
            wanted[words] = (number, row, quantities[0])
    told = _told(subject.bare, wanted) if wanted else {}
    for words, (number, row, quantity) in wanted.items():
        others = [one for one in told.get(words, ()) if one.unit == quantity.unit]
        if others and not any(_agree(quantity, one) for one in others):
            yield _row(number, {"label": plain(row["label"]), "value": quantity.written, "other": others[0].written})


def _told(text: str, wanted) -> dict[tuple[str, ...], list[Quantity]]:
    """The quantities of the text by the label that stands before them in their sentence."""
    told: dict[tuple[str, ...], list[Quantity]] = {}
    firsts = {words[0] for words in wanted}
    for match in QUANTITY.finditer(text):
        before = text[max(0, match.start() - REACH) : match.start()]
        words = [word.casefold() for word in WORD.findall(SENTENCE_END.split(before)[-1])]
        for at in (at for at, word in enumerate(words) if word in firsts):
            for length in range(1, MOST_LABEL_WORDS + 1):
                label = tuple(words[at : at + length])
                if len(label) == length and label in wanted:
                    told.setdefault(label, []).append(_quantity(match))
    return told


def _quantities(text: str) -> list[Quantity]:
    return [_quantity(match) for match in QUANTITY.finditer(text)]


def _quantity(match: re.Match) -> Quantity:
    unit = match["unit"] if match["unit"].isupper() or len(match["unit"]) < 4 else match["unit"].rstrip("s")
    return Quantity(float(match["number"].replace(",", "")), unit, match[0])


def _agree(one: Quantity, other: Quantity) -> bool:
    """Whether one is the other, rounded."""
    return abs(one.number - other.number) <= 0.02 * max(one.number, other.number)
