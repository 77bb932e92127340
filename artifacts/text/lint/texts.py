"""Texts: each piece of Markdown of an artifact, with the links and citations in it and the place of each."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from artifacts.text.addresses import page_keys, target_keys
from artifacts.text.code import without_code
from artifacts.text.lint.findings import LINE, Edit, Finding
from artifacts.text.marks import MARK, ONE
from artifacts.text.syntax import WIKILINK

# Possessive throughout: an unclosed link costs no more than its own length. The bracket comes first, since that is
# looked for much faster than what may not stand before it.
LINK = re.compile(
    r"\[(?<![!\\]\[)(?P<words>(?:[^\[\]\n]|\[@[^\[\]\n]{1,200}\]){1,300}+)\]"
    r"\((?P<target>(?:[^()\s]|\([^()\s]{0,200}\)){1,2000}+)(?:[ \t]+\"[^\"\n]{0,300}\")?\)"
)
INK = re.compile(r"[^\n]")
LONGEST_EXCERPT = 80


@dataclass(frozen=True)
class Text:
    """`path` leads to it in the content; `place` is its row or field, and of a text of lines nothing."""

    path: tuple[str | int, ...]
    part: str
    place: str
    source: str

    @cached_property
    def codeless(self) -> str:
        """The source, its code blanked out."""
        return without_code(self.source)

    @cached_property
    def bare(self) -> str:
        """The source, code and comments blanked out: as long as the source, so that places are the same in both."""
        return blanked_comments(self.codeless)

    @cached_property
    def lowered(self) -> str:
        """The bare text in small letters, in which words are looked for before a rule reads it all; as to places it may
        differ."""
        return self.bare.lower()

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.source))]

    def line(self, at: int) -> int:
        """The number of the line, from 1, that a position stands in."""
        return bisect_right(self._starts, at)

    def start_of(self, line: int) -> int:
        """Where a line begins; behind the last one, the end of the text."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.source)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Where each line that holds anything starts, and the line, its code blanked out."""
        return ((start, line) for start, line in zip(self._starts, self.bare.split("\n"), strict=True) if line.strip())

    def found(self, at: int, *edits: tuple[int, int, str], **params) -> Finding:
        """A finding at a position, with the splices that mend it and what the rule's sentence names."""
        place = str(self.line(at)) if self.part == LINE else self.place
        return Finding("", self.part, place, params, tuple(Edit(self.path, *edit) for edit in edits))


class Link(NamedTuple):
    """A link as it is written; `keys` are what an internal one is looked up by; `start` to `end` is all of it."""

    text: Text
    start: int
    end: int
    words: str
    words_at: int
    target: str
    target_at: int
    keys: tuple[str, ...]

    def retargeted(self, target: str) -> tuple[int, int, str]:
        return self.target_at, self.target_at + len(self.target), target

    def reworded(self, words: str) -> tuple[int, int, str]:
        return self.words_at, self.words_at + len(self.words), words


class Use(NamedTuple):
    """A citekey in a mark; `start` to `end` is the key, `mark` where the mark that holds it begins."""

    text: Text
    key: str
    start: int
    end: int
    mark: int


def links_in(text: Text) -> Iterator[Link]:
    for match in LINK.finditer(text.bare):
        start, target = match.start(), match["target"]
        words = text.source[match.start("words") : match.end("words")]
        yield Link(
            text, start, match.end(), words, match.start("words"), target, match.start("target"), target_keys(target)
        )
    for match in WIKILINK.finditer(text.bare):
        slug, words = match[1], match[2] or ""
        # As a path of one step, so that one spelling leads to one place.
        keys = target_keys("/" + slug.strip()) or page_keys(slug.strip())
        yield Link(text, match.start(), match.end(), words, match.start(2), slug, match.start(1), keys)


def uses_in(text: Text) -> Iterator[Use]:
    for mark in MARK.finditer(text.bare):
        for one in ONE.finditer(mark[0]):
            yield Use(text, one[1], mark.start() + one.start(1), mark.start() + one.end(1), mark.start())


def blanked_comments(text: str) -> str:
    """The text with HTML comments blanked out, line for line."""
    pieces, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces += [text[at:start], INK.sub(" ", text[start : end + 3])]
        at = end + 3
    return "".join([*pieces, text[at:]])


def excerpt(text: str, words: int = 8) -> str:
    """The first words of a text, for a sentence that names it."""
    first = text[: 20 * LONGEST_EXCERPT].split()
    short = " ".join(first[:words])[:LONGEST_EXCERPT]
    return short if len(first) <= words and len(short) < LONGEST_EXCERPT else short + " …"
