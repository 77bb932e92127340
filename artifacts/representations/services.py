"""Look-up services: what each is asked for an identifier, and its documented JSON read as CSL-JSON."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from artifacts.errors import ArtifactError, ServiceError
from artifacts.errors import marked as _
from artifacts.representations.csl import clean_csl, derived_identifiers
from artifacts.text.identifiers import Identifier

CROSSREF_TYPES = {
    "journal-article": "article-journal",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "dataset": "dataset",
    "dissertation": "thesis",
    "report": "report",
    "peer-review": "review",
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
PUBMED_DATE = re.compile(r"(\d{4})(?:\D+?([A-Za-z]{3})[a-z]*)?(?:[-\s]+(\d{1,2}))?(?:\D.*)?")
YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
ARXIV_DOI = "10.48550/arxiv."
TAGS = re.compile(r"<[^<>]{1,80}>")


@dataclass(frozen=True)
class Service:
    """`request` makes the path below the service's base address; `read` an answer into CSL-JSON, None for not found.

    `read` may raise KeyError, TypeError, ValueError or the like where the answer is not of the documented shape.
    """

    name: str
    title: str
    request: Callable[[Identifier, str], str]
    read: Callable[[dict, Identifier], dict | None]


def read_answer(service: Service, answer, identifier: Identifier) -> dict | None:
    """The record that a service gives of a work, cleaned; ServiceError where it is malformed, or another work's."""
    try:
        record = service.read(answer, identifier)
        if record is None:
            return None
        csl = clean_csl(record)
    except (LookupError, TypeError, ValueError, AttributeError, ArtifactError) as error:
        raise ServiceError(
            _("{service} answered with something that is no record of a work."), service=service.title
        ) from error
    asked = Identifier("doi", doi_of(identifier)) if identifier.scheme == "arxiv" else identifier
    named = derived_identifiers(csl).get(asked.scheme)
    if named and named.lower() != asked.value.lower():
        raise ServiceError(
            _("{service} answered with another work than {asked}: {named}."),
            service=service.title,
            asked=identifier.value,
            named=named,
        )
    return csl


def doi_of(identifier: Identifier) -> str:
    return f"{ARXIV_DOI}{identifier.value}" if identifier.scheme == "arxiv" else identifier.value


def _crossref_request(identifier: Identifier, mail: str) -> str:
    return f"works/{quote(identifier.value, safe='')}?{urlencode({'mailto': mail})}"


def _crossref(answer: dict, identifier: Identifier) -> dict:
    work = answer["message"]
    return {
        "type": CROSSREF_TYPES.get(work.get("type"), "document"),
        "title": plain(_first(work["title"])),
        "author": work.get("author") or [],
        "editor": work.get("editor") or [],
        "container-title": plain(_first(work.get("container-title"))),
        "container-title-short": plain(_first(work.get("short-container-title"))),
        "issued": work.get("issued") or work.get("published"),
        "ISSN": _first(work.get("ISSN")),
        "ISBN": _first(work.get("ISBN")),
        "DOI": work["DOI"],
        **{name: work.get(name) for name in ("volume", "issue", "page", "publisher", "language")},
    }


def _datacite_request(identifier: Identifier, mail: str) -> str:
    return f"dois/{quote(doi_of(identifier), safe='')}"


def _datacite(answer: dict, identifier: Identifier) -> dict:
    work = answer["data"]["attributes"]
    container, publisher = work.get("container") or {}, work.get("publisher")
    pages = "-".join(str(container[name]) for name in ("firstPage", "lastPage") if container.get(name))
    dates = [date["date"] for date in work.get("dates") or [] if date.get("dateType") == "Issued"]
    return {
        "type": (work.get("types") or {}).get("citeproc") or "document",
        "title": plain(work["titles"][0]["title"]),
        "author": [_datacite_name(name) for name in work.get("creators") or []],
        "container-title": container.get("title"),
        "volume": container.get("volume"),
        "issue": container.get("issue"),
        "page": pages,
        "publisher": publisher.get("name") if isinstance(publisher, dict) else publisher,
        "issued": {"date-parts": [re.findall(r"\d+", dates[0])[:3] if dates else [work["publicationYear"]]]},
        "DOI": work["doi"],
        "URL": work.get("url"),
    }


def _datacite_name(name: dict) -> dict:
    if name.get("familyName"):
        return {"family": name["familyName"], "given": name.get("givenName") or ""}
    return {"literal": name["name"]}


def _pubmed_request(identifier: Identifier, mail: str) -> str:
    asked = {"db": "pubmed", "id": identifier.value, "retmode": "json", "tool": "scidex", "email": mail}
    return f"esummary.fcgi?{urlencode(asked)}"


