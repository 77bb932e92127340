"""Rules of markup: HTML that readers see as it is written, Markdown inside it, pictures that say nothing."""

import re

from artifacts.errors import marked as _
from artifacts.text.lint.findings import ERROR, WARNING, rule
from artifacts.text.lint.links import TEXTS
from artifacts.text.lint.texts import excerpt
from artifacts.text.syntax import PLAIN_TAG

NAMES = (
    r"(?:a|abbr|br|center|code|dd|del|details|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|iframe|img|li|mark|ol|p|pre"
    r"|script|section|small|span|strong|style|summary|table|tbody|td|tfoot|th|thead|tr|u|ul)"
)
TAG = re.compile(rf"<(?P<close>/?)(?P<name>{NAMES})\b(?P<rest>[^<>]{{0,1000}})>", re.IGNORECASE)
ESCAPED_TAG = re.compile(rf"&lt;/?{NAMES}\b(?:(?!&[lg]t;)[^\n<>]){{0,300}}&gt;", re.IGNORECASE)
MARKDOWN = re.compile(
    r"\[[^\[\]\n]{1,300}\]\([^()\s]{1,500}\)|\*\*[^*\n]{1,300}(?:\*\*|$)|\[@[^\[\]\n]{1,200}\]|\[\[[^\[\]\n]{1,300}\]\]"
)
HREF = re.compile(r"\bhref\s*=\s*[\"']?((?:https?://|/)[^\s\"'<>()]{1,2000})", re.IGNORECASE)
# Tags that only dress what stands between them.
DRESS = {"span", "font", "center", "div", "mark", "abbr", "section", "p"}
CELL = {"td", "th"}
IMAGE = re.compile(r"!\[(?P<alt>[^\[\]\n]{0,500})\]\((?P<src>[^()\s]{1,2000})(?:[ \t]+\"[^\"\n]{0,300}\")?\)")
SAYS_NOTHING = re.compile(
    r"\s*(?:(?:image|figure|img|picture|photo|alt|screenshot)\s*\d*|[\w-]+\.(?:png|jpe?g|gif|webp))?\s*", re.I
)


@rule(
    "markdown-in-html",
    ERROR,
    _("“{words}” is Markdown in a cell of HTML, where it is not read: make the table rows of the infobox or Markdown."),
    TEXTS,
)
def markdown_in_html(subject):
    text, cell = subject.text, None
    for match in TAG.finditer(text.bare):
        if cell is not None:
            found = MARKDOWN.search(text.bare, cell, match.start())
            if found:
                yield text.found(found.start(), words=excerpt(found[0]))
                cell = None
        if match["name"].lower() in CELL:
            cell = None if match["close"] else match.end()
        elif match["name"].lower() in ("tr", "table"):
            cell = None


@rule("escaped-html", ERROR, _("Readers see the tag {words} as it is written: use Markdown, or remove it."), TEXTS)
def escaped_html(subject):
    """One finding a line. Tags that only dress words are taken off, and a link becomes one of Markdown."""
    for text in subject.texts:
        told = 0
        for match in TAG.finditer(text.bare):
            if PLAIN_TAG.fullmatch(match[0]) or text.line(match.start()) == told:
                continue
            told = text.line(match.start())
            yield text.found(match.start(), *_undressed(text, match.start()), words=match[0][:80])
        for match in ESCAPED_TAG.finditer(text.bare):
            if text.line(match.start()) != told:
                told = text.line(match.start())
                yield text.found(match.start(), words=match[0][:80])


def _undressed(text, at: int) -> list[tuple[int, int, str]]:
    """The splices that take every tag of a line off; none where one of them is more than dress."""
    line = text.line(at)
    start, end = text.start_of(line), text.start_of(line + 1)
    edits, waiting = [], []
    for match in TAG.finditer(text.bare, start, end):
        name, opens = match["name"].lower(), not match["close"]
        if PLAIN_TAG.fullmatch(match[0]):
            continue
        if name == "a":
            href = HREF.search(match["rest"])
            if opens and not href:
                return []
            if opens:
                waiting.append(href[1])
            elif not waiting:
                return []
            edits.append((match.start(), match.end(), "[" if opens else f"]({waiting.pop()})"))
        elif name in DRESS:
            edits.append((match.start(), match.end(), ""))
        else:
            return []
    return [] if waiting else edits


@rule(
    "image-without-alt",
    WARNING,
    _("The picture {src} has no words for those who cannot see it: say what it shows."),
    TEXTS,
)
def image_without_alt(subject):
    for text in subject.texts:
        for match in IMAGE.finditer(text.bare):
            if SAYS_NOTHING.fullmatch(match["alt"]):
                yield text.found(match.start(), src=match["src"][:200])
