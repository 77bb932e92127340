"""The box that tells how an artifact is cited: each style as a line, the files of reference managers, the address."""

import json

from artifacts.domain.render.cite import CITE_STYLES, cite_line
from artifacts.representations.bibtex import to_bibtex
from artifacts.representations.ris import to_ris

FILES = {
    "bib": lambda csl: to_bibtex(csl, csl["id"]),
    "ris": to_ris,
    "json": lambda csl: json.dumps([csl], ensure_ascii=False, indent=2, sort_keys=True) + "\n",
}
# A record of a thousand authors is a file, and nothing to be looked at in a box.
MOST_SHOWN = 4000


def cite_box(cite: dict, files_url: str, address: str) -> list[dict]:
    """The forms of a citation in the order in which they are offered; none for a preview, which nobody can cite."""
    if not cite["csl"]:
        return []
    lines = [
        {"name": style, "line": cite_line(cite, style), "href": f"{files_url}/cite.txt?style={style}"}
        for style in CITE_STYLES
    ]
    files = [
        {"name": extension, "text": _shown(write(cite["csl"])), "href": f"{files_url}/cite.{extension}"}
        for extension, write in FILES.items()
    ]
    return [*lines, *files, {"name": "address", "text": cite["csl"].get("URL") or address, "href": ""}]


def _shown(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else ""
