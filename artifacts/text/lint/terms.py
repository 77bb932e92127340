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
    """A mention in a heading, a link or code is none; linked before or in the same paragraph is linked."""
    if not subject.terms:
        return
    text, closed = subject.text, [match.span() for match in CLOSED.finditer(subject.bare)]
    starts = [start for start, _end in closed]
    linked: dict[str, int] = {}
    for link in subject.links:
        if link.text is text:
            for key in link.keys:
                linked[key] = min(link.start, linked.get(key, link.start))
    open_titles = _by_words(title for title in subject.terms if title != subject.content.get("title"))
    for title, start, end in _mentions(subject.bare, open_titles):
        inside = bisect_right(starts, start) - 1
        words = subject.body[start:end]
        if inside >= 0 and closed[inside][1] > start or "\n" in words:
            continue
        # Later mentions need no link.
        del open_titles[_key(title)]
        address = subject.terms[title]
        behind = subject.bare.find("\n\n", end)
        if not any(key in linked and (linked[key] < behind or behind < 0) for key in target_keys(address)):
            yield text.found(start, (start, end, f"[{words}]({address})"), words=words)


def _key(title: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in WORD.findall(title))


def _by_words(titles) -> dict[tuple[str, ...], str]:
    return {key: title for title in titles if 0 < len(key := _key(title)) <= MOST_WORDS}


def _mentions(text: str, titles: dict[tuple[str, ...], str]):
    """Each place where a title stands as whole words, the longest where several begin; those taken away no more."""
    words = [(match[0].casefold(), match.start(), match.end()) for match in WORD.finditer(text)]
    firsts, longest, at = {key[0] for key in titles}, max(map(len, titles), default=0), 0
    while at < len(words) and titles:
        lengths = range(min(longest, len(words) - at), 0, -1) if words[at][0] in firsts else ()
        length = next((length for length in lengths if _stands(text, words[at : at + length], titles)), 0)
        if length:
            key = tuple(word for word, _start, _end in words[at : at + length])
            yield titles[key], words[at][1], words[at + length - 1][2]
        at += length or 1


def _stands(text: str, words, titles) -> bool:
    """Whether these words are a title; one with several capitals, such as a gene's symbol, only as it is written."""
    title = titles.get(tuple(word for word, _start, _end in words))
    if title is None:
        return False
    written = text[words[0][1] : words[-1][2]]
    return written == title if sum(map(str.isupper, title)) > 1 else written.casefold() == title.casefold()
