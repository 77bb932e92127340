"""The sanitiser, last of all: an allow-list of tags, attributes, classes and schemes; no svg, math, style, form."""

import nh3

TAGS = {
    *("a", "b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("i", "img", "kbd", "li", "ol", "p", "pre", "s", "section", "small", "strong", "sub", "sup"),
    *("table", "tbody", "td", "th", "thead", "tr", "u", "ul"),
}
ATTRIBUTES = {
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
    "pre": {"mermaid", "tex", "plain"},
    "code": {"tex"},
    "section": {"footnotes"},
    "hr": {"footnotes-sep"},
    "ol": {"footnotes-list"},
    "li": {"footnote-item"},
    "th": ALIGNED,
    "td": ALIGNED,
}


def sanitise(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )
