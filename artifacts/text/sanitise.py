"""The sanitiser, last of all: an allow-list of tags, attributes, classes, ids, schemes; no svg, math, style, form."""

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
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    "div": {"tabindex"},
    **{tag: {"id"} for tag in ("h2", "h3", "h4", "h5", "h6", "li")},
}
ALIGNED = {"align-left", "align-center", "align-right"}
CLASSES = {
    "a": {"missing", "external", "to-page", "to-hypothesis", "to-analysis", "to-reference", "footnote-backref"},
    "sup": {"cite", "unresolved", "footnote-ref"},
    "div": {"table-scroll"},
    "figure": {"diagram", "picture"},
    "figcaption": {"told"},
    "small": {"credit"},
    "pre": {"mermaid", "refused", "tex", "plain"},
    "code": {"tex"},
    "section": {"footnotes"},
    "hr": {"footnotes-sep"},
    "ol": {"footnotes-list"},
    "li": {"footnote-item"},
    "th": ALIGNED,
    "td": ALIGNED,
}
# Whole web addresses, and paths of this site; `//host` is none.
HREF = re.compile(r"(?:https?://|mailto:|/(?!/)|[#?]).*", re.IGNORECASE | re.DOTALL)
KEPT = {"id": OWN_ANCHOR.fullmatch, "href": HREF.fullmatch, "src": is_stored, "data-line": str.isdecimal}


def sanitise(html: str, *, lines: bool = False) -> str:
    """HTML that may stand on our pages; with `lines` the numbers that previews are scrolled by stay in it."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES | {"*": {"data-line"}} if lines else ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
        attribute_filter=_kept,
    )


def _kept(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute that the lists allow, or None where it must not stand on our pages."""
    allowed = KEPT.get(name)
    return value if allowed is None or allowed(value) else None
