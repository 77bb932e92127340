"""Reference lists: many works as one file of BibTeX, RIS or CSL-JSON, every key once."""

import json

from artifacts.errors import IntakeError
from artifacts.errors import marked as _
from artifacts.representations.bibtex import citation_key, to_bibtex
from artifacts.representations.ris import to_ris

MEDIA_TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
}


def write_list(works: list[dict], format: str) -> str:
    """CSL-JSON items, each with its `id`, as the text of a file."""
    if format == "bib":
        return "\n".join(to_bibtex(csl, key) for key, csl in zip(_keys(works), works, strict=True))
    if format == "ris":
        return "\n".join(to_ris(csl) for csl in works)
    if format == "csl":
        return json.dumps(works, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    raise IntakeError(_("{name!r} is no format here: use {names}."), name=format, names=", ".join(MEDIA_TYPES))


def _keys(works: list[dict]) -> list[str]:
    """BibTeX knows fewer signs in a key than an id may hold: two ids could become one key."""
    seen, keys = set(), []
    for csl in works:
        key = stem = citation_key(str(csl["id"]))
        number = 1
        while key in seen:
            number += 1
            key = f"{stem}-{number}"
        seen.add(key)
        keys.append(key)
    return keys
