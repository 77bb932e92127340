"""Syntax: markdown-it-py with the marks that science pages add: citations, `[[slug]]` links, a few plain tags, TeX."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from artifacts.text.citations import MARK, read_mark, without_code

WIKILINK = re.compile(r"\[\[([^\[\]|\n]{1,250})(?:\|([^\[\]\n]{1,500}))?\]\]")
PLAIN_TAG = re.compile(r"</?(?:sub|sup|b|i|em|strong|u|s|small|kbd)>|<br ?/?>", re.IGNORECASE)


def citation_rule(state: StateInline, silent: bool) -> bool:
    """`[@a; @b][@c]`: all marks that stand together are one token."""
    if not state.src.startswith("[@", state.pos):
        return False
    cited, end = [], state.pos
    while (match := MARK.match(state.src, end)) is not None:
        cited += read_mark(match[0])
        end = match.end()
    if end == state.pos:
        return False
    if not silent:
        state.push("citation", "", 0).meta = {"cited": cited}
    state.pos = end
    return True


def wikilink_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[[", state.pos):
        return False
    match = WIKILINK.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("wikilink", "", 0)
        token.content = (match[2] or "").strip()
        token.meta = {"slug": match[1].strip()}
    state.pos = match.end()
    return True


def plain_tag_rule(state: StateInline, silent: bool) -> bool:
    """H<sub>2</sub>O: tags without attributes that no Markdown stands for."""
    if state.src[state.pos] != "<":
        return False
    match = PLAIN_TAG.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push("plain_tag", "", 0).content = match[0].lower()
    state.pos = match.end()
    return True


def make_parser() -> MarkdownIt:
    parser = MarkdownIt("js-default", {"html": False, "linkify": True, "maxNesting": 100})
    parser.enable("linkify")
    # Only whole addresses become links: a gene's `scn1a.io` is none.
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    parser.use(footnote_plugin).use(dollarmath_plugin, allow_space=False, double_inline=True)
    parser.inline.ruler.before("link", "citation", citation_rule)
    parser.inline.ruler.before("citation", "wikilink", wikilink_rule)
    parser.inline.ruler.before("autolink", "plain_tag", plain_tag_rule)
    return parser


def without_comments(source: str) -> str:
    """The text without HTML comments; those in code are code."""
    if "<!--" not in source:
        return source
    bare, pieces, at = without_code(source), [], 0
    while (start := bare.find("<!--", at)) >= 0 and (end := bare.find("-->", start)) >= 0:
        pieces.append(source[at:start])
        at = end + 3
    return "".join([*pieces, source[at:]])
