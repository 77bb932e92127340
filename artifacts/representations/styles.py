"""Citation styles: a work's CSL-JSON as one line of sanitised HTML, by citeproc-py and the vendored styles."""

import functools
import json
import re
from html import escape
from pathlib import Path

import nh3
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from artifacts.errors import ContentError
from artifacts.representations.csl import clean_csl

FOLDER = Path(__file__).parent / "csl_styles"
STYLES = {
    "ama": "american-medical-association",
    "vancouver": "elsevier-vancouver",
    "apa": "apa",
    "nature": "nature",
    "chicago": "chicago-author-date",
}
# The styles that write initials with stops.
DOTTED = ("apa", "nature", "chicago")
# Beyond these no style names anybody, and citeproc's time grows with every name.
MOST_NAMES = 30
NUMBER = re.compile(r"^\s*(?:\[\d+\]|\(\d+\)|\d+\.?)\s*")
TYPES = {"article-journal", "webpage", "book", "chapter", "report", "thesis", "document", "paper-conference", "dataset"}
# The fields that a line is made of; an abstract or a PMID's neighbour fields would only cost time.
FIELDS = (
    *("title", "container-title", "container-title-short", "volume", "issue", "page", "publisher", "publisher-place"),
    *("edition", "DOI", "URL", "version"),
)


def format_citation(csl: dict, style: str) -> str:
    """One line for a reference list, without its number; tags are i, b, sub, sup and span at the most."""
    if style not in STYLES:
        raise ContentError(f"{style!r} is no citation style here: use {', '.join(STYLES)}.")
    return _formatted(json.dumps(clean_csl(csl), sort_keys=True), style)


@functools.lru_cache(maxsize=4096)
def _formatted(item: str, style: str) -> str:
    csl = json.loads(item)
    source = CiteProcJSON([_escaped(csl)])
    bibliography = CitationStylesBibliography(_style(style), source, formatter.html)
    bibliography.register(Citation([CitationItem("work")]))
    lines = bibliography.bibliography()
    line = NUMBER.sub("", str(lines[0])) if lines else escape(csl["title"])
    return nh3.clean(_mended(line, csl, style), tags={"i", "b", "sub", "sup", "span"}, attributes={}).strip()


@functools.cache
def _style(name: str) -> CitationStylesStyle:
    return CitationStylesStyle(str(FOLDER / f"{STYLES[name]}.csl"), validate=False)


def _escaped(csl: dict) -> dict:
    """What citeproc is given: every string escaped, since it escapes nothing itself."""
    item = {field: escape(csl[field], quote=False) for field in FIELDS if field in csl}
    item |= {"id": "work", "type": csl["type"] if csl["type"] in TYPES else "document"}
    for field in ("author", "editor"):
        if field in csl:
            item[field] = [
                {part: escape(text, quote=False) for part, text in name.items()} for name in csl[field][:MOST_NAMES]
            ]
    for field in ("issued", "accessed"):
        if field in csl:
            item[field] = csl[field]
    return item


def _mended(line: str, csl: dict, style: str) -> str:
    """Small defects of citeproc-py's output: doubled stops, and an author list that is known to be cut short."""
    line = re.sub(r"\.(</(?:i|b|span)>)?\.+", r".\1", line).replace(" .", ".").replace("..", ".")
    line = re.sub(r"\s+", " ", line)
    # The tags that CSL allows in a title; nothing else that was escaped comes alive again.
    line = re.sub(r"&lt;(/?(?:i|b|sub|sup))&gt;", r"<\1>", line)
    cut_short = csl.get("author_list_complete") is False and "et al" not in line
    return _with_et_al(line, csl, style) if cut_short else line


def _with_et_al(line: str, csl: dict, style: str) -> str:
    """`Kashima T, et al.` or, where initials have stops, `Kashima, T., et al.`"""
    last = (csl.get("author") or [{}])[-1]
    family = escape(last.get("family") or last.get("literal", ""), quote=False)
    initials = r"(?:, (?:[A-Z]\.[ -]?)+)?" if style in DOTTED else r"(?: [A-Z]+(?=\W))?"
    match = re.search(rf"(?:(?:&amp;|and) )?({re.escape(family)}{initials})", line)
    if not family or match is None:
        return line
    rest = line[match.end() :].lstrip(" .")
    return f"{line[: match.start()]}{match[1].rstrip()}, et al. {rest}"
