"""Retraction Watch: Crossref's file of retractions, read row by row as what each says of the work it names."""

import csv
import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from artifacts.errors import IdentifierError, RetractionError
from artifacts.errors import marked as _
from artifacts.text.identifiers import normalise_doi, normalise_pmid

# What a nature makes of the work's status; a reinstatement takes back what was said before it.
STATUSES = {
    "retraction": "retracted",
    "expression of concern": "concern",
    "correction": "corrected",
    "reinstatement": "verified",
}
# Which status weighs more; what is only verified or not says nothing against a work.
WEIGHTS = {"unverified": 0, "verified": 0, "corrected": 1, "concern": 2, "retracted": 3}
COLUMNS = ("Record ID", "RetractionDate", "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature")
OPTIONAL = ("RetractionDOI", "Reason")
DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s.*)?")
SOURCE = re.compile(r"Retraction Watch, record \S+: ([A-Za-z ]+?)(?: \(.*| –.*)?", re.DOTALL)
MOST_OF_REASONS = 300


@dataclass(frozen=True)
class Notice:
    """One row: what was said, when and why, of the work with this DOI or PMID (either may be empty)."""

    line: int
    record: str
    doi: str
    pmid: str
    nature: str
    date: datetime.date | None
    notice_doi: str = ""
    reasons: str = ""

    @property
    def status(self) -> str:
        return STATUSES.get(self.nature.casefold(), "")

    @property
    def source(self) -> str:
        """What stands beside the status: where it is from, in one line."""
        told = f"Retraction Watch, record {self.record}: {self.nature}"
        told += f" (https://doi.org/{self.notice_doi})" if self.notice_doi else ""
        return told + (f" – {self.reasons[:MOST_OF_REASONS]}" if self.reasons else "")


def said_by_file(status: str, source: str) -> bool:
    """Whether a work's status is what a row of the file made it, not what a person judged."""
    match = SOURCE.fullmatch(source)
    return match is not None and STATUSES.get(match[1].casefold()) == status


def verdict(notices: Iterable[Notice]) -> Notice | None:
    """What the rows of one work come to: the gravest since it was reinstated, if it was, or else the reinstatement.

    A correction after a retraction lifts nothing. Rows without a date stand first.
    """
    final = None
    for notice in sorted(notices, key=lambda notice: (notice.date or datetime.date.min, notice.line)):
        lifted = notice.status == "verified"
        if final is None or lifted or WEIGHTS[notice.status] >= WEIGHTS[final.status]:
            final = notice
    return final


def read_notices(lines: Iterable[bytes], name: str) -> Iterator[Notice]:
    """The rows of a file, UTF-8 or Latin-1 line by line; RetractionError where it is no such file."""
    rows = csv.reader(map(_decoded, lines))
    try:
        header = [title.strip() for title in next(rows, [])]
        missing = [column for column in COLUMNS if column not in header]
        if missing:
            raise RetractionError(
                _("{name} is no file of Retraction Watch: it has no column {column!r}."), name=name, column=missing[0]
            )
        places = {column: header.index(column) for column in (*COLUMNS, *OPTIONAL) if column in header}
        for cells in rows:
            if any(cells):
                fields = {column: cells[at].strip() if at < len(cells) else "" for column, at in places.items()}
                yield _notice(rows.line_num, fields)
    except csv.Error as error:
        raise RetractionError(
            _("{name}, line {line}: the row cannot be read ({error})."), name=name, line=rows.line_num, error=error
        ) from error


def _decoded(line: bytes) -> str:
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = line.decode("latin-1")
    return text.replace("\x00", "")


def _notice(line: int, fields: dict[str, str]) -> Notice:
    return Notice(
        line=line,
        record=re.sub(r"\s+", "", fields["Record ID"])[:40] or "?",
        doi=_identifier(normalise_doi, fields["OriginalPaperDOI"]),
        pmid=_identifier(normalise_pmid, fields["OriginalPaperPubMedID"]),
        nature=" ".join(fields["RetractionNature"].split()),
        date=_date(fields["RetractionDate"]),
        notice_doi=_identifier(normalise_doi, fields.get("RetractionDOI", "")),
        reasons="; ".join(filter(None, (part.strip(" +") for part in fields.get("Reason", "").split(";")))),
    )


def _identifier(normalise, text: str) -> str:
    """The file says `unavailable`, or 0, where there is none."""
    try:
        return normalise(text)
    except IdentifierError:
        return ""


def _date(text: str) -> datetime.date | None:
    match = DATE.fullmatch(text)
    try:
        return datetime.date(int(match[3]), int(match[1]), int(match[2])) if match else None
    except ValueError:
        return None
