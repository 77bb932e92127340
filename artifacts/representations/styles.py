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
from artifacts.errors import marked as _
from artifacts.representations.csl import clean_csl

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
# Beyond these no style names anybody but the last, and citeproc's time grows with every name.
MOST_NAMES = 30
# Stands for the authors that are known to be missing, so that the style counts them and sets them at their place.
OTHERS = "\ue000"
ET_AL = re.compile(rf"[\s,]*(?:&amp;|and|…)?\s*{OTHERS}\.?")
DOUBLED_STOP = re.compile(r"(?<!\.)\.(</(?:i|b|span)>)?\.(?=\s|<|$)")
STOP_BEHIND_MARK = re.compile(r"([?!])(</(?:i|b|span)>)?\.(?=\s|<|$)")
# Without an author the title stands first, and citeproc-py sets it again at its own place.
TITLE_TWICE = re.compile(
    r"(?P<title>(?:<i>|“)?.{1,1000}?(?:</i>|”)?)(?P<between>\. (?:(?:\([^()]*\)|\d{1,4}|n\.d)\. )?)(?P=title)[.,]? ?"
)
TYPES = {"article-journal", "webpage", "book", "chapter", "report", "thesis", "document", "paper-conference", "dataset"}
# The fields that a line is made of; an abstract or a PMID's neighbour fields would only cost time.
FIELDS = (
    *("title", "container-title", "container-title-short", "volume", "issue", "page", "publisher", "publisher-place"),
    *("edition", "DOI", "URL", "version"),
)


def format_citation(csl: dict, style: str) -> str:
    """One line for a reference list, without its number; tags are i, b, sub, sup and span at the most."""
    if style not in STYLES:
        raise ContentError(
            _("{style!r} is no citation style here: use {styles}."), style=style, styles=", ".join(STYLES)
        )
    return _formatted(json.dumps(clean_csl(csl), sort_keys=True), style)


@functools.lru_cache(maxsize=4096)
def _formatted(item: str, style: str) -> str:
    csl = json.loads(item)
    source = CiteProcJSON([_escaped(csl)])
    bibliography = CitationStylesBibliography(_style(style), source, formatter.html)
    bibliography.register(Citation([CitationItem("work")]))
    lines = bibliography.bibliography()
    line = str(lines[0]) if lines else escape(csl["title"])
    line = NUMBER.sub("", line) if style in NUMBERED else line
    return nh3.clean(_mended(line, csl, style), tags={"i", "b", "sub", "sup", "span"}, attributes={}).strip()


@functools.cache
def _style(name: str) -> CitationStylesStyle:
    return CitationStylesStyle(str(FOLDER / f"{STYLES[name]}.csl"), validate=False)


def _escaped(csl: dict) -> dict:
    """What citeproc is given: every string escaped, since it escapes nothing itself."""
    item = {field: _text(csl[field]) for field in FIELDS if field in csl}
    item |= {"id": "work", "type": csl["type"] if csl["type"] in TYPES else "document"}
    for field in ("author", "editor"):
        if field in csl:
            names = csl[field] if len(csl[field]) <= MOST_NAMES else [*csl[field][: MOST_NAMES - 1], csl[field][-1]]
            item[field] = [{part: _text(text) for part, text in name.items()} for name in names]
    if "author" in csl and csl.get("author_list_complete") is False:
        item["author"].append({"literal": OTHERS})
    for field in ("issued", "accessed"):
        if field in csl:
            item[field] = csl[field]
    return item


def _text(text: str) -> str:
    return escape(text.replace(OTHERS, ""), quote=False)


def _mended(line: str, csl: dict, style: str) -> str:
    """Small defects of citeproc-py's output, and the authors that are known to be missing."""
    line = ET_AL.sub(", et al.", re.sub(r"\s+", " ", line))
    line = re.sub(r" \.(?=\s|<|$)", ".", line)
    line = DOUBLED_STOP.sub(r".\1", line)
    line = STOP_BEHIND_MARK.sub(r"\1\2", line)
    if "author" not in csl:
        line = TITLE_TWICE.sub(r"\g<title>\g<between>", line, count=1)
    if style == "chicago":
        line = re.sub(r"([.?!])?”\.", lambda match: f"{match[1] or '.'}”", line)
    if style == "apa":
        line = line.replace("(ed.)", "(Ed.)").replace("(eds.)", "(Eds.)")
    # The tags that CSL allows in a title; nothing else that was escaped comes alive again.
    return re.sub(r"&lt;(/?(?:i|b|sub|sup))&gt;", r"<\1>", line)
