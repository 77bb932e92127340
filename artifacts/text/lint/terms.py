"""Rule of terms: what has a page of its own is linked where it is first mentioned."""

import re
from bisect import bisect_right

from artifacts.errors import marked as _
from artifacts.text.addresses import target_keys
from artifacts.text.lint.findings import INFO, rule
from artifacts.text.lint.links import TEXTS
from artifacts.text.marks import MARK

WORD = re.compile(r"\w+")
# What may not be linked inside of: links and pictures, citations, addresses, tags, formulas.
CLOSED = re.compile(
    rf"!?\[[^\[\]\n]{{0,300}}\]\([^()\s]{{0,2000}}\)|\[\[[^\[\]\n]{{1,800}}\]\]|{MARK.pattern}|\[\^[^\[\]\s]{{1,100}}\]"
    r"|https?://\S{1,2000}|<[^<>\n]{1,500}>|\$[^$\n]{1,500}\$|^ {0,3}#{1,6}[ \t].*$|^ {0,3}\[[^\[\]\n]{1,200}\]:.*$",
    re.MULTILINE,
)
MOST_WORDS = 8


@rule("unlinked-term", INFO, _("“{words}” has a page of its own: link it where it is first mentioned."), TEXTS)
def unlinked_term(subject):
    """A mention in a heading, a link or code is none; where the term is linked before, all is well."""
    if not subject.terms:
        return
    text, closed = subject.text, [match.span() for match in CLOSED.finditer(subject.bare)]
    starts = [start for start, _end in closed]
    linked: dict[str, int] = {}
    for link in subject.links:
        if link.text is text:
            for key in link.keys:
                linked[key] = min(link.start, linked.get(key, link.start))
    for title, start, end in _mentions(subject.bare, subject.terms):
        inside = bisect_right(starts, start) - 1
        if inside >= 0 and closed[inside][1] > start or title == subject.content.get("title"):
            continue
        address = subject.terms[title]
        before = min((linked[key] for key in target_keys(address) if key in linked), default=None)
        for key in target_keys(address):
            linked.setdefault(key, start)
        if before is None or before > start:
            words = subject.body[start:end]
            if not re.search(r"[\[\]\n]", words):
                yield text.found(start, (start, end, f"[{words}]({address})"), words=words)
                for key in target_keys(address):
                    linked[key] = start


def _mentions(text: str, terms):
    """Every place where a title stands as whole words, the longest where several begin; in capitals if it is so."""
    by_words: dict[tuple[str, ...], str] = {}
    for title in terms:
        by_words.setdefault(tuple(word.casefold() for word in WORD.findall(title)), title)
    longest = min(max(map(len, by_words), default=0), MOST_WORDS)
    words = [(match[0].casefold(), match.start(), match.end()) for match in WORD.finditer(text)]
    firsts = {key[0] for key in by_words if key}
    at = 0
    while at < len(words):
        length = next(
            (
                length
                for length in range(min(longest, len(words) - at) if words[at][0] in firsts else 0, 0, -1)
                if _stands(text, words[at : at + length], by_words)
            ),
            0,
        )
        if length:
            key = tuple(word for word, _start, _end in words[at : at + length])
            yield by_words[key], words[at][1], words[at + length - 1][2]
        at += length or 1


def _stands(text: str, words, by_words) -> bool:
    """Whether these words are a title; one of capitals and figures alone, such as a gene's symbol, only as written."""
    title = by_words.get(tuple(word for word, _start, _end in words))
    if title is None:
        return False
    written = text[words[0][1] : words[-1][2]]
    if title != title.lower() and sum(map(str.isupper, title)) > 1:
        return written == title
    return written.casefold() == title.casefold()
