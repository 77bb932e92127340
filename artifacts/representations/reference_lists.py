"""Reference lists: many works as one file of BibTeX, RIS or CSL-JSON, every key once."""

from collections.abc import Iterable, Iterator

from artifacts.errors import IntakeError
from artifacts.errors import marked as _
from artifacts.representations.bibtex import citation_key, to_bibtex
from artifacts.representations.json_lists import list_parts
from artifacts.representations.ris import to_ris

MEDIA_TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
}


def write_list(works: Iterable[dict], format: str) -> str:
    """CSL-JSON items, each with its `id`, as the text of a file."""
    return "".join(parts_of_list(works, format))


def parts_of_list(works: Iterable[dict], format: str) -> Iterator[str]:
    """The same, a work at a time."""
    if format not in MEDIA_TYPES:
        raise IntakeError(_("{name!r} is no format here: use {names}."), name=format, names=", ".join(MEDIA_TYPES))
    if format == "csl":
        return list_parts(works, indent=2)
    return _with_lines_between(_in_bibtex(works) if format == "bib" else map(to_ris, works))


def _with_lines_between(entries: Iterable[str]) -> Iterator[str]:
    for number, entry in enumerate(entries):
        yield f"\n{entry}" if number else entry


def _in_bibtex(works: Iterable[dict]) -> Iterator[str]:
    """BibTeX knows fewer signs in a key than an id may hold: two ids could become one key."""
    seen = set()
    for csl in works:
        key = stem = citation_key(str(csl["id"]))
        number = 1
        while key in seen:
            number += 1
            key = f"{stem}-{number}"
        seen.add(key)
        yield to_bibtex(csl, key)
