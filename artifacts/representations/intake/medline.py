"""MEDLINE read: what PubMed exports as `.nbib` and shows as "PubMed format"."""

import re
from collections.abc import Iterator

from artifacts.representations.intake.entry import Entry, Note
from artifacts.representations.intake.fields import Gathering
from artifacts.representations.intake.tagged import Record, records

TAG = re.compile(r"([A-Z][A-Z0-9]{0,3}) {0,3}-(?: |$)")
FIELDS = {
    "container-title": ("JT", "TA"),
    "container-title-short": ("TA",),
    "volume": ("VI",),
    "issue": ("IP",),
    "publisher": ("PB",),
    "publisher-place": ("PL",),
    "abstract": ("AB",),
    "language": ("LA",),
    "ISBN": ("ISBN",),
}
LANGUAGES = {"eng": "en", "ger": "de", "fre": "fr", "spa": "es", "ita": "it", "jpn": "ja", "chi": "zh", "por": "pt"}
RETRACTED = "retracted publication"


def read_medline(text: str) -> Iterator[Entry | Note]:
    for number, record in enumerate(records(text, TAG, "PMID"), 1):
        yield record if isinstance(record, Note) else _gathered(record, number).entry()


def _gathered(record: Record, number: int) -> Gathering:
    kinds = {kind.lower() for kind in record.all("PT")}
    gathering = Gathering(number, record.line, f"PMID:{record.first('PMID')}", _type_of(record, kinds))
    gathering.retracted = RETRACTED in kinds
    gathering.text("title", _title(record))
    for field, tags in FIELDS.items():
        for value in record.all(*tags):
            gathering.text(field, LANGUAGES.get(value, value) if field == "language" else value)
    gathering.names("author", _authors(record))
    gathering.names("editor", [_person(name) for name in record.all("FED", "ED")])
    gathering.pages(_whole_pages(record.first("PG")))
    gathering.date("issued", *record.all("DP", "DEP"))
    gathering.text("ISSN", re.sub(r"\s*\(.*", "", record.first("IS")))
    gathering.identifier("pmid", record.first("PMID"))
    gathering.identifier("pmcid", re.sub(r"\s.*", "", record.first("PMC")))
    for value in record.all("LID", "AID", "SO"):
        if value.endswith("[doi]") or "doi: 10." in value:
            gathering.identifier("doi", value)
    return gathering


def _title(record: Record) -> str:
    """Without PubMed's full stop, and the brackets in which it puts translated titles."""
    title = record.first("TI", "BTI")
    if title.startswith("[") and title.rstrip(".").endswith("]"):
        title = title.rstrip(".")[1:-1]
    return re.sub(r"(?<![.])\.$", "", title)


def _type_of(record: Record, kinds: set[str]) -> str:
    if record.first("BTI"):
        return "chapter" if record.first("TI") else "book"
    if "preprint" in kinds:
        return "article"
    return "dataset" if "dataset" in kinds else "article-journal"


def _authors(record: Record) -> list[dict]:
    """Full names where PubMed has them, a short one behind a full one being the same person; groups at their place."""
    full = bool(record.first("FAU"))
    lines = record.in_order("FAU" if full else "AU", "CN")
    return [{"literal": line.value} if line.tag == "CN" else _person(line.value) for line in lines]


def _person(name: str) -> dict:
    """`Lefebvre, Suzie`, `De Vivo, Darryl C Jr`; or `Lefebvre S`."""
    if "," in name:
        family, _comma, given = name.partition(",")
        suffix = re.search(r"\s(Jr|Sr|[2-9](?:nd|rd|th)|I{2,3}|IV)\.?$", given)
        given = given[: suffix.start()] if suffix else given
        return {"family": family.strip(), "given": given.strip(), "suffix": suffix[1] if suffix else ""}
    family, _blank, initials = name.rpartition(" ")
    if family and initials.isupper():
        return {"family": family, "given": " ".join(initials)}
    return {"literal": name.strip()}


def _whole_pages(pages: str) -> str:
    """`1723-32` as `1723-1732`."""
    match = re.fullmatch(r"(\d+)-(\d+)", pages.strip())
    if match and len(match[2]) < len(match[1]):
        return f"{match[1]}-{match[1][: len(match[1]) - len(match[2])]}{match[2]}"
    return pages
