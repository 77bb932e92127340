"""CSL-JSON: a work's record cleaned so that no malformed field breaks what is made of it."""

import re

from artifacts.errors import ArtifactError, ContentError
from artifacts.errors import marked as _
from artifacts.text.identifiers import normalise_doi, normalise_pmcid, normalise_pmid

TEXTS = (
    *("type", "title", "container-title", "container-title-short", "volume", "issue", "page", "publisher"),
    *("publisher-place", "edition", "version", "DOI", "PMID", "PMCID", "URL", "ISBN", "ISSN", "abstract", "language"),
)
DATES = ("issued", "accessed")
NAMES = ("author", "editor")
IDENTIFIERS = {"doi": ("DOI", normalise_doi), "pmid": ("PMID", normalise_pmid), "pmcid": ("PMCID", normalise_pmcid)}
MOST_NAMES = 5000
# How many authors are named where there is little room.
NAMED = 3


def clean_csl(item: dict) -> dict:
    """The fields that are understood, each of its right type; ContentError without an object or a title."""
    if not isinstance(item, dict):
        raise ContentError(_('A reference\'s CSL-JSON must be an object, as in {"title": …}.'), field="csl")
    cleaned = {field: _text(item[field]) for field in TEXTS if isinstance(item.get(field), (str, int, float))}
    cleaned = {field: text for field, text in cleaned.items() if text}
    if not cleaned.get("title"):
        raise ContentError(_('A reference needs a title: give "title" in its CSL-JSON.'), field="csl")
    cleaned.setdefault("type", "document")
    for field in NAMES:
        if isinstance(item.get(field), list) and (
            names := [name for name in map(_name, item[field][:MOST_NAMES]) if name]
        ):
            cleaned[field] = names
    for field in DATES:
        if parts := date_parts(item.get(field)):
            cleaned[field] = {"date-parts": [parts]}
    if item.get("author_list_complete") is False:
        cleaned["author_list_complete"] = False
    return cleaned


def _text(value) -> str:
    return " ".join(str(value).split())


def _name(name) -> dict | None:
    if not isinstance(name, dict):
        return None
    fields = ("family", "given", "literal", "suffix", "non-dropping-particle", "dropping-particle")
    kept = {field: _text(name[field]) for field in fields if isinstance(name.get(field), str) and name[field].strip()}
    return kept if kept.get("family") or kept.get("literal") else None


def note_of(item: dict) -> str:
    """What is noted of a record for whoever cites it; no style sets it, so it is no field of a clean record."""
    return _text(item["note"]) if isinstance(item.get("note"), str) else ""


def date_parts(date) -> list[int]:
    """Year, month and day as far as they can be ones."""
    try:
        parts = [int(part) for part in date["date-parts"][0][:3]]
    except (KeyError, IndexError, TypeError, ValueError, OverflowError):
        return []
    kept = []
    for part, (least, most) in zip(parts, ((-9999, 9999), (1, 12), (1, 31)), strict=False):
        if not least <= part <= most or part == 0:
            break
        kept.append(part)
    return kept


def csl_title(item: dict) -> str:
    """The title as plain words, without the tags that CSL allows in it."""
    return re.sub(r"</?(?:i|b|sub|sup)>", "", str(item.get("title", "")))


def csl_year(item: dict) -> int | None:
    parts = date_parts(item.get("issued"))
    return parts[0] if parts else None


def csl_date(item: dict) -> str:
    """`1995-01-13`, `1995-01` or `1995`, as far as it is known; empty before our era too."""
    year, *rest = date_parts(item.get("issued")) or [0]
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in rest)]) if year > 0 else ""


def author_names(item: dict) -> list[str]:
    """`De Vivo DC` for each author; a list known to be cut short ends in `et al.`."""
    names = []
    for name in item.get("author", []):
        given = "".join(part[0] for part in name.get("given", "").replace("-", " ").replace(".", " ").split())
        family = " ".join(filter(None, [name.get("non-dropping-particle"), name.get("family")]))
        names.append(name.get("literal") or f"{family} {given}".strip())
    return [*names, "et al."] if names and item.get("author_list_complete") is False else names


def short_authors(names: list[str]) -> str:
    """The first three of a work's `author_names`, and `et al.` where there are more."""
    return ", ".join(names if len(names) <= NAMED else [*names[:NAMED], "et al."])


def listed_names(value) -> list[str]:
    """The names of what is a list of CSL names through and through; none of anything else."""
    if not isinstance(value, list) or not all(map(_name, value)):
        return []
    return author_names({"author": [_name(name) for name in value]})


def derived_identifiers(csl: dict) -> dict:
    """The identifiers that the record itself names, normalised; one that is none is left out."""
    found = {}
    for field, (name, normalise) in IDENTIFIERS.items():
        try:
            found[field] = normalise(str(csl.get(name) or ""))
        except ArtifactError:
            found[field] = ""
    url = csl.get("URL")
    return {**found, "url": url if isinstance(url, str) and url.startswith(("https://", "http://")) else ""}
