"""Works of a dump, in `refs_json` or as papers: references that all that cites them share, one for each work."""

import re

from artifacts.errors import ContentError
from artifacts.representations.csl import clean_csl, derived_identifiers
from artifacts.representations.dumps.author_lists import read_authors
from artifacts.representations.dumps.incoming import Incoming
from artifacts.representations.exchange import JUDGED, id_of_work
from artifacts.representations.intake.fields import Gathering
from artifacts.text.identifiers import find_identifier

CITEKEY = re.compile(r"[A-Za-z0-9_:.-]{1,200}")
# By field of the record, the names that dumps give it, the first one that says something counts.
TEXTS = {
    "title": ("title",),
    "container-title": ("journal", "container_title", "venue"),
    "volume": ("volume",),
    "issue": ("issue", "number"),
    "publisher": ("publisher",),
    "abstract": ("abstract",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "language": ("language",),
}
AUTHORS = ("authors", "author")
PAGES = ("pages", "page")
DATES = ("published_date", "publication_date", "pub_date", "date", "year")
SCHEMES = {"doi": ("doi",), "pmid": ("pmid", "pubmed_id"), "pmcid": ("pmcid", "pmc_id", "pmc")}
ADDRESSES = ("url", "link")
TYPES = {
    "article": "article-journal",
    "journal-article": "article-journal",
    "preprint": "article",
    "website": "webpage",
}
TYPES |= {name: name for name in ("article-journal", "book", "chapter", "dataset", "report", "thesis", "webpage")}
TYPES |= {name: name for name in ("paper-conference", "patent", "software")}
NAMES = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID"}
# Without any of these a record tells of no work.
TELLING = {"title", "author", "container-title", "DOI", "PMID", "PMCID", "URL"}
MOST_OF_A_TITLE = 1000


class Works:
    """The works of a page's `refs_json`: `citations` leads citekeys to the ids of `works`.

    `details` is what the page says of a work that the work's record does not hold, by citekey: the claim that it
    is cited for, an identifier that is none, fields that we do not know.
    """

    def __init__(self, refs: dict):
        self.citations: dict[str, str | None] = {}
        self.details: dict[str, dict] = {}
        self.notes: list[str] = []
        self._works: dict[str, Incoming] = {}
        for key, entry in refs.items():
            self._read(key, {"title": entry} if isinstance(entry, str) else entry)

    @property
    def works(self) -> list[Incoming]:
        return list(self._works.values())

    def _read(self, key: str, entry) -> None:
        if entry is not None and not isinstance(entry, dict):
            raise ContentError(f"The reference {key[:80]!r} must be an object with the fields of a work.")
        work, left, notes = read_work(entry or {})
        self.notes += [f"reference {key[:80]}: {note}" for note in notes]
        if left:
            self.details[key] = left
        if not CITEKEY.fullmatch(key):
            self.notes.append(f"the reference {key[:80]!r} has no citekey that a text could use")
            self.details[key] = entry or {}
        elif work is None:
            self.citations[key] = None
        else:
            self.citations[key] = work.public_id
            self._works.setdefault(work.public_id, work)


def read_work(entry: dict) -> tuple[Incoming | None, dict, list[str]]:
    """A work's record as a reference, what of it has no field there, and notes.

    No reference where nothing tells a work; one without a title is called by its identifier, for a look-up to mend.
    """
    left = {name: _whole(value) for name, value in entry.items() if value not in (None, "", [], {})}
    told = dict(left)
    gathering = Gathering(0, 0)
    gathering.csl = {}
    for field, names in TEXTS.items():
        _take(left, gathering.csl, names, (field,), lambda value, field=field: gathering.text(field, value))
    _take(left, gathering.csl, AUTHORS, ("author",), lambda value: gathering.names("author", *read_authors(value)))
    _take(left, gathering.csl, PAGES, ("page",), gathering.pages)
    _take(left, gathering.csl, DATES, ("issued",), lambda value: gathering.date("issued", value))
    for scheme, names in SCHEMES.items():
        taken = NAMES[scheme]
        _take(left, gathering.csl, names, (taken,), lambda value, scheme=scheme: gathering.identifier(scheme, value))
    _take(left, gathering.csl, ADDRESSES, ("URL", "DOI", "PMID"), gathering.address)
    csl, notes = gathering.csl, [_lowered(note.sentence) for note in gathering.notes]
    if not csl.keys() & TELLING:
        return None, told, notes
    if isinstance(named := left.get("type"), str) and (known := TYPES.get(named.casefold().strip().replace("_", "-"))):
        left.pop("type")
        csl["type"] = known
    else:
        csl["type"] = "article-journal" if csl.keys() & {"container-title", "PMID"} else "document"
    _entitle(csl, notes)
    return reference(csl), left, notes


def reference(csl: dict) -> Incoming:
    """The reference of a work's record: its id follows from its DOI, else its PMID, else all that the record says."""
    csl = clean_csl(csl)
    content = {"kind": "reference", "csl": csl, **derived_identifiers(csl), **JUDGED, "metadata": {}}
    return Incoming(id_of_work(csl), "reference", content)


def _take(left: dict, csl: dict, names: tuple, fields: tuple, take) -> None:
    """Let the first name that says something fill a field; what fills none stays where it is left."""
    for name in names:
        if name not in left:
            continue
        before = {field: csl.get(field) for field in fields}
        take(left[name])
        if any(csl.get(field) != before[field] for field in fields) or _says(csl, fields, left[name]):
            left.pop(name)


def _says(csl: dict, fields: tuple, value) -> bool:
    """Whether the record holds a value already: a year beside the date, the address of its own DOI."""
    if fields == ("issued",):
        return "issued" in csl and str(value).strip() == str(csl["issued"]["date-parts"][0][0])
    found = find_identifier(str(value))
    own = {scheme: identifier for scheme, identifier in derived_identifiers(csl).items() if identifier}
    return str(value) in {csl.get(field) for field in fields} or bool(found and own.get(found.scheme) == found.value)


def _entitle(csl: dict, notes: list[str]) -> None:
    if csl.get("title"):
        return
    if identifier := next((f"{name} {csl[name]}" for name in ("PMID", "DOI", "PMCID") if name in csl), ""):
        csl["title"] = identifier
        return
    names = [name.get("family") or name.get("literal", "") for name in csl.get("author", [])[:1]]
    year = csl.get("issued", {}).get("date-parts", [[""]])[0][0]
    told = " ".join(filter(None, [*names, str(year), csl.get("container-title")]))
    csl["title"] = (csl.get("URL") or told)[:MOST_OF_A_TITLE]
    notes.append(f"no title is told: it is called {csl['title'][:80]}")


def _whole(value):
    """`29091570.0` as tables write a number in a column that has holes."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _lowered(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}".removesuffix(".")
