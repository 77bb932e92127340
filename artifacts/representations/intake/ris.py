"""RIS read, as EndNote, Zotero, Mendeley, Scopus and publishers write it, which is never quite the same."""

import re
from collections.abc import Iterator

from artifacts.representations.intake.entry import Entry, Note
from artifacts.representations.intake.fields import Gathering, person
from artifacts.representations.intake.tagged import Record, records

# A blank or two less is common, and so is none behind the hyphen.
TAG = re.compile(r"[ \t]*([A-Z][A-Z0-9]) {0,2}-(?: |$)")
TYPES = {
    **dict.fromkeys(("JOUR", "JFULL", "EJOUR", "INPR", "MGZN", "NEWS", "ABST"), "article-journal"),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK", "WHOLE", "SER"), "book"),
    **dict.fromkeys(("CHAP", "ECHAP"), "chapter"),
    "RPRT": "report",
    "GOVDOC": "report",
    "THES": "thesis",
    "ELEC": "webpage",
    "WEB": "webpage",
    "BLOG": "webpage",
    "DATA": "dataset",
    "DBASE": "dataset",
    "AGGR": "dataset",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "COMP": "software",
    "PAT": "patent",
    "UNPB": "manuscript",
    "ENCYC": "entry-encyclopedia",
}
FIELDS = {
    "title": ("TI", "T1", "CT"),
    "container-title": ("T2", "JF", "JO", "BT", "JA", "J2"),
    "container-title-short": ("J2", "JA", "J1"),
    "volume": ("VL",),
    "issue": ("IS", "CP"),
    "publisher": ("PB",),
    "publisher-place": ("CY", "PP"),
    "edition": ("ET",),
    "version": ("VO",),
    "abstract": ("AB", "N2"),
    "language": ("LA",),
}
AUTHORS, EDITORS = ("AU", "A1"), ("ED", "A2", "A3")
# A group's name, which nothing marks as one: it holds no comma, and such a word or more words than a person's.
GROUP = re.compile(
    r"\b(?:groups?|consortium|investigators|committee|collaborat\w+|network|society|team|trial|stud(?:y|ies))\b", re.I
)


def read_ris(text: str) -> Iterator[Entry | Note]:
    for number, record in enumerate(records(text, TAG, "TY", "ER"), 1):
        yield record if isinstance(record, Note) else _gathered(record, number).entry()


def _gathered(record: Record, number: int) -> Gathering:
    kind = TYPES.get(record.first("TY").upper(), "document")
    gathering = Gathering(number, record.line, record.first("ID"), kind)
    for field, tags in FIELDS.items():
        for value in record.all(*tags):
            gathering.text(field, value)
    if "title" not in gathering.csl and kind == "book":
        gathering.text("title", record.first("BT", "T2"))
    authors = [line.value for line in record.in_order(*AUTHORS)]
    named = [name for name in authors if name.lower() not in ("et al", "et al.", "others")]
    gathering.names("author", [_name(name) for name in named], complete=named == authors)
    gathering.names("editor", [_name(line.value) for line in record.in_order(*EDITORS)])
    first, last = record.first("SP"), record.first("EP")
    gathering.pages(f"{first}-{last}" if first and last and first != last and "-" not in first else first or last)
    gathering.date("issued", record.first("DA"), record.first("PY"), record.first("Y1"))
    gathering.date("accessed", record.first("Y2"))
    _identify(gathering, record)
    return gathering


def _identify(gathering: Gathering, record: Record) -> None:
    gathering.identifier("doi", record.first("DO", "DI"))
    for value in record.all("AN", "PM", "C7"):
        if re.fullmatch(r"(?:pmid:?\s*)?\d{1,8}", value.strip(), re.IGNORECASE):
            gathering.identifier("pmid", value)
    for value in record.all("C2", "C3"):
        if re.fullmatch(r"(?:PMCID:?\s*)?PMC\d+(?:\.\d+)?", value.strip(), re.IGNORECASE):
            gathering.identifier("pmcid", value)
    for value in record.all("SN"):
        digits = re.sub(r"[^0-9Xx]", "", value)
        gathering.text("ISSN" if len(digits) == 8 else "ISBN", value)
    for value in record.all("UR", "L2", "M3", "N1"):
        if "doi.org/" in value or (value.lower().startswith(("10.", "doi:")) and "DOI" not in gathering.csl):
            gathering.identifier("doi", value)
    for value in record.all("UR", "L2"):
        gathering.address(value)


def _name(value: str) -> dict:
    if "," not in value and (GROUP.search(value) or len(value.split()) > 3):
        return {"literal": value.strip()}
    return person(value)
