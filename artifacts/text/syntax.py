"""Syntax: markdown-it-py with the marks that science pages add: citations, doubts, `[[slug]]`, plain tags, TeX."""

import copy
import functools
import re
from collections.abc import Iterator

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from artifacts.text.code import without_code
from artifacts.text.doubts import DOUBT, read_doubt
from artifacts.text.limits import MAX_DEPTH
from artifacts.text.marks import MARK, read_mark

MAX_BRACKET_DEPTH = 10
# What every address that becomes a link begins with: linkify's own search for it takes half the time of a parse.
SCHEME = re.compile(r"//|(?:https?|ftp|mailto):", re.IGNORECASE)
WIKILINK = re.compile(r"\[\[([^\[\]|\n]{1,250})(?:\|([^\[\]\n]{1,500}))?\]\]")
PLAIN_TAG = re.compile(r"</?(?:sub|sup|b|i|em|strong|u|s|small|kbd)>|<br ?/?>", re.IGNORECASE)


def citation_rule(state: StateInline, silent: bool) -> bool:
    """`[@a; @b][@c]`: all marks that stand together are one token."""
    if state.src[state.pos] != "[":
        return False
    cited, end = [], state.pos
    while (match := MARK.match(state.src, end)) is not None:
        cited += read_mark(match[0])
        end = match.end()
    if end == state.pos:
        return False
    if silent:
        # In the words of a link a mark is brackets like others, else it would undo the link.
        state.pos += 1
        return True
    state.push("citation", "", 0).meta = {"cited": cited}
    state.pos = end
    return True


def doubt_rule(state: StateInline, silent: bool) -> bool:
    """`{disputed: why}`: it belongs to the words before it, whatever blanks stand between."""
    if state.src[state.pos] != "{":
        return False
    match = DOUBT.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
        state.push("doubt", "", 0).meta = {"doubt": read_doubt(match)}
    state.pos = match.end()
    return True


def footnote_ref_rule(state: StateInline, silent: bool) -> bool:
    """`[^1]`; in the words of a link it is brackets like others, as a mark is."""
    return not silent and footnote_ref(state, silent)


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


def reference_rule(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803
    """`[@key]: https://…` is a citation and its address, not the definition of a link that nobody would see."""
    if state.src.startswith("[@", state.bMarks[startLine] + state.tShift[startLine]):
        return False
    return reference(state, startLine, endLine, silent)


class Linkifier(LinkifyIt):
    """Only whole addresses become links: a gene's `scn1a.io` is none."""

    def __init__(self):
        super().__init__(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})

    def pretest(self, text: str) -> bool:
        return SCHEME.search(text) is not None

    def test(self, text: str) -> bool:
        return self.pretest(text) and super().test(text)


def make_parser() -> MarkdownIt:
    # Of lists every level is two: the list's and its item's.
    parser = MarkdownIt("js-default", {"html": False, "linkify": True, "maxNesting": 2 * MAX_DEPTH + 10})
    parser.enable("linkify")
    parser.linkify = Linkifier()
    parser.use(footnote_plugin).use(dollarmath_plugin, allow_space=False, double_inline=True)
    parser.block.ruler.at("reference", reference_rule)
    parser.inline.ruler.at("footnote_ref", footnote_ref_rule)
    parser.inline.ruler.before("link", "citation", citation_rule)
    parser.inline.ruler.before("citation", "wikilink", wikilink_rule)
    parser.inline.ruler.before("citation", "doubt", doubt_rule)
    parser.inline.ruler.before("autolink", "plain_tag", plain_tag_rule)
    parser.core.ruler.at("inline", shallow_inline_rule(parser))
    return parser


def shallow_inline_rule(parser: MarkdownIt):
    """Inline marks nest less deep than blocks: every bracket costs as many steps as this limit has levels."""
    shallow = copy.copy(parser)
    shallow.options = type(parser.options)({**parser.options, "maxNesting": MAX_BRACKET_DEPTH})

    def rule(state: StateCore) -> None:
        for token in state.tokens:
            if token.type == "inline":
                shallow.inline.parse(token.content, shallow, state.env, token.children)

    return rule


@functools.cache
def parser() -> MarkdownIt:
    return make_parser()


@functools.cache
def inline_parser() -> MarkdownIt:
    """Without footnotes: a cell has no place for their list, and their ids would be those of the body's."""
    return make_parser().disable(["footnote_inline", "footnote_ref"])


def parse_tokens(source: str, *, inline: bool = False) -> list[Token]:
    """The tokens of a text that is within its limits."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    return (inline_parser().parseInline if inline else parser().parse)(without_comments(source))


def flat(tokens) -> Iterator[Token]:
    """Blocks, and what stands in their lines, in order."""
    for token in tokens:
        yield token
        if token.type == "inline":
            yield from token.children


def without_comments(source: str) -> str:
    """The text without HTML comments, line for line; those in code are code."""
    if "<!--" not in source:
        return source
    bare, pieces, at = without_code(source), [], 0
    while (start := bare.find("<!--", at)) >= 0 and (end := bare.find("-->", start)) >= 0:
        pieces += [source[at:start], "\n" * source.count("\n", start, end)]
        at = end + 3
    return "".join([*pieces, source[at:]])
