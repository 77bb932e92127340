"""The sanitiser, last of all: an allow-list of tags, attributes, classes, ids, schemes; no svg, math, style, form."""

import functools
import re

import nh3

from artifacts.text.addresses import is_stored
from artifacts.text.anchors import OWN_ANCHOR

TAGS = {
    *("a", "b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure"),
    *("h2", "h3", "h4", "h5", "h6", "hr"),
    *("i", "img", "kbd", "li", "ol", "p", "pre", "s", "section", "small", "strong", "sub", "sup"),
    *("table", "tbody", "td", "th", "thead", "tr", "u", "ul"),
}
ATTRIBUTES = {
    # Else nh3 allows `lang` and `title` everywhere.
    "*": set(),
    "a": {"href", "id", "title", "rel"},
    "img": {"src", "alt", "title", "width", "height", "loading"},
    "ol": {"start"},
    "div": {"tabindex"},
    **{tag: {"id"} for tag in ("h2", "h3", "h4", "h5", "h6", "li", "sup")},
}
ALIGNED = {"align-left", "align-center", "align-right"}
CLASSES = {
    "a": {"missing", "external", "to-page", "to-hypothesis", "to-analysis", "to-reference", "footnote-backref"},
    "sup": {"cite", "unresolved", "footnote-ref", "doubt", "disputed", "needs-source"},
    "div": {"table-scroll", "unsourced"},
    "figure": {"diagram", "picture"},
    "figcaption": {"told"},
    "small": {"credit"},
    "pre": {"mermaid", "refused", "tex", "plain"},
    "code": {"tex"},
    "section": {"footnotes"},
    "hr": {"footnotes-sep"},
    "ol": {"footnotes-list", "unsourced"},
    "li": {"footnote-item", "unsourced"},
    **{tag: {"unsourced"} for tag in ("p", "ul", "blockquote")},
    "th": ALIGNED,
    "td": ALIGNED,
}
# Whole web addresses, and paths of this site; `//host` is none.
HREF = re.compile(r"(?:https?://|mailto:|/(?!/)|[#?]).*", re.IGNORECASE | re.DOTALL)
# What the writer sets for a citation; in its links stands escaped text alone.
CITATION = re.compile(r'<sup class="cite[^"]*">.*?</sup>', re.DOTALL)
PLAIN = {"b", "br", "em", "i", "s", "small", "strong", "sub", "sup", "u"}
NUMBERS = dict.fromkeys(("width", "height", "data-line"), str.isdecimal)
KEPT = {"id": OWN_ANCHOR.fullmatch, "href": HREF.fullmatch, "src": is_stored, **NUMBERS}


def sanitise(html: str, *, lines: bool = False) -> str:
    """HTML that may stand on our pages; with `lines` the numbers that previews are scrolled by stay in it."""
    return _cleaner(lines).clean(html)


@functools.cache
def _cleaner(lines: bool) -> nh3.Cleaner:
    # Made once: reading the lists takes longer than cleaning a cell.
    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES | {"*": {"data-line"}} if lines else ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
        attribute_filter=_kept,
    )


def without_links(html: str) -> str:
    """A sanitised line in its own words: italics and the like stay, its links are words and its citations gone."""
    return nh3.clean(CITATION.sub("", html), tags=PLAIN, attributes={"*": set()}, allowed_classes={})


def _kept(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute that the lists allow, or None where it must not stand on our pages."""
    allowed = KEPT.get(name)
    return value if allowed is None or allowed(value) else None