def _pubmed(answer: dict, identifier: Identifier) -> dict | None:
    work = answer["result"].get(identifier.value)
    if work is None or "error" in work:
        return None
    ids = {entry["idtype"]: entry["value"] for entry in work.get("articleids") or []}
    return {
        "type": "article-journal",
        "title": plain(work["title"]).removesuffix("."),
        "author": [_pubmed_name(name["name"], name.get("authtype")) for name in work.get("authors") or []],
        "container-title": plain(work.get("fulljournalname") or ""),
        "container-title-short": work.get("source"),
        "issued": {"date-parts": [_pubmed_date(work.get("pubdate") or "")]},
        "volume": work.get("volume"),
        "issue": work.get("issue"),
        "page": work.get("pages"),
        "ISSN": work.get("issn") or work.get("essn"),
        "DOI": ids.get("doi"),
        "PMID": work["uid"],
        "PMCID": ids.get("pmc"),
    }


def _pubmed_name(name: str, kind: str | None) -> dict:
    """`Mendell JR` as family and initials; a group by its whole name."""
    family, _blank, initials = name.rpartition(" ")
    if kind == "CollectiveName" or not family or not initials.isupper():
        return {"literal": name}
    return {"family": family, "given": " ".join(f"{letter}." for letter in initials)}


def _pubmed_date(text: str) -> list[int]:
    """`2017 Nov 2`, `2017 Nov-Dec` and `2017 Winter` as far as they are dates."""
    match = PUBMED_DATE.fullmatch(text.strip())
    if match is None:
        return []
    name = (match[2] or "").lower()
    if name not in MONTHS:
        return [int(match[1])]
    return [int(match[1]), MONTHS.index(name) + 1, *([int(match[3])] if match[3] else [])]


def _idconv_request(identifier: Identifier, mail: str) -> str:
    return f"?{urlencode({'ids': identifier.value, 'format': 'json', 'tool': 'scidex', 'email': mail})}"


def pmid_in(answer: dict, identifier: Identifier) -> str:
    """The PMID that the id converter gives of a PMCID; empty where it knows none."""
    for record in answer["records"]:
        if str(record.get("pmcid", "")).upper() == identifier.value and record.get("pmid"):
            return str(int(record["pmid"]))
    return ""


def _idconv(answer: dict, identifier: Identifier) -> dict | None:
    """A stub: the id converter names no title, and PubMed is asked for the rest."""
    pmid = pmid_in(answer, identifier)
    return {"title": identifier.value, "PMID": pmid, "PMCID": identifier.value} if pmid else None


def _open_library_request(identifier: Identifier, mail: str) -> str:
    return f"api/books?{urlencode({'bibkeys': f'ISBN:{identifier.value}', 'format': 'json', 'jscmd': 'data'})}"


def _open_library(answer: dict, identifier: Identifier) -> dict | None:
    work = answer.get(f"ISBN:{identifier.value}")
    if work is None:
        return None
    year = YEAR.search(str(work.get("publish_date", "")))
    subtitle = work.get("subtitle")
    return {
        "type": "book",
        "title": f"{work['title']}: {subtitle}" if subtitle else work["title"],
        "author": [{"literal": name["name"]} for name in work.get("authors") or []],
        "publisher": _name(work.get("publishers")),
        "publisher-place": _name(work.get("publish_places")),
        "issued": {"date-parts": [[int(year[1])]]} if year else None,
        "ISBN": identifier.value,
        "URL": work.get("url"),
    }


def plain(text: str) -> str:
    """A title without the tags that services put into it, its entities read."""
    text = TAGS.sub(lambda tag: tag[0] if re.fullmatch(r"</?(?:i|b|sub|sup)>", tag[0]) else "", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _first(values) -> str:
    return values[0] if isinstance(values, list) and values else ""


def _name(values) -> str:
    return values[0]["name"] if values else ""


CROSSREF = Service("crossref", "Crossref", _crossref_request, _crossref)
DATACITE = Service("datacite", "DataCite", _datacite_request, _datacite)
PUBMED = Service("pubmed", "PubMed", _pubmed_request, _pubmed)
IDCONV = Service("idconv", "PubMed Central", _idconv_request, _idconv)
OPEN_LIBRARY = Service("openlibrary", "Open Library", _open_library_request, _open_library)
# Whom an identifier is looked up at, the first that knows it.
ASKED = {
    "doi": (CROSSREF, DATACITE),
    "arxiv": (DATACITE,),
    "pmid": (PUBMED,),
    "pmcid": (IDCONV,),
    "isbn": (OPEN_LIBRARY,),
}
