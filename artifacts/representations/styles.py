"""Citation styles: a work's CSL-JSON as one line of sanitised HTML, by citeproc-py and the vendored styles."""

import functools
import html
import json
import re
from pathlib import Path

import nh3
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from django.utils.html import strip_tags

from artifacts.errors import ContentError
from artifacts.errors import marked as _
from artifacts.representations.csl import clean_csl
from artifacts.representations.style_mending import mended, prepared
from artifacts.representations.style_searches import remember_searches

remember_searches()
FOLDER = Path(__file__).parent / "csl_styles"
STYLES = {
    "ama": "american-medical-association",
    "vancouver": "elsevier-vancouver",
    "apa": "apa",
    "nature": "nature",
    "chicago": "chicago-author-date",
}
# The styles that begin a line with its number, which is always the first.
NUMBERED = ("ama", "vancouver", "nature")
NUMBER = re.compile(r"^\s*(?:\[1\]|\(1\)|1\.?)\s*")


def format_citation(csl: dict, style: str) -> str:
    """One line for a reference list, without its number; tags are i, b, sub, sup and span at the most."""
    if style not in STYLES:
        raise ContentError(
            _("{style!r} is no citation style here: use {styles}."), style=style, styles=", ".join(STYLES)
        )
    return _formatted(json.dumps(clean_csl(csl), sort_keys=True), style)


def plain_line(line: str) -> str:
    """A formatted line as plain text."""
    return html.unescape(strip_tags(line))


# The works of a whole site, in some 25 MB: an import cites each of them again and again.
@functools.lru_cache(maxsize=16_384)
def _formatted(item: str, style: str) -> str:
    csl = json.loads(item)
    source = CiteProcJSON([prepared(csl, style)])
    bibliography = CitationStylesBibliography(_style(style), source, formatter.html)
    bibliography.register(Citation([CitationItem("work")]))
    lines = bibliography.bibliography()
    line = str(lines[0]) if lines else html.escape(csl["title"])
    line = NUMBER.sub("", line) if style in NUMBERED else line
    return nh3.clean(mended(line, csl, style), tags={"i", "b", "sub", "sup", "span"}, attributes={}).strip()


@functools.cache
def _style(name: str) -> CitationStylesStyle:
    style = CitationStylesStyle(str(FOLDER / f"{STYLES[name]}.csl"), validate=False)
    if name == "chicago":
        # citeproc-py does not know `initialize="false"`, by which this style asks for whole given names.
        del style.root.attrib["initialize-with"]
    return style
