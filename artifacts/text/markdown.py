"""Markdown: parsed once, so that what it links and cites can be looked up, then rendered and sanitised."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from markdown_it.token import Token

from artifacts.text.addresses import is_stored, page_keys, target_keys
from artifacts.text.anchors import Anchors, split_attribute
from artifacts.text.block_marks import with_lines, with_unsourced
from artifacts.text.citations import Citations
from artifacts.text.doubts import Doubt
from artifacts.text.figures import name_figures
from artifacts.text.limits import MAX_CELLS, MAX_CITATIONS, MAX_DIAGRAMS, MAX_LINKS, MAX_TOKENS, body_problem
from artifacts.text.marks import MARK
from artifacts.text.sanitise import sanitise
from artifacts.text.syntax import flat, parse_tokens, parser
from artifacts.text.writer import Writer

LIMITS = {
    "citation": (MAX_CITATIONS, "citations"),
    "link_open": (MAX_LINKS, "links"),
    "wikilink": (MAX_LINKS, "links"),
    "td_open": (MAX_CELLS, "table cells"),
    "diagram": (MAX_DIAGRAMS, "diagrams"),
}


# A text that was just saved is soon rendered, and rows of an infobox have the same labels on every page.
KEPT, LONGEST_KEPT = 64, 64 * 1024
LINES_KEPT, LONGEST_LINE_KEPT = 2048, 500


@dataclass(frozen=True)
class Target:
    """Where an internal link leads readers."""

    href: str
    title: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Context:
    """What a text draws on: the targets of its links by address key, the numbers of its citations, and the width and
    height in pixels of its stored pictures by their source.

    With `lines` each block says at which line of the source it begins, as `data-line`: for previews alone. Blocks whose
    lines, counted from 0, are all `unsourced` bear that as their class. `doubts` are those met so far, by anchor.
    """

    targets: Mapping[str, Target] = field(default_factory=dict)
    citations: Citations = field(default_factory=lambda: Citations({}))
    lines: bool = False
    sizes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    unsourced: frozenset[int] = frozenset()
    doubts: list[tuple[str, Doubt]] = field(default_factory=list)

    def doubt(self, doubt: Doubt) -> str:
        """The anchor of a doubt, which is noted."""
        self.doubts.append((f"doubt-{len(self.doubts) + 1}", doubt))
        return self.doubts[-1][0]


@dataclass(frozen=True)
class Heading:
    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Parsed:
    """Shared by all who parse the same text: nobody changes its tokens."""

    source: str
    tokens: tuple[Token, ...] = ()
    target_keys: tuple[tuple[str, ...], ...] = ()
    citekeys: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    problems: tuple[str, ...] = ()


def parse(source: str) -> Parsed:
    """Parse a body. Never raises: over a limit the text is kept as it is, and `problems` says why."""
    return _kept(source) if len(source) <= LONGEST_KEPT else _parsed(source, inline=False)


def parse_inline(source: str) -> Parsed:
    """Parse one line of Markdown: an infobox cell, a claim, a caption."""
    return _kept_line(source) if len(source) <= LONGEST_LINE_KEPT else _parsed(source, inline=True)


def cited_keys(source: str, *, inline: bool = False) -> tuple[str, ...]:
    """The citekeys that a text uses, in order of first use, exactly as it is rendered; code is left alone."""
    return (parse_inline if inline else parse)(source).citekeys if MARK.search(source) else ()


def render(parsed: Parsed, context: Context) -> str:
    """Sanitised HTML."""
    if parsed.problems:
        return f'<pre class="plain">{escape(parsed.source)}</pre>'
    tokens = with_lines(parsed.tokens) if context.lines else parsed.tokens
    if context.unsourced:
        tokens = with_unsourced(tokens, parsed.source, context.unsourced)
    return sanitise(Writer(context).render(list(tokens), parser().options, {}), lines=context.lines)


def headings(parsed: Parsed) -> tuple[Heading, ...]:
    return parsed.headings


def plain_text(parsed: Parsed) -> str:
    """The words alone, a line for each block; without citations, diagrams and link targets."""
    if parsed.problems:
        return parsed.source
    lines = []
    for token in parsed.tokens:
        if token.type == "inline":
            lines.append(words(token.children))
        elif token.type in ("fence", "code_block", "figure_close") and token.info.strip() != "mermaid":
            lines.append(token.content)
    return "\n".join(line.strip() for line in lines if line.strip())


def words(children) -> str:
    texts = {"text": None, "code_inline": None, "math_inline": None, "softbreak": " ", "hardbreak": " ", "image": None}
    pieces = []
    for token in children or ():
        if token.type in texts:
            pieces.append(texts[token.type] or token.content)
        elif token.type == "wikilink":
            pieces.append(token.content or token.meta["slug"])
        elif token.type == "plain_tag" and token.content.startswith("<br"):
            pieces.append(" ")
    return "".join(pieces)


@functools.lru_cache(maxsize=KEPT)
def _kept(source: str) -> Parsed:
    return _parsed(source, inline=False)


@functools.lru_cache(maxsize=LINES_KEPT)
def _kept_line(source: str) -> Parsed:
    return _parsed(source, inline=True)


def _parsed(source: str, *, inline: bool) -> Parsed:
    problem = body_problem(source)
    tokens = [] if problem else parse_tokens(source, inline=inline)
    problem = problem or _over_budget(tokens)
    if problem:
        return Parsed(source, problems=(problem,))
    for token in tokens:
        if token.type == "inline":
            token.children = _without_links_in_links(_balanced(token.children))
    name_figures(tokens)
    keys, citekeys, images = {}, {}, {}
    for token in flat(tokens):
        if token.type == "link_open":
            token.meta = {"keys": target_keys(str(token.attrs.get("href", "")))}
            keys[token.meta["keys"]] = None
        elif token.type == "wikilink":
            # As a path of one step, so that one spelling leads to one place.
            token.meta["keys"] = target_keys("/" + token.meta["slug"]) or page_keys(token.meta["slug"])
            keys[token.meta["keys"]] = None
        elif token.type == "citation":
            citekeys |= dict.fromkeys(cited.key for cited in token.meta["cited"])
        elif token.type == "image" and is_stored(str(token.attrs.get("src", ""))):
            images[str(token.attrs["src"])] = None
    keys.pop((), None)
    return Parsed(source, tuple(tokens), tuple(keys), tuple(citekeys), tuple(images), tuple(_name_headings(tokens)))


def _over_budget(tokens) -> str:
    counts: dict[str, int] = {}
    total = 0
    for token in flat(tokens):
        total += 1
        kind = "diagram" if token.type == "fence" and token.info.strip() == "mermaid" else token.type
        counts[kind] = counts.get(kind, 0) + 1
    if total > MAX_TOKENS:
        return f"The text holds more than {MAX_TOKENS:,} pieces of markup. Divide it into several pages."
    for kind, (most, name) in LIMITS.items():
        if counts.get(kind, 0) > most:
            return f"The text holds more than {most:,} {name}. Divide it into several pages."
    return ""


def _balanced(children: list[Token]) -> list[Token]:
    """A plain tag without its partner in the same block stays the text that it is, and marks up nothing else."""
    waiting: list[Token] = []
    for token in children:
        if token.type != "plain_tag" or token.content.startswith("<br"):
            continue
        if not token.content.startswith("</"):
            waiting.append(token)
        elif waiting and waiting[-1].content[1:] == token.content[2:]:
            waiting.pop()
        else:
            token.type = "text"
    for token in waiting:
        token.type = "text"
    return children


def _without_links_in_links(children: list[Token]) -> list[Token]:
    """In a link no other one: a citation or a footnote's number moves behind it, an address is words alone."""
    kept, waiting, depth = [], [], 0
    for token in children:
        depth += max(token.nesting, 0) if token.type == "link_open" else 0
        if depth > 1 and token.type in ("link_open", "link_close"):
            depth -= token.type == "link_close"
            continue
        depth -= token.type == "link_close"
        if depth and token.type in ("citation", "footnote_ref"):
            waiting.append(token)
            continue
        if depth and token.type == "image":
            token.meta["in_link"] = True
        kept.append(token)
        if not depth and waiting:
            kept += waiting
            waiting = []
    return kept + waiting


def _name_headings(tokens: list[Token]) -> list[Heading]:
    """Shift the levels so that the smallest is 2 (the page's title is the h1), and give each heading its anchor."""
    opens = [n for n, token in enumerate(tokens) if token.type == "heading_open"]
    if not opens:
        return []
    shift = 2 - min(int(tokens[n].tag[1]) for n in opens)
    anchors, found = Anchors(), []
    for n in opens:
        level = min(int(tokens[n].tag[1]) + shift, 6)
        wanted = _strip_attribute(tokens[n + 1].children)
        text = words(tokens[n + 1].children).strip()
        anchor = anchors.take(wanted or text)
        tokens[n].tag = tokens[n + 2].tag = f"h{level}"
        tokens[n].attrs = {"id": anchor}
        if text:
            found.append(Heading(level, text, anchor))
    return found


def _strip_attribute(children: list[Token]) -> str:
    """Take `{#id}` off the end of a heading; the id, or nothing."""
    if not children or children[-1].type != "text":
        return ""
    children[-1].content, wanted = split_attribute(children[-1].content)
    return wanted
